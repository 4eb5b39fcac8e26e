"""One paragraph of which two editors changed words: both changes, where they do not touch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from stories.compare import Op, Segment
from stories.compare.core.segments import Styles, words_and_marks
from stories.compare.core.sentences import sentences
from stories.compare.core.swaps import Swap
from stories.compare.core.words import CLOSING, STOPS
from stories.copy import Block
from stories.merge.edits import edits

T = TypeVar("T")
_STOPPED = re.compile(rf"[{''.join(sorted(STOPS))}][{re.escape(CLOSING)}]*\s*$")


def choose(base: T, ours: T, theirs: T) -> T | None:
    """Choose the value that both have or only one changed; None where both changed it, each in another way."""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else None


class ClashError(Exception):
    """Two changes of the same words or marks."""


def merge_words(base: Block, ours: Block, theirs: Block) -> Block | None:
    """Return the paragraph with the changes of both; None where they touch."""
    whole = choose(base, ours, theirs)
    if whole is not None:
        return whole
    kind = choose(base.kind, ours.kind, theirs.kind)
    if kind is None:
        return None
    try:
        return Block(kind, *words_and_marks(list(_weave(Words(base, ours, theirs)))))
    except ClashError:
        return None


class Words:
    """Paragraph of three texts, read along the words that all have."""

    def __init__(self, base: Block, ours: Block, theirs: Block) -> None:
        self.base = base
        self.blocks = ours, theirs
        self.styles = Styles(base), Styles(ours), Styles(theirs)

    def shared(self, start: int, end: int, shifts: Sequence[int]) -> Iterator[Segment]:
        """Yield base[start:end] with the marks of both sides, in which it stands so much further on."""
        styles, our_styles, their_styles = self.styles
        for first, last, was in styles.within(start, end):
            for our_first, our_last, mine in our_styles.within(first + shifts[0], last + shifts[0]):
                shift = shifts[1] - shifts[0]
                for their_first, their_last, other in their_styles.within(our_first + shift, our_last + shift):
                    style = choose(was, mine, other)
                    if style is None:
                        raise ClashError
                    text = self.base.text[their_first - shifts[1] : their_last - shifts[1]]
                    yield Segment(Op.SAME, text, *style)

    def written(self, side: int, start: int, end: int) -> list[Segment]:
        """Return words that one side wrote, with their marks."""
        text = self.blocks[side].text
        return [
            Segment(Op.SAME, text[first:last], *style)
            for first, last, style in self.styles[side + 1].within(start, end)
        ]


def _weave(words: Words) -> Iterator[Segment]:
    """Yield the words of the base with both changes at their places. Raises ClashError where the changes touch."""
    text = words.base.text
    mine, other = ([Swap(text, side.text, *edit) for edit in edits(text, side.text)] for side in words.blocks)
    at, shifts = 0, [0, 0]
    for sides in _order_changes(text, mine, other):
        swap = next(iter(sides.values()))
        yield from words.shared(at, swap.start, shifts)
        versions = [words.written(side, change.new_start, change.new_end) for side, change in sides.items()]
        if versions[0] != versions[-1]:
            raise ClashError
        yield from versions[0]
        at = swap.end
        for side, change in sides.items():
            shifts[side] = change.new_end - change.end
    yield from words.shared(at, len(text), shifts)


def _order_changes(text: str, mine: list[Swap], other: list[Swap]) -> list[dict[int, Swap]]:
    """Return the changes in order, each by side, equal ones of both as one. Raises ClashError where others touch."""
    by_place: dict[tuple[int, int, str], dict[int, Swap]] = {}
    for side, found in enumerate((mine, other)):
        for swap in found:
            words = swap.new_text[swap.new_start : swap.new_end]
            by_place.setdefault((swap.start, swap.end, words), {})[side] = swap
    changes = [by_place[place] for place in sorted(by_place)]
    for before, after in pairwise(changes):
        end, start = next(iter(before.values())).end, next(iter(after.values())).start
        if before.keys() != after.keys() and not (_has_word(text[end:start]) or _has_seam(text, end, start)):
            raise ClashError
    return changes


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _has_seam(text: str, start: int, end: int) -> bool:
    """Return whether a sentence ends between start and end, its full stop included."""
    return any(start < stop <= end and _STOPPED.search(text[start:stop]) for _, stop in sentences(text))
