"""Words that took the place of others, with the texts around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from stories.compare.core.segments import Op, Segment


@dataclass(frozen=True, slots=True)
class Swap:
    """Stretch old_text[start:end] that gave way to new_text[new_start:new_end]; one of the two may be empty."""

    old_text: str
    new_text: str
    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def old(self) -> str:
        """The words that went."""
        return self.old_text[self.start : self.end].strip()

    @property
    def new(self) -> str:
        """The words that came."""
        return self.new_text[self.new_start : self.new_end].strip()


def old_text(segments: Iterable[Segment]) -> str:
    """Return the words before the change."""
    return "".join(part.text for part in segments if part.op is not Op.ADDED)


def new_text(segments: Iterable[Segment]) -> str:
    """Return the words after the change."""
    return "".join(part.text for part in segments if part.op is not Op.REMOVED)


def swaps(segments: tuple[Segment, ...]) -> Iterator[Swap]:
    """Yield each place at which words changed, in order; words printed otherwise, or moved, are none of it."""
    old, new = old_text(segments), new_text(segments)
    at = new_at = 0
    for is_kept, parts in groupby(segments, key=lambda part: not part.is_change):
        run = list(parts)
        old_length = sum(len(part.text) for part in run if part.op is not Op.ADDED)
        new_length = sum(len(part.text) for part in run if part.op is not Op.REMOVED)
        if not is_kept:
            yield Swap(old, new, at, at + old_length, new_at, new_at + new_length)
        at, new_at = at + old_length, new_at + new_length
