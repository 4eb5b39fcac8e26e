"""Pages of sources: how each stands, its settings, feed and tokens, and files tried on it."""
