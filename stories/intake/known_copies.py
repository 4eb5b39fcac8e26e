"""Rows of copy as the values that the finding of a story compares."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache

from django.db.models import TextField
from django.db.models.functions import Cast

from stories import designators
from stories.designators import Designator
from stories.matching import KnownCopy, Profile, read_profile
from stories.models import Item, Outcome, Source

PROFILES_KEPT = 2_000  # in memory, by what is stored: copy of the last hours is compared again and again
COLUMNS = (
    *("story_id", "identity", "follows", "replaces", "version", "keyword", "slugline", "language", "designator"),
    *("rank", "genre", "headline", "moved_at", "is_timed", "dated_on", "has_text", "filing_id", "outcome"),
)


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A piece of copy of a story, the number of its filing's row, and whether it has a place in the chain."""

    copy: KnownCopy
    filing: int | None
    is_in_chain: bool


def kept_copies(stories: Iterable[int], source: Source, *, most: int) -> Iterator[KeptCopy]:
    """Yield the copy of some stories, each text once, the earliest first; of more than so many the latest. One query.

    Copy that came late and was not filed has no place in its chain.
    """
    rows = Item.objects.filter(story__in=list(stories)).exclude(outcome=Outcome.DUPLICATE).only(*COLUMNS)
    rows = rows.annotate(stored_profile=Cast("profile", TextField()))  # type: ignore[no-redef]  # as `Filing` does
    for item in reversed(rows.order_by("-moved_at", "-pk")[:most]):
        copy = make_known_copy(item, read_kept_profile(item.stored_profile), zone=source.zone)
        yield KeptCopy(copy, item.filing_id, item.outcome != Outcome.LATE or item.filing_id is not None)


def make_known_copy(item: Item, profile: Profile, *, zone: tzinfo) -> KnownCopy:
    """Return a row of copy as a value, its news day in a zone."""
    return KnownCopy(
        number=item.pk or 0,
        story=item.story_id,
        identity=item.identity,
        follows=tuple(item.follows) or ((item.replaces,) if item.replaces else ()),
        version=item.version,
        keyword=item.keyword,
        slugline=item.slugline,
        language=item.language,
        designator=read_designator(item.designator),
        rank=item.rank,
        genre=item.genre,
        headline=item.headline,
        moved_at=item.moved_at,
        is_timed=item.is_timed,
        news_day=item.dated_on or item.moved_at.astimezone(zone).date(),
        has_text=item.has_text,
        profile=profile,
    )


@lru_cache(maxsize=512)
def read_designator(printed: str) -> Designator | None:
    """Return the designator that a row has in print."""
    return designators.from_text(printed) if printed else None


@lru_cache(maxsize=PROFILES_KEPT)
def read_kept_profile(stored: str) -> Profile:
    """Return the profile that a row has as text."""
    return read_profile(json.loads(stored))
