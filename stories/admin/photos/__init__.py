"""The library of photos: list, upload and pages of photos. The acts and the editor print its rows."""
