"""The facts of a text, and those that changed from one version to the next. Pure."""
