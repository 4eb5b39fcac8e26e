"""A piece of copy as values: what bears on finding its story."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from stories.designators import Designator
from stories.matching.profile import Profile
from stories.matching.rarity import Rarity


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCopy:
    """A piece of copy. `number` and `story` are those of the newsroom, 0 and None while it has just arrived.

    Copies that are compared are of one source. Times are in UTC.
    """

    number: int = 0
    story: int | None = None
    identity: str = ""
    follows: tuple[str, ...] = ()  # the ids that it says it goes on from
    version: int | None = None
    keyword: str = ""
    slugline: str = ""  # as printed, with its stem and suffix
    language: str = ""  # primary subtag; empty where unknown
    designator: Designator | None = None
    rank: int | None = None
    genre: str = ""
    headline: str = ""
    moved_at: datetime
    is_timed: bool = False
    news_day: date  # in the source's zone
    has_text: bool = True
    profile: Profile = field(default_factory=Profile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How sure a story must be for copy to join it, and how likely to be shown to an editor; from 0 to 1."""

    sure: float = 0.5
    likely: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a source when a piece of its copy arrives."""

    copies: tuple[KnownCopy, ...] = ()  # earlier copy that may be of its story, and all copy of those stories
    rarity: Rarity = field(default_factory=Rarity)
    stories_of_keyword: int = 0  # how many stories of the last days bear the copy's keyword
    thresholds: Thresholds = field(default_factory=Thresholds)
