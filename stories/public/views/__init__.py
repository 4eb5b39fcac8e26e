"""The views of the public site, a module for each kind of page: story, changes, front, archive, data …

Only `stories.urls` calls here. `availability` has the answers for stories that may not be read, for the other modules.
"""
