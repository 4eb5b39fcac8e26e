"""The editor: the story form, its drafts, meters, preview and conflicts. The acts and the wire desk call here."""
