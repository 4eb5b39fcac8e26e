"""The editor: the story form, its drafts, meters, preview, conflicts and merges with wire copy.

The acts and the wire desk call here.
"""
