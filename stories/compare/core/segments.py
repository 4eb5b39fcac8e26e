"""Segments: what of a paragraph stayed, went and came, cut where marks begin and end."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from stories.compare.core.words import Reading, Run
from stories.copy import Block, Mark, MarkKind


class Op(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words of one fate with one set of marks. Where only marks changed, the words are removed and added."""

    op: Op
    text: str
    marks: tuple[MarkKind, ...] = ()
    href: str = ""


class Changed(NamedTuple):
    """Where the texts differ: old[start:end] became new[new_start:new_end]. What stands between is the same."""

    start: int
    end: int
    new_start: int
    new_end: int


class Look(NamedTuple):
    """The marks over some words, and the address of a link among them."""

    marks: tuple[MarkKind, ...]
    href: str


PLAIN = Look((), "")


def shown(old: Block, new: Block, a: Reading, b: Reading, runs: Sequence[Run] | None) -> tuple[Segment, ...]:
    """The segments of a pair of which the runs are kept; the whole old block, then the new one, if there are none."""
    if runs is None:
        return whole(Op.REMOVED, old) + whole(Op.ADDED, new)
    changes: list[Changed] = []
    for change in changed(a, b, runs):
        last = changes[-1] if changes else None
        if last and (last.end, last.new_end) == (change.start, change.new_start):
            changes[-1] = Changed(last.start, change.end, last.new_start, change.new_end)
        else:
            changes.append(change)
    return _marked(old, new, changes) if old.marks or new.marks else tuple(_plain(old.text, new.text, changes))


def remarked(old: Block, new: Block) -> tuple[Segment, ...]:
    """The segments of a pair with the same words, of which marks may differ."""
    return _marked(old, new, [])


def changed(a: Reading, b: Reading, runs: Sequence[Run]) -> Iterator[Changed]:
    """Where the texts differ, in characters. White space around a change that both have is no part of it."""
    starts, new_starts = a.starts, b.starts
    at = new_at = 0
    for run in runs:
        start, new_start = starts[run.a], new_starts[run.b]
        yield from _differing(a.text, b.text, Changed(at, start, new_at, new_start))
        at, new_at = starts[run.a + run.size], new_starts[run.b + run.size]
        if a.text[start:at] != b.text[new_start:new_at]:
            at, new_at = start, new_start
            for step in range(run.size):  # the pieces are equal, the white space after them is not
                start, new_start = starts[run.a + step], new_starts[run.b + step]
                yield from _differing(a.text, b.text, Changed(at, start, new_at, new_start))
                length = len(a.pieces[run.a + step].rstrip())
                at, new_at = start + length, new_start + length
    yield from _differing(a.text, b.text, Changed(at, len(a.text), new_at, len(b.text)))


def _differing(old: str, new: str, change: Changed) -> Iterator[Changed]:
    start, end, new_start, new_end = change
    while start < end and new_start < new_end and old[start] == new[new_start] and old[start].isspace():
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1] and old[end - 1].isspace():
        end, new_end = end - 1, new_end - 1
    if start < end or new_start < new_end:
        yield Changed(start, end, new_start, new_end)


def _plain(old: str, new: str, changes: Iterable[Changed]) -> Iterator[Segment]:
    at = 0
    for start, end, new_start, new_end in changes:
        if at < start:
            yield Segment(Op.SAME, old[at:start])
        if start < end:
            yield Segment(Op.REMOVED, old[start:end])
        if new_start < new_end:
            yield Segment(Op.ADDED, new[new_start:new_end])
        at = end
    if at < len(old):
        yield Segment(Op.SAME, old[at:])


def _marked(old: Block, new: Block, changes: Iterable[Changed]) -> tuple[Segment, ...]:
    looks, new_looks = Looks(old), Looks(new)
    segments: list[Segment] = []
    at = new_at = 0
    for start, end, new_start, new_end in changes:
        segments += _kept(old.text, looks, new_looks, Changed(at, start, new_at, new_start))
        segments += styled(Op.REMOVED, old.text, looks, start, end)
        segments += styled(Op.ADDED, new.text, new_looks, new_start, new_end)
        at, new_at = end, new_end
    segments += _kept(old.text, looks, new_looks, Changed(at, len(old.text), new_at, len(new.text)))
    return joined(segments)


def _kept(text: str, looks: Looks, new_looks: Looks, place: Changed) -> Iterator[Segment]:
    """Words that stay; where their marks do not, they go with the old and come with the new."""
    shift = place.new_start - place.start
    for start, end, look in looks.within(place.start, place.end):
        for first, last, new_look in new_looks.within(start + shift, end + shift):
            words = text[first - shift : last - shift]
            if look == new_look:
                yield Segment(Op.SAME, words, *look)
            else:
                yield Segment(Op.REMOVED, words, *look)
                yield Segment(Op.ADDED, words, *new_look)


def whole(op: Op, block: Block) -> tuple[Segment, ...]:
    """A block whose words are all of one fate."""
    if not block.marks:
        return (Segment(op, block.text),) if block.text else ()
    return joined(styled(op, block.text, Looks(block), 0, len(block.text)))


def joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Segments in their one form: of changed neighbours the removed first, and neighbours alike in one."""
    settled: list[Segment] = []
    added: list[Segment] = []
    for part in segments:
        if part.op is Op.ADDED:
            added.append(part)
            continue
        if part.op is Op.SAME and added:
            settled += added
            added = []
        settled.append(part)
    return tuple(_merged([*settled, *added]))


def _merged(segments: list[Segment]) -> Iterator[Segment]:
    place = 0
    while place < len(segments):
        first = segments[place]
        end = place + 1
        while end < len(segments) and _are_alike(first, segments[end]):
            end += 1
        if end > place + 1:
            text = "".join(part.text for part in segments[place:end])
            first = Segment(first.op, text, first.marks, first.href)
        yield first
        place = end


def _are_alike(one: Segment, other: Segment) -> bool:
    return one.op is other.op and one.marks == other.marks and one.href == other.href


class Looks:
    """Which marks stand over which words of a block."""

    __slots__ = ("length", "looks", "starts")

    def __init__(self, block: Block) -> None:
        self.length = len(block.text)
        self.starts = [0]
        self.looks: list[Look] = [PLAIN]
        turns = [(mark.start, 1, mark) for mark in block.marks] + [(mark.end, -1, mark) for mark in block.marks]
        standing: Counter[tuple[MarkKind, str]] = Counter()
        for at, together in groupby(sorted(turns, key=lambda turn: turn[0]), key=lambda turn: turn[0]):
            for _, step, mark in together:
                standing[mark.kind, mark.href] += step
                if not standing[mark.kind, mark.href]:
                    del standing[mark.kind, mark.href]
            self.starts.append(min(max(at, 0), self.length))
            self.looks.append(_look(standing))

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, Look]]:
        """text[start:end] in stretches of one look."""
        place = bisect_right(self.starts, start) - 1
        while start < end:
            following = self.starts[place + 1] if place + 1 < len(self.starts) else self.length
            if start < following:
                yield start, min(end, following), self.looks[place]
                start = following
            place += 1


def _look(standing: Counter[tuple[MarkKind, str]]) -> Look:
    over = sorted(standing)
    kinds = {kind for kind, _ in over}
    href = next((href for kind, href in over if kind is MarkKind.LINK), "")
    return Look(tuple(kind for kind in MarkKind if kind in kinds), href)


def styled(op: Op, text: str, looks: Looks, start: int, end: int) -> Iterator[Segment]:
    """text[start:end] as segments of one fate."""
    for first, last, look in looks.within(start, end):
        yield Segment(op, text[first:last], *look)


def words_and_marks(segments: Iterable[Segment]) -> tuple[str, tuple[Mark, ...]]:
    """The text that segments make one after the other, whatever their fate, and its marks."""
    text: list[str] = []
    length = 0
    open_marks: dict[tuple[MarkKind, str], int] = {}
    marks: list[Mark] = []
    for segment in segments:
        here = {(kind, segment.href if kind is MarkKind.LINK else "") for kind in segment.marks}
        marks += [Mark(open_marks.pop(ended), length, *ended) for ended in open_marks.keys() - here]
        for begun in here - open_marks.keys():
            open_marks[begun] = length
        text.append(segment.text)
        length += len(segment.text)
    marks += [Mark(start, length, *kept) for kept, start in open_marks.items()]
    return "".join(text), tuple(sorted(marks))


def cut(block: Block, reading: Reading, start: int, end: int) -> tuple[Block, Reading]:
    """The pieces of a block from start to end as a block of their own."""
    first, last = reading.starts[start], reading.starts[end]
    marks = (
        Mark(max(mark.start, first) - first, min(mark.end, last) - first, mark.kind, mark.href)
        for mark in block.marks
        if mark.start < last and mark.end > first
    )
    return Block(block.kind, block.text[first:last], tuple(marks)), reading.between(start, end)
