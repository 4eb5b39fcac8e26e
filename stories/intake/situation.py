"""The situation that a piece of copy arrives in, as plain values: the copy, its story, and what is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stories.designators import Designator
from stories.matching import Sign
from stories.models import State
from stories.wire import Status


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
    speaks_of_stop: bool = False  # in words alone
    is_summary: bool = False  # the source gives no whole text
    charset_doubt: str = ""  # why its letters may be wrong

    @property
    def is_kill(self) -> bool:
        """Whether its source withdraws the story."""
        return self.status is Status.CANCELED or (self.designator is not None and self.designator.is_kill)

    @property
    def is_hold(self) -> bool:
        """Whether its source asks to hold the story, and does not withdraw it."""
        is_held = self.status is Status.WITHHELD or (self.designator is not None and self.designator.is_hold)
        return is_held and not self.is_kill

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
    follows: int | None = None  # the number of the filing that late copy comes after; None for the newest copy


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that bears on the decision on a piece of copy."""

    now: datetime
    copy: ArrivedCopy
    story: MatchedStory | None = None
    is_known: bool = False  # the same copy was taken before
    came_by_another_route: bool = False  # the same words were
    was_stopped: bool = False  # its source stopped the item before any story of it was there
    is_filed_at_once: bool = False

    @property
    def is_embargoed(self) -> bool:
        """Whether nothing of the copy may be public yet."""
        return self.copy.embargo_until is not None and self.copy.embargo_until > self.now
