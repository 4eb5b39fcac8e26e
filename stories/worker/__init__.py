"""Rounds of the worker: what is due by the state of the stories, and mail about them. Only its command calls here."""
