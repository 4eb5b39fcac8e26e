"""The one door: every write to Story and Filing.

Each act runs in one transaction with the story's row locked, and inside one django-reversion revision that keeps
who, when, why and the whole text. Whether somebody may is asked before, at the edge; here it is only asked
whether it can be done.
"""

from stories.desk.filings import (
    correct,
    file,
    file_from_wire,
    file_late,
    release_due,
    schedule,
    unschedule,
)
from stories.desk.refusals import Edited, Embargoed, NotComplete, NothingChanged, NotPossible, Refused, Stale
from stories.desk.standing import hold, kill, release, spike
from stories.desk.take_downs import take_down
from stories.desk.working_copy import Words, open_story, rebase, save, take

__all__ = [
    "Edited",
    "Embargoed",
    "NotComplete",
    "NotPossible",
    "NothingChanged",
    "Refused",
    "Stale",
    "Words",
    "correct",
    "file",
    "file_from_wire",
    "file_late",
    "hold",
    "kill",
    "open_story",
    "rebase",
    "release",
    "release_due",
    "save",
    "schedule",
    "spike",
    "take",
    "take_down",
    "unschedule",
]
