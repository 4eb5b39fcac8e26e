"""The worker: what is due by the state of the stories, and mail about it. Only the worker's command calls here."""
