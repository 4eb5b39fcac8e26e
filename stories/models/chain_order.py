"""The order of a chain, and the filings of it that stand in another story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from stories import digests
from stories.models.story import State

NO_SLUG = "-"  # in the address of a story that may not be read: the slug holds words of it


class ChainLink(Protocol):
    """A filing, as far as its place in the chain goes."""

    @property
    def number(self) -> int:
        """Its number within its story."""

    @property
    def follows(self) -> int:
        """The number of the filing that it stands behind, 0 for one that opens the chain."""


ChainRow = TypeVar("ChainRow", bound=ChainLink)


@dataclass(frozen=True, slots=True)
class FilingPlace:
    """A filing as the place where words went at a time, with the slug that the address of its story may have.

    `went_to_key` is the key of the filing where they went from there, `passed` the stories that they left since.
    """

    key: int
    story_id: int
    slug: str
    number: int
    filed_at: datetime
    went_to_key: int | None
    passed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedFiling:
    """A filing that went to another story, without its words: what its digest covers, and the filing that it became."""

    head: digests.Head
    content_digest: str
    previous_digest: str
    digest: str
    is_taken_down: bool
    went_to: FilingPlace

    @property
    def number(self) -> int:
        """Its number within the story that it went from."""
        return self.head.number

    @property
    def follows(self) -> int:
        """The number of the filing that it stood behind there."""
        return self.head.follows

    @property
    def has_gone_back(self) -> bool:
        """Whether it stands where it came from again, as its move was undone."""
        came_from = self.head.came_from
        return came_from is not None and (came_from.story, came_from.number) == (
            self.went_to.story_id,
            self.went_to.number,
        )


def sort_by_chain(rows: Iterable[ChainRow]) -> tuple[ChainRow, ...]:
    """Sort filings, the oldest text first: each stands right behind the one that it follows."""
    chain: list[ChainRow] = []
    for filing in sorted(rows, key=lambda row: row.number):
        index = next((i + 1 for i, earlier in enumerate(chain) if earlier.number == filing.follows), None)
        chain.insert(index if index is not None else (0 if filing.follows == 0 else len(chain)), filing)
    return tuple(chain)


def public_slug(state: str, slug: str) -> str:
    """Return the slug that the address of a story in a state may have."""
    return slug if state == State.LIVE else NO_SLUG
