"""The demo newsroom: its stories, photos and people, and the loader. Commands and tests call here."""
