"""The public site's pages, by noun."""
