"""What an engine of the search does, whatever the database: it keeps documents by place and finds places by a query.

A place is a number that grows with time and is a document's own (`stories.models.place_of`). Every search walks from
the newest place down, or from a place up, and stops when it has enough: nothing is sorted, counted or ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from stories.search.query import Query

LOWEST, HIGHEST = -(2**63), 2**63 - 1


class Index(Enum):
    """The indexes, by their tables."""

    LIVE = "stories_live_search"  # what readers find: the newest filing of each live story, by its place on the wire
    PAST = "stories_past_search"  # what they find beside it in all versions: every readable filing that was replaced
    DESK = "stories_desk_search"  # what the newsroom finds: each story, by the place of its last change
    PHOTOS = "stories_photo_search"  # what the newsroom finds of its library: each photo, by its number


@dataclass(frozen=True, slots=True)
class Document:
    """What an index holds at a place: terms in their order, and the terms of keys, which have none."""

    place: int
    terms: Sequence[str]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Span:
    """Places above one and below another, both left out; walked from the highest down unless `is_upward`."""

    above: int = LOWEST
    below: int = HIGHEST
    is_upward: bool = False


class Engine(Protocol):
    """An index on one database. Everything runs in the caller's transaction."""

    def write(self, index: Index, documents: Iterable[Document]) -> None:
        """Put documents at their places, in place of what stood there."""

    def remove(self, index: Index, places: Iterable[int]) -> None:
        """Take out what stands at places."""

    def find(self, index: Index, query: Query, span: Span, limit: int) -> list[int]:
        """Return the first places of a span at which a document answers to a query that is not empty."""

    def find_few(self, index: Index, query: Query, span: Span, limit: int) -> list[int]:
        """Return what `find` does, for a query that few documents answer to."""

    def merge(self, index: Index, pages: int) -> bool:
        """Merge parts of an index, writing so many pages at most; return whether there is more to merge."""

    def purge(self, index: Index, pages: int) -> None:
        """Begin to rewrite an index without the words that were taken out of it; `merge` goes on with it."""
