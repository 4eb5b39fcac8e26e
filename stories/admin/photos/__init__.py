"""The library of photos: the list, uploads, and the page of each photo. The acts and the editor print its rows."""
