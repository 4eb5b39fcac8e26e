"""Rows of copy as the values that the finding of a story compares."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from stories import designators
from stories.matching import KnownCopy, Profile, read_profile
from stories.models import Item, Outcome, Source

PROFILES_KEPT = 2_000  # in memory, by what is stored: copy of the last hours is compared again and again
AS_THEY_ARE = (
    *("identity", "version", "keyword", "slugline", "language", "rank", "genre", "headline", "moved_at", "is_timed"),
    "has_text",
)
COLUMNS = (*AS_THEY_ARE, "id", "story_id", "follows", "replaces", "designator", "dated_on", "filing_id", "outcome")


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A piece of copy of a story, the number of its filing's row, and whether it has a place in the chain."""

    copy: KnownCopy
    filing: int | None
    is_in_chain: bool


def copies_in_stories(stories: Iterable[int], source: Source, *, most: int) -> Iterator[KeptCopy]:
    """Yield the copy of some stories, each text once, the earliest first; of more than so many the latest. One query.

    Copy that came late and was not filed has no place in its chain.
    """
    items = Item.objects.filter(story__in=list(stories)).exclude(outcome=Outcome.DUPLICATE)
    rows = items.order_by("-moved_at", "-pk").values(*COLUMNS, stored_profile=Cast("profile", TextField()))
    for row in reversed(rows[:most]):
        copy = copy_of_row(row, read_kept_profile(row["stored_profile"]), zone=source.zone)
        yield KeptCopy(copy, row["filing_id"], row["outcome"] != Outcome.LATE or row["filing_id"] is not None)


def copy_of_item(item: Item, profile: Profile, *, zone: tzinfo) -> KnownCopy:
    """Return an item as a value, its news day in a zone."""
    return copy_of_row({name: getattr(item, name) for name in COLUMNS}, profile, zone=zone)


def copy_of_row(row: Mapping[str, Any], profile: Profile, *, zone: tzinfo) -> KnownCopy:
    """Return the columns of a row as a value, its news day in a zone."""
    return KnownCopy(
        number=row["id"] or 0,
        story=row["story_id"],
        follows=tuple(row["follows"]) or ((row["replaces"],) if row["replaces"] else ()),
        designator=designators.from_text(row["designator"]),
        news_day=row["dated_on"] or row["moved_at"].astimezone(zone).date(),
        profile=profile,
        **{name: row[name] for name in AS_THEY_ARE},
    )


@lru_cache(maxsize=PROFILES_KEPT)
def read_kept_profile(stored: str) -> Profile:
    """Return the profile that a row has as text."""
    return read_profile(json.loads(stored))
