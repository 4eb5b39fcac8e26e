"""The paragraphs of two editors' texts side by side, and the result of each pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from stories.compare import Text, compare
from stories.copy import Block
from stories.merge.result import Conflict, Part
from stories.merge.words import merge_words


class _Side:
    """Changes of one editor to the paragraphs; numbers from 0."""

    def __init__(self, base: Sequence[Block], blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.parts: dict[int, Part] = dict(enumerate(blocks))  # without those that are merged at the other's place
        self.moved_here: dict[int, Part] = {}
        self.staying: dict[int, int] = {}
        self.moved: dict[int, int] = {}
        rows = [row for row in compare(_strip_marks(base), _strip_marks(blocks)).changes if row.old and row.new]
        olds, news = Counter(row.old for row in rows), Counter(row.new for row in rows)
        self.removed = set(range(len(base))) - {row.old - 1 for row in rows if row.old}
        self.split: defaultdict[int, list[int]] = defaultdict(list)  # into paragraphs that have words of no other
        for row in rows:
            if row.old and row.new and olds[row.old] == 1 == news[row.new]:
                (self.moved if row.has_moved else self.staying)[row.old - 1] = row.new - 1
            elif row.old and row.new and news[row.new] == 1:
                self.split[row.old - 1].append(row.new - 1)
        for i in [i for i, pieces in self.split.items() if len(pieces) < olds[i + 1]]:
            del self.split[i]

    def place(self, i: int) -> int | None:
        """Return the place of a paragraph now; None if it is gone, or was split or joined."""
        return self.staying.get(i, self.moved.get(i))


def _strip_marks(blocks: Sequence[Block]) -> Text:
    """Return the paragraphs without their marks, which are merged by themselves."""
    return Text({}, tuple(replace(block, marks=()) for block in blocks))


class _Region(NamedTuple):
    """Stretch base[start:end] and the parts that it became on one side."""

    start: int
    end: int
    parts: tuple[Part, ...]
    moved: tuple[Part, ...] = ()  # those of the parts that the other side has elsewhere
    is_pair: bool = False  # one paragraph that has another text now


class Merging:
    """Three texts on the way to one."""

    def __init__(self, base: Sequence[Block], ours: Sequence[Block], theirs: Sequence[Block]) -> None:
        self.base = base
        self.ours, self.theirs = _Side(base, ours), _Side(base, theirs)
        moved = {*self._find_moves(self.ours, self.theirs), *self._find_moves(self.theirs, self.ours)}
        self.order = [i for i in range(len(base)) if i not in moved]

    def _find_moves(self, mover: _Side, other: _Side) -> Iterator[int]:
        """Yield paragraphs that one side moved, and put the other's changes of their words at the new place."""
        for i, j in list(mover.moved.items()):
            k = other.place(i)
            if k is not None and j in mover.parts:
                mover.parts[j] = mover.moved_here[j] = self._paragraph(i)
                del other.parts[k]
                other.staying.pop(i, None)
                yield i
            elif i in other.removed or i in other.split:
                was, here = (self.base[i],), (mover.blocks[j],)
                pieces = other.split.get(i, [])
                there = tuple(other.blocks[piece] for piece in pieces)
                conflict = Conflict(was, here, there) if mover is self.ours else Conflict(was, there, here)
                mover.parts[j] = mover.moved_here[j] = conflict
                for piece in pieces:
                    del other.parts[piece]
                yield i

    def _paragraph(self, i: int) -> Part:
        """Merge a paragraph that both sides have."""
        base = self.base[i]
        ours, theirs = (side.blocks[side.place(i) or 0] for side in (self.ours, self.theirs))
        both = merge_words(base, ours, theirs)
        return both or Conflict((base,), (ours,), (theirs,))

    def parts(self) -> Iterator[Part]:
        """Yield the merged text in reading order."""
        at = 0
        for start, end, ours, theirs in _clusters(self._regions(self.ours), self._regions(self.theirs)):
            yield from self._unchanged(at, start)
            yield from self._settle(start, end, ours, theirs)
            at = end
        yield from self._unchanged(at, len(self.order))

    def _unchanged(self, start: int, end: int) -> Iterator[Block]:
        for place in range(start, end):
            yield self.base[self.order[place]]

    def _regions(self, side: _Side) -> list[_Region]:
        """Return the changes of a side, in the order of the base, counted in paragraphs that did not move."""
        regions: list[_Region] = []
        at = new_at = 0
        for place, i in [*enumerate(self.order), (len(self.order), len(self.base))]:
            j = side.staying.get(i, len(side.blocks) if i == len(self.base) else None)
            if j is None:
                continue
            parts = tuple(side.parts[new] for new in range(new_at, j) if new in side.parts)
            moved = tuple(side.moved_here[new] for new in range(new_at, j) if new in side.moved_here)
            if parts or at < place:
                regions.append(_Region(at, place, parts, moved))
            if i < len(self.base) and side.blocks[j] != self.base[i]:
                regions.append(_Region(place, place + 1, (side.blocks[j],), is_pair=True))
            at, new_at = place + 1, j + 1
        return regions

    def _settle(self, start: int, end: int, ours: list[_Region], theirs: list[_Region]) -> Iterator[Part]:
        """Yield the parts of a stretch that at least one side changed."""
        if not (ours and theirs):
            yield from (part for region in (*ours, *theirs) for part in region.parts)
            return
        mine, other = self._render(start, end, ours), self._render(start, end, theirs)
        if mine == other and not any(region.moved for region in (*ours, *theirs)):
            yield from mine
        elif len(ours) == 1 == len(theirs) and ours[0].is_pair and theirs[0].is_pair:
            yield self._paragraph(self.order[start])
        elif start == end and any(region.parts == region.moved for region in (*ours, *theirs)):
            yield from (*mine, *other)
        else:
            mine += [part for region in theirs for part in region.moved]
            other += [part for region in ours for part in region.moved]
            yield from mine if mine == other else [_join_conflicts(tuple(self._unchanged(start, end)), mine, other)]

    def _render(self, start: int, end: int, regions: list[_Region]) -> list[Part]:
        parts: list[Part] = []
        for region in regions:
            parts += [*self._unchanged(start, region.start), *region.parts]
            start = region.end
        return [*parts, *self._unchanged(start, end)]


def _join_conflicts(base: tuple[Block, ...], ours: Sequence[Part], theirs: Sequence[Part]) -> Conflict:
    """Join both sides to one conflict, those of paragraphs that were moved there included."""
    mine = [block for part in ours for block in (part.ours if isinstance(part, Conflict) else (part,))]
    other = [block for part in theirs for block in (part.theirs if isinstance(part, Conflict) else (part,))]
    within = [block for part in ours if isinstance(part, Conflict) for block in part.base]
    return Conflict((*base, *within), tuple(mine), tuple(other))


def _clusters(ours: list[_Region], theirs: list[_Region]) -> Iterator[tuple[int, int, list[_Region], list[_Region]]]:
    """Yield regions of both sides that overlap, together; insertions at one place do."""
    waiting = sorted([(region, 0) for region in ours] + [(region, 1) for region in theirs], key=_place_key)
    while waiting:
        first, side = waiting.pop(0)
        start, end = first.start, first.end
        cluster: tuple[list[_Region], list[_Region]] = ([], [])
        cluster[side].append(first)
        while waiting and _overlaps(waiting[0][0], start, end):
            region, side = waiting.pop(0)
            cluster[side].append(region)
            end = max(end, region.end)
        yield start, end, *cluster


def _place_key(item: tuple[_Region, int]) -> tuple[int, int]:
    return item[0].start, item[0].end


def _overlaps(region: _Region, start: int, end: int) -> bool:
    if start == end:
        return region.start == region.end == start
    return region.start < end
