"""The wire desk: the list of stories, its tabs, and what is done with many at once. Only `stories.admin` calls here."""
