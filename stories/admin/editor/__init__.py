"""The editor: the story form, its drafts, meters, preview, conflicts and merges with wire copy.

The wire desk calls here.
"""
