"""The public site: pages, feeds, maps and data for readers, crawlers and machines.

Begins at `Filing.public` and never touches the working copy. `stories.urls` calls the views, feeds and maps; the
template tags call `corrections` and `structured_data`. The newsroom's pages never call here.
"""
