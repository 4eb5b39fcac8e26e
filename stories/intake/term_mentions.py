"""The stories whose copy has a term, by the moments at which that copy moved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

MOMENTS_KEPT = 10_000  # that were read: all terms of a piece have one


class TermMentions:
    """Stories with the moments of their copy, in order of time, so that only those near a moment are looked at."""

    __slots__ = ("moments", "stories")

    def __init__(self, mentions: Iterable[tuple[datetime, int]] = ()) -> None:
        ordered = sorted(mentions) if mentions else ()
        self.moments = [moved_at for moved_at, _story in ordered]
        self.stories = [story for _moved_at, story in ordered]

    def add(self, moved_at: datetime, story: int) -> None:
        """Add a story by the moment of its copy."""
        place = bisect_right(self.moments, moved_at)
        self.moments.insert(place, moved_at)
        self.stories.insert(place, story)

    def near(self, moved_at: datetime, span: timedelta) -> set[int]:
        """Return the stories whose copy moved within a span before or after a moment."""
        first = bisect_left(self.moments, moved_at - span)
        return set(self.stories[first : bisect_right(self.moments, moved_at + span, first)])


@lru_cache(maxsize=MOMENTS_KEPT)
def read_moment(text: str) -> datetime:
    """Return a moment that a database gives as text: in UTC where it says no zone, as on SQLite."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
