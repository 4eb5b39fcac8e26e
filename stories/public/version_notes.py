"""What the agency said of the versions between two that are compared: their notes, and what they put right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from stories.models import Filing, PublicStory
from stories.models.chain_shape import ChainShape

MOST_SAID = 24  # versions whose notes are looked up
OPEN = 3  # notes that are not folded away


@dataclass(frozen=True, slots=True)
class VersionNotes:
    """Versions with a note or a correction, the newest text first; `has_more`: older ones between were left out."""

    filings: tuple[Filing, ...]
    has_more: bool = False

    @property
    def shown(self) -> tuple[Filing, ...]:
        """The versions whose notes are not folded away."""
        return self.filings[:OPEN]

    @property
    def folded(self) -> tuple[Filing, ...]:
        """The versions whose notes are."""
        return self.filings[OPEN:]


def numbers_between(shape: ChainShape, a: int, b: int) -> list[int]:
    """Return the numbers behind one version up to another in the order of the chain, the last of them if many."""
    first, last = sorted((shape.place(a), shape.place(b)))
    return shape.between(max(first + 1, last + 1 - MOST_SAID), last + 1)


def read_notes(public_story: PublicStory, numbers: Collection[int]) -> VersionNotes:
    """Return the notes of versions that were looked up; words that were taken down have none."""
    rows = (row for row in reversed(public_story.filings) if row.number in numbers and not row.is_taken_down)
    return VersionNotes(tuple(row for row in rows if row.note or row.wrong), has_more=len(numbers) == MOST_SAID)
