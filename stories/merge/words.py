"""One paragraph of which two editors changed words: both changes, where they do not touch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from stories.compare import Op, Segment
from stories.compare.core.segments import Looks, words_and_marks
from stories.compare.core.sentences import sentences
from stories.compare.core.swaps import Swap
from stories.compare.core.words import CLOSING, STOPS
from stories.copy import Block
from stories.merge.edits import edits

T = TypeVar("T")
_STOPPED = re.compile(rf"[{''.join(sorted(STOPS))}][{re.escape(CLOSING)}]*\s*$")


def chosen(base: T, ours: T, theirs: T) -> T | None:
    """What both have or only one changed; None where both changed it, each in another way."""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else None


class Clash(Exception):
    """Two changes of the same words or marks."""


def merged(base: Block, ours: Block, theirs: Block) -> Block | None:
    """The paragraph with the changes of both; None where they touch."""
    whole = chosen(base, ours, theirs)
    if whole is not None:
        return whole
    kind = chosen(base.kind, ours.kind, theirs.kind)
    if kind is None:
        return None
    try:
        return Block(kind, *words_and_marks(list(_woven(Words(base, ours, theirs)))))
    except Clash:
        return None


class Words:
    """A paragraph of three texts, read along the words that all have."""

    def __init__(self, base: Block, ours: Block, theirs: Block) -> None:
        self.base = base
        self.blocks = ours, theirs
        self.looks = Looks(base), Looks(ours), Looks(theirs)

    def kept(self, start: int, end: int, shifts: Sequence[int]) -> Iterator[Segment]:
        """base[start:end], which stands in ours and theirs by so much further on, with the marks of both."""
        looks, our_looks, their_looks = self.looks
        for first, last, was in looks.within(start, end):
            for our_first, our_last, mine in our_looks.within(first + shifts[0], last + shifts[0]):
                shift = shifts[1] - shifts[0]
                for their_first, their_last, other in their_looks.within(our_first + shift, our_last + shift):
                    look = chosen(was, mine, other)
                    if look is None:
                        raise Clash
                    text = self.base.text[their_first - shifts[1] : their_last - shifts[1]]
                    yield Segment(Op.SAME, text, *look)

    def came(self, side: int, start: int, end: int) -> list[Segment]:
        """Words that one side wrote, with their marks."""
        text = self.blocks[side].text
        return [
            Segment(Op.SAME, text[first:last], *look) for first, last, look in self.looks[side + 1].within(start, end)
        ]


def _woven(words: Words) -> Iterator[Segment]:
    """The words of the base with those of both changes in their places. Raises Clash where the changes touch."""
    text = words.base.text
    mine, other = ([Swap(text, side.text, *edit) for edit in edits(text, side.text)] for side in words.blocks)
    at, shifts = 0, [0, 0]
    for sides in _apart(text, mine, other):
        swap = next(iter(sides.values()))
        yield from words.kept(at, swap.start, shifts)
        came = [words.came(side, change.new_start, change.new_end) for side, change in sides.items()]
        if came[0] != came[-1]:
            raise Clash
        yield from came[0]
        at = swap.end
        for side, change in sides.items():
            shifts[side] = change.new_end - change.end
    yield from words.kept(at, len(text), shifts)


def _apart(text: str, mine: list[Swap], other: list[Swap]) -> list[dict[int, Swap]]:
    """The changes in order, each by side, those that both made alike as one. Raises Clash where others touch."""
    by_place: dict[tuple[int, int, str], dict[int, Swap]] = {}
    for side, found in enumerate((mine, other)):
        for swap in found:
            words = swap.new_text[swap.new_start : swap.new_end]
            by_place.setdefault((swap.start, swap.end, words), {})[side] = swap
    changes = [by_place[place] for place in sorted(by_place)]
    for before, after in pairwise(changes):
        end, start = next(iter(before.values())).end, next(iter(after.values())).start
        if before.keys() != after.keys() and not (_has_word(text[end:start]) or _has_seam(text, end, start)):
            raise Clash
    return changes


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _has_seam(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between start and end, its full stop included."""
    return any(start < stop <= end and _STOPPED.search(text[start:stop]) for _, stop in sentences(text))
