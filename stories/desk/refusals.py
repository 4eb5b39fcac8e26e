"""Why the desk will not do a thing, each named after what is wrong and saying what to do."""

from stories.models import Story


class Refused(Exception):
    """The desk will not do it; str() says what is wrong and what to do."""


class NothingChanged(Refused):
    """The text is that of the newest filing."""


class NotComplete(Refused):
    """A word that must be there is missing, or too long."""


class NotPossible(Refused):
    """The story does not stand where this can be done."""


class Embargoed(Refused):
    """Nothing of the filing may be public yet."""


class Edited(Refused):
    """An editor has changed the working copy; the wire does not overwrite it."""


class Stale(Refused):
    """Somebody saved the story since; nothing was overwritten."""

    def __init__(self, *, current: Story, mine: Story) -> None:
        who = current.updated_by.get_username() if current.updated_by else "the wire"
        super().__init__(
            f"The story was saved by {who} at {current.updated_at:%H:%M:%S} UTC, after you opened it. "
            "Nothing of yours or theirs is lost: look at both texts, then save again."
        )
        self.current = current
        self.mine = mine
