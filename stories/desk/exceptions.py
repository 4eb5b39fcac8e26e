"""Refusals of the desk, each named after what is wrong; str() says what to do."""

from django.utils.translation import gettext as _

from stories.models import Story


class DeskError(Exception):
    """A refusal of the desk; str() says what is wrong and what to do."""


class NothingChangedError(DeskError):
    """A filing or an act that would change nothing."""


class NotCompleteError(DeskError):
    """A text that lacks a part which must be there, or has one too long."""


class NotPossibleError(DeskError):
    """An act that the state of the story does not allow."""


class EmbargoedError(DeskError):
    """A filing before its embargo ends."""


class EditedError(DeskError):
    """Copy from the wire for a working copy with an editor's changes, which the wire does not overwrite."""


class StaleError(DeskError):
    """A save over somebody else's later one; nothing was overwritten."""

    def __init__(self, *, current: Story, mine: Story) -> None:
        message = _(
            "The story was saved by the wire at {time} UTC, after you opened it. "
            "Nothing of yours or theirs is lost: look at both texts, then save again."
        )
        if current.updated_by:
            message = _(
                "The story was saved by {person} at {time} UTC, after you opened it. "
                "Nothing of yours or theirs is lost: look at both texts, then save again."
            )
        super().__init__(message.format(person=current.updated_by, time=f"{current.updated_at:%H:%M:%S}"))
        self.current = current
        self.mine = mine
