"""Acts of the desk as pages: file, correct, hold, kill and the others. The wire desk and the editor call here."""
