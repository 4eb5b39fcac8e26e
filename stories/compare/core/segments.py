"""Segments: words of a paragraph that stayed, went or came, cut at the beginnings and ends of marks."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from stories.compare.core.typography import is_typography
from stories.compare.core.words import Reading, Run
from stories.copy import Block, Mark, MarkKind


class Op(StrEnum):
    """Fate of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Segment(NamedTuple):
    """Run of words of one fate with one set of marks. Where only marks changed, the words are removed and added.

    `typography`: quotes, dashes, blanks and the like are printed otherwise, no word changed. `move` is the number of
    a move that a sentence made to another paragraph: its words are removed in the one and added in the other.
    """

    op: Op
    text: str
    marks: tuple[MarkKind, ...] = ()
    href: str = ""
    typography: bool = False
    move: int | None = None

    @property
    def is_change(self) -> bool:
        """Whether words went or came: neither stayed, nor moved, nor are printed otherwise alone."""
        return self.op is not Op.SAME and not self.typography and self.move is None


class Difference(NamedTuple):
    """Stretch in which the texts differ: old[start:end] became new[new_start:new_end]."""

    start: int
    end: int
    new_start: int
    new_end: int


class Style(NamedTuple):
    """Marks over some words, and the address of a link among them."""

    marks: tuple[MarkKind, ...]
    href: str


PLAIN = Style((), "")


def pair_segments(old: Block, new: Block, a: Reading, b: Reading, runs: Sequence[Run] | None) -> tuple[Segment, ...]:
    """Return the segments of a pair by its shared runs; where they are None, the whole old block, then the new one."""
    if runs is None:
        return block_segments(Op.REMOVED, old) + block_segments(Op.ADDED, new)
    changes: list[Difference] = []
    for change in find_differences(a, b, runs):
        last = changes[-1] if changes else None
        if last and last.end == change.start and last.new_end == change.new_start:
            changes[-1] = Difference(last.start, change.end, last.new_start, change.new_end)
        else:
            changes.append(change)
    if old.marks or new.marks:
        return _change_segments(old, new, changes)
    return _plain_segments(old.text, new.text, changes)


def same_text_segments(old: Block, new: Block) -> tuple[Segment, ...]:
    """Return the segments of a pair with the same words, of which marks may differ."""
    return _change_segments(old, new, [])


def find_differences(a: Reading, b: Reading, runs: Sequence[Run]) -> Iterator[Difference]:
    """Yield the stretches that differ, in characters; white space around them that both have is left out."""
    starts, new_starts, old, new = a.starts, b.starts, a.text, b.text
    at = new_at = 0
    for run in runs:
        start, new_start = starts[run.a], new_starts[run.b]
        if change := _trim_difference(old, new, at, start, new_at, new_start):
            yield change
        at, new_at = starts[run.a + run.size], new_starts[run.b + run.size]
        if old[start:at] != new[new_start:new_at]:
            at, new_at = start, new_start
            for step in range(run.size):  # the pieces are read as the same, and printed otherwise or parted otherwise
                start, new_start = starts[run.a + step], new_starts[run.b + step]
                if change := _trim_difference(old, new, at, start, new_at, new_start):
                    yield change
                piece, new_piece = a.pieces[run.a + step].rstrip(), b.pieces[run.b + step].rstrip()
                at, new_at = start + len(piece), new_start + len(new_piece)
                if piece != new_piece:
                    yield Difference(start, at, new_start, new_at)
    if change := _trim_difference(old, new, at, len(old), new_at, len(new)):
        yield change


def _trim_difference(old: str, new: str, start: int, end: int, new_start: int, new_end: int) -> Difference | None:
    """Return the stretch without white space around it that both have; None where nothing is left."""
    if start == end and new_start == new_end:
        return None
    while start < end and new_start < new_end and old[start] == new[new_start] and old[start].isspace():
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1] and old[end - 1].isspace():
        end, new_end = end - 1, new_end - 1
    return Difference(start, end, new_start, new_end) if start < end or new_start < new_end else None


def _plain_segments(old: str, new: str, changes: Iterable[Difference]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    at = 0
    for start, end, new_start, new_end in changes:
        if at < start:
            segments.append(Segment(Op.SAME, old[at:start]))
        words, new_words = old[start:end], new[new_start:new_end]
        typography = is_typography(words, new_words)
        if words:
            segments.append(Segment(Op.REMOVED, words, (), "", typography))
        if new_words:
            segments.append(Segment(Op.ADDED, new_words, (), "", typography))
        at = end
    if at < len(old):
        segments.append(Segment(Op.SAME, old[at:]))
    return tuple(segments)


def _change_segments(old: Block, new: Block, changes: Iterable[Difference]) -> tuple[Segment, ...]:
    styles, new_styles = Styles(old), Styles(new)
    segments: list[Segment] = []
    at = new_at = 0
    for start, end, new_start, new_end in changes:
        segments += _same_segments(old.text, styles, new_styles, Difference(at, start, new_at, new_start))
        parts = [
            *split_by_style(Op.REMOVED, old.text, styles, start, end),
            *split_by_style(Op.ADDED, new.text, new_styles, new_start, new_end),
        ]
        is_restyled = len({(part.marks, part.href) for part in parts}) > 1
        typography = not is_restyled and is_typography(old.text[start:end], new.text[new_start:new_end])
        segments += [part._replace(typography=typography) for part in parts] if typography else parts
        at, new_at = end, new_end
    segments += _same_segments(old.text, styles, new_styles, Difference(at, len(old.text), new_at, len(new.text)))
    return join_segments(segments)


def _same_segments(text: str, styles: Styles, new_styles: Styles, place: Difference) -> Iterator[Segment]:
    """Yield words that stay; where their marks do not, they go with the old and come with the new."""
    shift = place.new_start - place.start
    for start, end, style in styles.within(place.start, place.end):
        for first, last, new_style in new_styles.within(start + shift, end + shift):
            words = text[first - shift : last - shift]
            if style == new_style:
                yield Segment(Op.SAME, words, *style)
            else:
                yield Segment(Op.REMOVED, words, *style)
                yield Segment(Op.ADDED, words, *new_style)


def block_segments(op: Op, block: Block) -> tuple[Segment, ...]:
    """Return the segments of a block whose words are all of one fate."""
    if not block.marks:
        return (Segment(op, block.text),) if block.text else ()
    return join_segments(split_by_style(op, block.text, Styles(block), 0, len(block.text)))


def join_segments(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return segments in their one form: of changed neighbours the removed first, and neighbours alike in one."""
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
    return tuple(_merge_alike([*settled, *added]))


def _merge_alike(segments: list[Segment]) -> Iterator[Segment]:
    place = 0
    while place < len(segments):
        first = segments[place]
        end = place + 1
        while end < len(segments) and _are_alike(first, segments[end]):
            end += 1
        if end > place + 1:
            text = "".join(part.text for part in segments[place:end])
            first = first._replace(text=text)
        yield first
        place = end


def _are_alike(one: Segment, other: Segment) -> bool:
    return (
        one.op is other.op
        and one.marks == other.marks
        and one.href == other.href
        and one.typography is other.typography
        and one.move == other.move
    )


class Styles:
    """Marks of a block by stretches of its words."""

    __slots__ = ("length", "starts", "styles")

    def __init__(self, block: Block) -> None:
        self.length = len(block.text)
        self.starts = [0]
        self.styles: list[Style] = [PLAIN]
        turns = [(mark.start, 1, mark) for mark in block.marks] + [(mark.end, -1, mark) for mark in block.marks]
        standing: Counter[tuple[MarkKind, str]] = Counter()
        for at, together in groupby(sorted(turns, key=lambda turn: turn[0]), key=lambda turn: turn[0]):
            for _, step, mark in together:
                standing[mark.kind, mark.href] += step
                if not standing[mark.kind, mark.href]:
                    del standing[mark.kind, mark.href]
            self.starts.append(min(max(at, 0), self.length))
            self.styles.append(_style(standing))

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, Style]]:
        """Yield text[start:end] in stretches of one style."""
        place = bisect_right(self.starts, start) - 1
        while start < end:
            following = self.starts[place + 1] if place + 1 < len(self.starts) else self.length
            if start < following:
                yield start, min(end, following), self.styles[place]
                start = following
            place += 1


def _style(standing: Counter[tuple[MarkKind, str]]) -> Style:
    over = sorted(standing)
    kinds = {kind for kind, _ in over}
    href = next((href for kind, href in over if kind is MarkKind.LINK), "")
    return Style(tuple(kind for kind in MarkKind if kind in kinds), href)


def split_by_style(op: Op, text: str, styles: Styles, start: int, end: int) -> Iterator[Segment]:
    """Yield text[start:end] as segments of one fate."""
    for first, last, style in styles.within(start, end):
        yield Segment(op, text[first:last], *style)


def words_and_marks(segments: Iterable[Segment]) -> tuple[str, tuple[Mark, ...]]:
    """Return the text that segments make one after the other, whatever their fate, and its marks."""
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


def cut_pieces(block: Block, reading: Reading, start: int, end: int) -> tuple[Block, Reading]:
    """Return the pieces of a block from start to end as a block of their own."""
    return cut_block(block, reading.starts[start], reading.starts[end]), reading.between(start, end)


def cut_block(block: Block, first: int, last: int) -> Block:
    """Return the characters of a block from first to last as a block of their own."""
    marks = (
        Mark(max(mark.start, first) - first, min(mark.end, last) - first, mark.kind, mark.href)
        for mark in block.marks
        if mark.start < last and mark.end > first
    )
    return Block(block.kind, block.text[first:last], tuple(marks))
