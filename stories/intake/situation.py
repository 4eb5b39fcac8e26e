"""The situation that a piece of copy arrives in, as plain values: the copy, its story, and what is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stories.designators import Designator
from stories.matching import Sign
from stories.models import State
from stories.wire import EditorNote, NoteKind, Status


@dataclass(frozen=True, slots=True)
class ArrivedCopy:
    """What a piece of copy says that bears on the decision. Times are in UTC."""

    source: str = ""
    status: Status = Status.USABLE
    designator: Designator | None = None
    has_text: bool = True
    note: str = ""
    embargo_until: datetime | None = None
    speaks_of_embargo: bool = False  # in words, without a time
    speaks_of_stop: bool = False  # in its note or headline, in words alone
    is_summary: bool = False  # the source gives no whole text
    charset_doubt: str = ""  # why its letters may be wrong
    editor_note: EditorNote | None = None  # what it tells editors, where it is no story

    @property
    def is_kill(self) -> bool:
        """Whether its source withdraws the story."""
        is_marked = self.designator is not None and self.designator.is_kill
        return self.status is Status.CANCELED or is_marked or self.tells_editors(NoteKind.KILL)

    @property
    def is_hold(self) -> bool:
        """Whether its source asks to hold the story, and does not withdraw it."""
        is_marked = self.designator is not None and self.designator.is_hold
        is_held = self.status is Status.WITHHELD or is_marked or self.tells_editors(NoteKind.HOLD)
        return is_held and not self.is_kill

    @property
    def is_withheld_copy(self) -> bool:
        """Whether it is the very text that its source withholds, and no note about another."""
        return self.status is Status.WITHHELD and self.has_text and self.editor_note is None

    @property
    def is_advisory(self) -> bool:
        """Whether it is a note to editors for certain, and stops no story."""
        is_marked = self.designator is not None and self.designator.is_mere_advisory
        is_stop = self.designator is not None and (self.designator.is_kill or self.designator.is_hold)
        if self.editor_note is None:
            return is_marked
        return self.tells_editors(NoteKind.ADVISORY) and not is_stop

    @property
    def may_be_advisory(self) -> bool:
        """Whether it may be a note to editors, or a story."""
        note = self.editor_note
        return note is not None and not note.is_sure and note.kind is NoteKind.ADVISORY

    @property
    def may_be_stop(self) -> bool:
        """Whether words of its note, its headline or its text may ask not to use a story."""
        note = self.editor_note
        return self.speaks_of_stop or (note is not None and not note.is_sure and note.kind is not NoteKind.ADVISORY)

    def tells_editors(self, kind: NoteKind) -> bool:
        """Return whether it is a note of a kind for certain."""
        return self.editor_note is not None and self.editor_note.is_sure and self.editor_note.kind is kind

    @property
    def is_stop(self) -> bool:
        """Whether its source stops the story."""
        return self.is_kill or self.is_hold


@dataclass(frozen=True, slots=True)
class MatchedStory:
    """The story that copy belongs to, as it stands."""

    state: State = State.LIVE
    sign: Sign = Sign.CHAIN
    has_moved: bool = True  # anything of it was filed
    has_lost_words: bool = False
    is_put_together: bool = False  # filings came to it by a move that can still be undone
    follows: int | None = None  # the number of the filing that late copy comes after; None for the newest copy


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that bears on the decision on a piece of copy."""

    now: datetime
    copy: ArrivedCopy
    story: MatchedStory | None = None
    is_known: bool = False  # the same copy was taken before
    came_by_another_route: bool = False  # the same words were
    was_stopped: bool = False  # its source stopped it before it came, by its id or its headline
    names_stopped_story: bool = False  # what may be a stop names a story that is here
    is_filed_at_once: bool = False

    @property
    def is_embargoed(self) -> bool:
        """Whether nothing of the copy may be public yet."""
        return self.copy.embargo_until is not None and self.copy.embargo_until > self.now
