"""The wire desk: the list of stories, its tabs, and the actions on many stories. Only `stories.admin` calls here."""
