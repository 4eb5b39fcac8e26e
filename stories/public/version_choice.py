"""The choice of any two versions of a story, at the top of its history and of each comparison."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse

from stories.models import Filing, PublicStory
from stories.models.chain_shape import ChainShape

OFFERED_BEFORE, OFFERED_BEHIND = 12, 8  # versions around a comparison; with the first and the newest
OFFERED_WHOLE = OFFERED_BEFORE + 1 + OFFERED_BEHIND  # a chain up to here is offered whole


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """Versions to choose two from, the newest text first; `older` and `newer` are those chosen now, 0 for none.

    `gaps` are the numbers of those below which versions with words are left out.
    """

    versions: tuple[Filing, ...]
    gaps: frozenset[int]
    older: int
    newer: int
    last: int  # number of the story
    first_readable: int
    newest: int

    @property
    def has_more(self) -> bool:
        """Whether the story has versions that are not offered."""
        return self.is_possible and bool(self.gaps)

    @property
    def is_possible(self) -> bool:
        """Whether there are two versions to choose."""
        return len(self.versions) > 1

    @property
    def is_whole_span(self) -> bool:
        """Whether the first and the newest are chosen."""
        return (self.older, self.newer) == (self.first_readable, self.newest)


def numbers_around(shape: ChainShape, *numbers: int) -> set[int]:
    """Return the numbers in the chain around some others, with the first and the last that stand in the story.

    These are all of them in a chain that is short enough to be offered whole.
    """
    if shape.total <= OFFERED_WHOLE:
        return set(shape.between(0, shape.total))
    around = set(shape.ends() or ())
    for number in numbers:
        place = shape.place(number)
        around.update(shape.between(place - OFFERED_BEFORE, place + OFFERED_BEHIND + 1))
    return around


def make_choice(public_story: PublicStory, offered: Iterable[int], older: int, newer: int) -> VersionChoice:
    """Return the choice among filings that were looked up and have words."""
    numbers = {*offered, older, newer}
    readable = [row for row in public_story.filings if row.number in numbers and not row.is_taken_down]
    last = readable[-1].number if readable else 0
    return VersionChoice(
        versions=tuple(reversed(readable)),
        gaps=find_gaps(public_story.shape, [row.number for row in readable]),
        older=older,
        newer=newer,
        last=public_story.total,
        first_readable=readable[0].number if readable else 0,
        newest=next((row.number for row in readable if row.number == public_story.newest_number), last),
    )


def find_gaps(shape: ChainShape, numbers: Iterable[int]) -> frozenset[int]:
    """Return those of some numbers, given in the order of the chain, right before which others with words stand."""
    return frozenset(newer for older, newer in pairwise(numbers) if number_behind(shape, older) != newer)


def number_behind(shape: ChainShape, number: int) -> int:
    """Return the next number in the chain that has words; 0 behind the last."""
    return next(filter(shape.has_words, shape.numbers_behind(number)), 0)


def number_ahead(shape: ChainShape, number: int) -> int:
    """Return the number before another in the chain that has words; 0 before the first."""
    while number := shape.number_before(number):
        if shape.has_words(number):
            return number
    return 0


def neighbour_pairs(shape: ChainShape, a: int, b: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Return the change before version a and that after version b, as pairs, the lower number first; None for none."""
    before, behind = number_ahead(shape, a), number_behind(shape, b)
    older, newer = (min(before, a), max(before, a)), (min(b, behind), max(b, behind))
    return older if before else None, newer if behind else None


def change_path(public_story: PublicStory, number: int) -> str:
    """Return the address of what a version changed; that of the version where it has no predecessor with words."""
    before = public_story.shape.predecessor(number)
    place = [public_story.story_id, public_story.slug]
    if before and public_story.shape.has_words(before):
        return reverse("stories:changes", args=[*place, before, number])
    return reverse("stories:filing", args=[*place, number])
