"""The comparison of two texts: paragraphs aligned, words within them, and put back together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, count

from stories.compare.alignment import Alignment
from stories.compare.changes import Change, Comparison, Fate, HeadChange, Text, arrange_rows
from stories.compare.core.segments import Op, Segment, block_segments, cut_pieces, pair_segments, same_text_segments
from stories.compare.core.typography import vocabulary_for
from stories.compare.core.words import (
    WHOLE_BELOW,
    Pair,
    Reading,
    Run,
    common_runs,
    is_shared,
    make_legible,
    split_by_paragraph,
)
from stories.compare.core.work import Work
from stories.compare.legibility import join_marks, widen_marks
from stories.compare.likeness import Side
from stories.compare.sentence_moves import mark_sentence_moves
from stories.compare.tables import (
    Column,
    Units,
    compare_cells,
    join_cells,
    lone_cells,
    pair_columns,
    pair_rows,
)
from stories.copy import Block, Kind, MarkKind

FATES = {  # by whether the paragraph is the same, and whether it moved
    (True, False): Fate.SAME,
    (False, False): Fate.CHANGED,
    (True, True): Fate.MOVED,
    (False, True): Fate.MOVED_CHANGED,
}
BUDGET = 400_000_000  # pairs of pieces: about a quarter of a second and 50 MB at worst
HEADLINE_WHOLE_BELOW = 0.5  # share of a headline's words under which the old and the new one are shown whole
LONGEST = 1_000_000  # characters of both texts; beyond, paragraphs are only found equal or not


def compare(old: Text, new: Text, *, budget: int = BUDGET) -> Comparison:
    """Compare the old text with the new one.

    Paragraphs are paired by likeness, in order first; in each pair words are compared, and shown whole where
    less than 40 % is shared. compare(a, b) is the mirror of compare(b, a). Past the budget of work, in pairs of
    pieces, changed paragraphs are given whole and the comparison is coarse. Never raises.
    """
    comparing = _Comparing(old, new, Work(budget))
    return Comparison(tuple(comparing.head()), arrange_rows(comparing.rows()), comparing.work.is_spent)


def _is_lesser(one: Text, other: Text) -> bool:
    """Return whether a text comes before the other, so that two texts are compared alike from either side."""
    words, other_words = ([block.text for block in text.blocks] for text in (one, other))
    if words != other_words:
        return words < other_words
    return _styles(one) < _styles(other)


def _styles(text: Text) -> tuple[object, ...]:
    return [(block.kind, block.marks) for block in text.blocks], [*text.head.items()]


class _Comparing:
    """Two texts on the way to their comparison. Where there is a choice, it is made with the lesser text first."""

    def __init__(self, old: Text, new: Text, work: Work) -> None:
        self.old_text, self.new_text, self.work = old, new, work
        self.is_turned = _is_lesser(new, old)
        texts = [block.text for text in (old, new) for block in text.blocks]
        if sum(map(len, texts)) > LONGEST:
            work.give_up()
        self.vocabulary = vocabulary_for([*texts, *old.head.values(), *new.head.values()])
        self.olds, self.news = Units(old.blocks), Units(new.blocks)
        self.old = Side(self.olds.texts, self.vocabulary, self.olds.names)
        self.new = Side(self.news.texts, self.vocabulary, self.news.names)
        self.moves = count()

    def head(self) -> Iterator[HeadChange]:
        """Yield the head fields that differ, in the order of the texts; a field that one text lacks is empty there."""
        heads = (self.new_text, self.old_text) if self.is_turned else (self.old_text, self.new_text)
        for field in dict.fromkeys(name for text in heads for name in text.head):
            old, new = self.old_text.head.get(field, ""), self.new_text.head.get(field, "")
            if old != new:
                least = HEADLINE_WHOLE_BELOW if field == "headline" else WHOLE_BELOW
                yield HeadChange(field, old, new, self._line(old, new, least))

    def _line(self, old: str, new: str, least: float) -> tuple[Segment, ...]:
        readings = Reading.of(old, self.vocabulary), Reading.of(new, self.vocabulary)
        return self._segments(Block(Kind.PARAGRAPH, old), Block(Kind.PARAGRAPH, new), *readings, least)

    def rows(self) -> list[Change]:
        """Return a row for each paragraph, in no order."""
        sides = (self.new, self.old) if self.is_turned else (self.old, self.new)
        alignment = Alignment(*sides, self.work)
        changes: list[Change] = []
        has_tables = self.olds.tables or self.news.tables
        pairs = [(i, j) for j, i in alignment.pairs] if self.is_turned else alignment.pairs
        for group in group_pairs(pairs):
            if len(group) == 1 and not has_tables:
                changes.append(self._pair(*group[0]))
            else:
                changes += self._group(group)
        for pair in alignment.moved:
            changes += self._group([self._turned(pair)], move=next(self.moves))
        paired, new_paired = {change.old for change in changes}, {change.new for change in changes}
        for place, block in enumerate(self.old_text.blocks):
            if place + 1 not in paired:
                changes.append(self._lone(Op.REMOVED, block, place))
        for place, block in enumerate(self.new_text.blocks):
            if place + 1 not in new_paired:
                changes.append(self._lone(Op.ADDED, block, place))
        mark_sentence_moves(changes, self.moves)
        return changes

    def _group(self, group: list[Pair], move: int | None = None) -> Iterator[Change]:
        """Yield the rows of pairs that have a paragraph in common; a table is no part of a paragraph."""
        if self.olds.tables or self.news.tables:
            tables = [pair for pair in group if pair[0] in self.olds.tables and pair[1] in self.news.tables]
            if tables:
                yield from self._table(tables, move)
            group = [pair for pair in group if pair[0] not in self.olds.tables and pair[1] not in self.news.tables]
        for pairs in group_pairs(group):
            if len(pairs) == 1:
                yield self._pair(*pairs[0], move=move)
            else:
                yield from self._parts(pairs)

    def _table(self, tables: list[Pair], move: int | None) -> Iterator[Change]:
        """Yield the rows of a table that both texts have; of several in a group, all are one."""
        olds = [place for i in dict.fromkeys(i for i, _ in tables) for place in self.olds.tables[i]]
        news = [place for j in dict.fromkeys(j for _, j in tables) for place in self.news.tables[j]]
        blocks = [self.old_text.blocks[place] for place in olds], [self.new_text.blocks[place] for place in news]
        if self.is_turned:
            (new_staying, new_moved), flipped = pair_rows(*reversed(blocks)), pair_columns(*reversed(blocks))
            staying, moved = ([(i, j) for j, i in pairs] for pairs in (new_staying, new_moved))
            columns = [(i, j) for j, i in flipped]
        else:
            (staying, moved), columns = pair_rows(*blocks), pair_columns(*blocks)
        yield from (self._row(olds[i], news[j], columns, move) for i, j in staying)
        for i, j in moved:
            yield self._row(olds[i], news[j], columns, next(self.moves) if move is None else move)

    def _row(self, i: int, j: int, columns: Sequence[Column], move: int | None) -> Change:
        """Return the row of a table from the block i of the old text and the block j of the new one."""
        old, new = self.old_text.blocks[i], self.new_text.blocks[j]
        cells = compare_cells(old, new, columns, self._cell)
        row = _make_change(i, j, old, new, join_cells(cells), move)
        return row._replace(cells=cells, old_table_row=self.olds.row_numbers[i], table_row=self.news.row_numbers[j])

    def _cell(self, old: Block, new: Block) -> tuple[Segment, ...]:
        if old.text == new.text:
            return same_text_segments(old, new)
        a, b = Reading.of(old.text, self.vocabulary), Reading.of(new.text, self.vocabulary)
        return self._segments(old, new, a, b)

    def _lone(self, op: Op, block: Block, place: int) -> Change:
        """Return the row of a block that the other text has not."""
        segments = block_segments(op, block)
        if op is Op.REMOVED:
            row, number = Change(Fate.REMOVED, block.kind, place + 1, None, segments), self.olds.row_numbers.get(place)
            return row if number is None else row._replace(cells=lone_cells(op, block), old_table_row=number)
        row, number = Change(Fate.ADDED, block.kind, None, place + 1, segments), self.news.row_numbers.get(place)
        return row if number is None else row._replace(cells=lone_cells(op, block), table_row=number)

    def _turned(self, pair: Pair) -> Pair:
        return (pair[1], pair[0]) if self.is_turned else pair

    def _pair(self, i: int, j: int, *, move: int | None = None) -> Change:
        at, new_at = self.olds.starts[i], self.news.starts[j]
        old, new = self.old_text.blocks[at], self.new_text.blocks[new_at]
        if old == new:
            fate = Fate.SAME if move is None else Fate.MOVED
            return Change(fate, new.kind, at + 1, new_at + 1, block_segments(Op.SAME, new), move=move)
        if old.text == new.text:
            segments = same_text_segments(old, new)
        else:
            segments = self._segments(old, new, self.old.reading(i), self.new.reading(j))
        return _make_change(at, new_at, old, new, segments, move)

    def _segments(
        self, old: Block, new: Block, a: Reading, b: Reading, least: float = WHOLE_BELOW
    ) -> tuple[Segment, ...]:
        """Return the segments of a pair that may share too little to be shown in one."""
        runs = self._runs(a, b)
        return pair_segments(old, new, a, b, runs if runs and is_shared(runs, a, b, least) else None)

    def _runs(self, a: Reading, b: Reading) -> list[Run] | None:
        """Return the runs of pieces that stay; None where the budget does not reach."""
        first, second = (b, a) if self.is_turned else (a, b)
        runs = common_runs(first.code, second.code, self.work)
        if runs is None:
            return None
        legible = join_marks(make_legible(runs, first, second), first, second)
        return self._turn_runs(widen_marks(legible, first, second))

    def _turn_runs(self, runs: list[Run]) -> list[Run]:
        return [Run(run.b, run.a, run.size) for run in runs] if self.is_turned else runs

    def _parts(self, group: list[Pair]) -> Iterator[Change]:
        """Yield the rows of split or joined paragraphs: each pair has the pieces from its first agreement on."""
        starts = self._first_agreements(group)
        pairs = [pair for pair in group if pair in starts]
        news, olds = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
        for i, j in pairs:
            news[i].append(self.news.starts[j] + 1)
            olds[j].append(self.olds.starts[i] + 1)
        for place, (i, j) in enumerate(pairs):
            before, after = pairs[place - 1] if place else None, pairs[place + 1] if place + 1 < len(pairs) else None
            split, joined = before is not None and before[0] == i, before is not None and before[1] == j
            a, b = self.old.reading(i), self.new.reading(j)
            start, new_start = starts[i, j]
            end = starts[after][0] if after and after[0] == i else len(a.pieces)
            new_end = starts[after][1] if after and after[1] == j else len(b.pieces)
            at, new_at = self.olds.starts[i], self.news.starts[j]
            old, a = cut_pieces(self.old_text.blocks[at], a, start if split else 0, end)
            new, b = cut_pieces(self.new_text.blocks[new_at], b, new_start if joined else 0, new_end)
            change = _make_change(at, new_at, old, new, self._segments(old, new, a, b))._replace(fate=Fate.CHANGED)
            into, parts = (tuple(found) if len(found) > 1 else () for found in (news[i], olds[j]))
            yield change._replace(split=split, joined=joined, split_into=into, joined_from=parts)

    def _first_agreements(self, group: list[Pair]) -> dict[Pair, tuple[int, int]]:
        """Return for each pair the first piece in each paragraph that both have."""
        olds, news = list(dict.fromkeys(i for i, _ in group)), list(dict.fromkeys(j for _, j in group))
        bounds = [0, *accumulate(len(self.old.reading(i).pieces) for i in olds)]
        new_bounds = [0, *accumulate(len(self.new.reading(j).pieces) for j in news)]
        a = "".join(self.old.reading(i).code for i in olds)
        b = "".join(self.new.reading(j).code for j in news)
        runs = common_runs(b, a, self.work) if self.is_turned else common_runs(a, b, self.work)
        found: dict[Pair, tuple[int, int]] = {}
        for (i, j), run in split_by_paragraph(self._turn_runs(runs or []), bounds, new_bounds):
            found.setdefault((olds[i], news[j]), (run.a, run.b))
        return {pair: found[pair] for pair in group if pair in found}


def group_pairs(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Yield pairs that have a paragraph in common, in groups."""
    group: list[Pair] = []
    for pair in pairs:
        if group and pair[0] != group[-1][0] and pair[1] != group[-1][1]:
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def _outlines(block: Block) -> list[tuple[int, int, MarkKind]]:
    """Return the places of marks by kind, without the addresses of links."""
    return [(mark.start, mark.end, mark.kind) for mark in block.marks]


def _make_change(
    i: int, j: int, old: Block, new: Block, segments: tuple[Segment, ...], move: int | None = None
) -> Change:
    fate = FATES[(old.text, old.kind, old.marks) == (new.text, new.kind, new.marks), move is not None]
    restyled = old.text == new.text and old.marks != new.marks
    return Change(
        fate,
        new.kind,
        i + 1,
        j + 1,
        segments,
        old_kind=old.kind if old.kind is not new.kind else None,
        restyled=restyled,
        relinked=restyled and _outlines(old) == _outlines(new),
        move=move,
    )
