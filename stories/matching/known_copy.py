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
    keyword: str = ""  # the slugline without cycle mark, designator and count, casefolded
    slugline: str = ""  # as printed: its cycle mark tells the morning's story from the afternoon's
    language: str = ""  # primary subtag; that of the source where the copy names none
    designator: Designator | None = None
    rank: int | None = None  # chain_rank(designator)
    genre: str = ""
    headline: str = ""  # without its designator
    moved_at: datetime  # its version time where it is timed, else the time of receipt
    is_timed: bool = False
    news_day: date  # in the source's zone; the date that the copy prints, where it does
    has_text: bool = True
    profile: Profile = field(default_factory=Profile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How sure a story must be for copy to join it, and how likely to be shown to an editor; from 0 to 1."""

    sure: float = 0.9
    likely: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a source when a piece of its copy arrives.

    `copies` hold earlier copy of the source, of any language, in any order, each once:
    - with the same identity, with an identity that the copy follows, or that follows the copy's;
    - under the same keyword, moved within 48 hours before or after;
    - whose kept terms are among those it seeks (`Rarity.terms_to_keep`, `terms_to_seek`), moved within 48 hours, of the
      stories that `best_stories` names;
    - and all other copy of the stories of all these.
    Copy without a story (duplicates, stops, advisories) is left out.
    """

    copies: tuple[KnownCopy, ...] = ()
    rarity: Rarity = field(default_factory=Rarity)
    stories_of_keyword: int = 0  # how many stories of the source's last seven days bear the copy's keyword
    thresholds: Thresholds = field(default_factory=Thresholds)
