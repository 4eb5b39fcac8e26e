"""The public site: pages, feeds, maps and data for readers, crawlers and machines.

Begins at `Filing.public` and never touches the working copy. Only `stories.urls` calls here.
"""
