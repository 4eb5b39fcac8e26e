"""The one door: every write to Story and Filing.

Each act runs in one transaction with the row of the story locked, and inside one django-reversion revision that keeps
who, when, why and the whole text. Permission is asked before, at the edge; the desk asks only what is possible.
"""

from stories.desk.assignments import assign, let_go
from stories.desk.drafts import at_these, drafts_of, drop_drafts, keep_draft, left, others, seen
from stories.desk.exceptions import Edited, Embargoed, NotComplete, NothingChanged, NotPossible, Refused, Stale
from stories.desk.filings import (
    correct,
    file,
    file_from_wire,
    file_late,
    release_due,
    schedule,
    unschedule,
)
from stories.desk.hold_and_kill import hold, kill, release, spike
from stories.desk.notes import add_note, remove_note, take_note_back
from stories.desk.notifications import mark_all_seen, mark_seen
from stories.desk.photos import (
    cut,
    cut_later,
    describe_photo,
    drop_orphans,
    drop_replaced,
    remove_photo,
    take_photo,
)
from stories.desk.take_downs import take_down
from stories.desk.working_copy import (
    Brought,
    Words,
    bring_pictures,
    come_beside,
    move,
    open_story,
    pass_over,
    rebase,
    save,
    take,
)

__all__ = [
    "Brought",
    "Edited",
    "Embargoed",
    "NotComplete",
    "NotPossible",
    "NothingChanged",
    "Refused",
    "Stale",
    "Words",
    "add_note",
    "assign",
    "at_these",
    "bring_pictures",
    "come_beside",
    "correct",
    "cut",
    "cut_later",
    "describe_photo",
    "drafts_of",
    "drop_drafts",
    "drop_orphans",
    "drop_replaced",
    "file",
    "file_from_wire",
    "file_late",
    "hold",
    "keep_draft",
    "kill",
    "left",
    "let_go",
    "mark_all_seen",
    "mark_seen",
    "move",
    "open_story",
    "others",
    "pass_over",
    "rebase",
    "release",
    "release_due",
    "remove_note",
    "remove_photo",
    "save",
    "schedule",
    "seen",
    "spike",
    "take",
    "take_down",
    "take_note_back",
    "take_photo",
    "unschedule",
]
