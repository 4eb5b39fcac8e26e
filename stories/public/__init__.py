"""The public site: what readers, feeds, crawlers and machines get.

Begins at `Filing.public` and never touches the working copy. Only `stories.urls` calls here.
"""
