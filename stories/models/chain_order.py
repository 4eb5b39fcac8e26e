"""The order of a chain, and the filings of it that stand in another story."""

from __future__ import annotations

from collections import defaultdict
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
    """Sort filings, the oldest text first: each stands right behind the one that it follows.

    One whose predecessor is not among the rows stands at the end. Linear: a walk down the tree of what follows what,
    in which the latest of those that follow one filing comes first.
    """
    numbered = {row.number: row for row in rows}
    behind: dict[int, list[int]] = defaultdict(list)
    opening: list[int] = []
    for number in sorted(numbered):
        follows = numbered[number].follows
        is_orphan = follows != 0 and (follows >= number or follows not in numbered)
        (opening if is_orphan else behind[follows]).append(number)
    stack = [*reversed(opening), *behind[0]]
    chain: list[ChainRow] = []
    while stack:
        number = stack.pop()
        chain.append(numbered[number])
        stack += behind.get(number, ())
    return tuple(chain)


def public_slug(state: str, slug: str) -> str:
    """Return the slug that the address of a story in a state may have."""
    return slug if state == State.LIVE else NO_SLUG
