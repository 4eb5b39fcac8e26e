"""Why the desk will not do a thing, each named after what is wrong and saying what to do."""

from django.utils.translation import gettext as _

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
        told = _(
            "The story was saved by the wire at {time} UTC, after you opened it. "
            "Nothing of yours or theirs is lost: look at both texts, then save again."
        )
        if current.updated_by:
            told = _(
                "The story was saved by {person} at {time} UTC, after you opened it. "
                "Nothing of yours or theirs is lost: look at both texts, then save again."
            )
        super().__init__(told.format(person=current.updated_by, time=f"{current.updated_at:%H:%M:%S}"))
        self.current = current
        self.mine = mine
