"""Rows of copy as the values that the finding of a story compares."""

from __future__ import annotations

from datetime import UTC
from functools import lru_cache

from stories import designators
from stories.designators import Designator
from stories.matching import KnownCopy, read_profile
from stories.models import Item

COMPARED = (
    *(
        "story_id",
        "filing_id",
        "outcome",
        "identity",
        "follows",
        "version",
        "keyword",
        "slugline",
        "language",
        "designator",
    ),
    *("rank", "genre", "headline", "moved_at", "is_timed", "dated_on", "has_text", "profile", "replaces"),
)  # the columns that a comparison needs


@lru_cache(maxsize=512)
def read_designator(printed: str) -> Designator | None:
    """Return the designator that a row has in print."""
    return designators.from_text(printed) if printed else None


def known_copy(item: Item) -> KnownCopy:
    """Return a row of copy as a value."""
    zone = item.source.zone if item.source else UTC
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
        profile=read_profile(item.profile),
    )
