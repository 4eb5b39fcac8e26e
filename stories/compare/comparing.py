"""The comparison of two texts: paragraphs aligned, words within them, and put back together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from stories.compare.alignment import Alignment
from stories.compare.changes import Change, Comparison, Fate, HeadChange, Text, arrange_rows
from stories.compare.core.segments import Op, Segment, block_segments, cut_pieces, pair_segments, same_text_segments
from stories.compare.core.tokens import Vocabulary
from stories.compare.core.words import Pair, Reading, Run, common_runs, is_shared, make_legible, split_by_paragraph
from stories.compare.core.work import Work
from stories.compare.likeness import Side
from stories.copy import Block, Kind, MarkKind

BUDGET = 400_000_000  # pairs of pieces: about a quarter of a second and 50 MB at worst
LONGEST = 1_000_000  # characters of both texts; beyond, paragraphs are only found equal or not


def compare(old: Text, new: Text, *, budget: int = BUDGET) -> Comparison:
    """Compare the old text with the new one.

    Paragraphs are paired by likeness, in order first; in each pair words are compared, and shown whole where
    less than 40 % is shared. compare(a, b) is the mirror of compare(b, a). Past the budget of work, in pairs of
    pieces, changed paragraphs are given whole and the comparison is coarse. Never raises.
    """
    comparing = _Comparing(old, new, Work(budget))
    return Comparison(tuple(comparing.head()), arrange_rows(comparing.rows()), comparing.work.is_spent)


def _key(text: Text) -> tuple[object, ...]:
    """Return a key that orders texts, so that two texts are compared alike from either side."""
    words = tuple(block.text for block in text.blocks)
    styles = tuple((block.kind, block.marks) for block in text.blocks)
    return words, styles, tuple(text.head.items())


class _Comparing:
    """Two texts on the way to their comparison. Where there is a choice, it is made with the lesser text first."""

    def __init__(self, old: Text, new: Text, work: Work) -> None:
        self.old_text, self.new_text, self.work = old, new, work
        self.is_turned = _key(new) < _key(old)
        if sum(len(block.text) for text in (old, new) for block in text.blocks) > LONGEST:
            work.give_up()
        self.vocabulary = Vocabulary()
        self.old = Side([block.text for block in old.blocks], self.vocabulary)
        self.new = Side([block.text for block in new.blocks], self.vocabulary)

    def head(self) -> Iterator[HeadChange]:
        """Yield the head fields that differ, in the order of the texts; a field that one text lacks is empty there."""
        heads = (self.new_text, self.old_text) if self.is_turned else (self.old_text, self.new_text)
        for field in dict.fromkeys(name for text in heads for name in text.head):
            old, new = self.old_text.head.get(field, ""), self.new_text.head.get(field, "")
            if old != new:
                yield HeadChange(field, old, new, self._line(old, new))

    def _line(self, old: str, new: str) -> tuple[Segment, ...]:
        readings = Reading.of(old, self.vocabulary), Reading.of(new, self.vocabulary)
        return self._segments(Block(Kind.PARAGRAPH, old), Block(Kind.PARAGRAPH, new), *readings)

    def rows(self) -> list[Change]:
        """Return a row for each paragraph, in no order."""
        sides = (self.new, self.old) if self.is_turned else (self.old, self.new)
        alignment = Alignment(*sides, self.work)
        changes: list[Change] = []
        for group in group_pairs([self._turned(pair) for pair in alignment.pairs]):
            changes += [self._pair(*group[0])] if len(group) == 1 else self._parts(group)
        moved = (self._pair(*self._turned(pair), has_moved=True) for pair in alignment.moved)
        changes += [replace(row, move=number) for number, row in enumerate(moved)]
        paired, new_paired = {change.old for change in changes}, {change.new for change in changes}
        for number, block in enumerate(self.old_text.blocks, start=1):
            if number not in paired:
                changes.append(Change(Fate.REMOVED, block.kind, number, None, block_segments(Op.REMOVED, block)))
        for number, block in enumerate(self.new_text.blocks, start=1):
            if number not in new_paired:
                changes.append(Change(Fate.ADDED, block.kind, None, number, block_segments(Op.ADDED, block)))
        return changes

    def _turned(self, pair: Pair) -> Pair:
        return (pair[1], pair[0]) if self.is_turned else pair

    def _pair(self, i: int, j: int, *, has_moved: bool = False) -> Change:
        old, new = self.old_text.blocks[i], self.new_text.blocks[j]
        if old == new:
            return Change(Fate.MOVED if has_moved else Fate.SAME, new.kind, i + 1, j + 1, block_segments(Op.SAME, new))
        if old.text == new.text:
            segments = same_text_segments(old, new)
        else:
            segments = self._segments(old, new, self.old.reading(i), self.new.reading(j))
        return _make_change(Fate.MOVED_CHANGED if has_moved else Fate.CHANGED, i, j, old, new, segments)

    def _segments(self, old: Block, new: Block, a: Reading, b: Reading) -> tuple[Segment, ...]:
        """Return the segments of a pair that may share too little to be shown in one."""
        runs = self._runs(a, b)
        return pair_segments(old, new, a, b, runs if runs and is_shared(runs, a, b) else None)

    def _runs(self, a: Reading, b: Reading) -> list[Run] | None:
        """Return the runs of pieces that stay; None where the budget does not reach."""
        first, second = (b, a) if self.is_turned else (a, b)
        runs = common_runs(first.code, second.code, self.work)
        return None if runs is None else [self._run_turned(run) for run in make_legible(runs, first, second)]

    def _run_turned(self, run: Run) -> Run:
        return Run(run.b, run.a, run.size) if self.is_turned else run

    def _parts(self, group: list[Pair]) -> Iterator[Change]:
        """Yield the rows of split or joined paragraphs: each pair has the pieces from its first agreement on."""
        starts = self._first_agreements(group)
        pairs = [pair for pair in group if pair in starts]
        news, olds = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
        for i, j in pairs:
            news[i].append(j + 1)
            olds[j].append(i + 1)
        for place, (i, j) in enumerate(pairs):
            before, after = pairs[place - 1] if place else None, pairs[place + 1] if place + 1 < len(pairs) else None
            split, joined = before is not None and before[0] == i, before is not None and before[1] == j
            a, b = self.old.reading(i), self.new.reading(j)
            start, new_start = starts[i, j]
            end = starts[after][0] if after and after[0] == i else len(a.pieces)
            new_end = starts[after][1] if after and after[1] == j else len(b.pieces)
            old, a = cut_pieces(self.old_text.blocks[i], a, start if split else 0, end)
            new, b = cut_pieces(self.new_text.blocks[j], b, new_start if joined else 0, new_end)
            change = _make_change(Fate.CHANGED, i, j, old, new, self._segments(old, new, a, b))
            into, parts = (tuple(found) if len(found) > 1 else () for found in (news[i], olds[j]))
            yield replace(change, split=split, joined=joined, split_into=into, joined_from=parts)

    def _first_agreements(self, group: list[Pair]) -> dict[Pair, tuple[int, int]]:
        """Return for each pair the first piece in each paragraph that both have."""
        olds, news = list(dict.fromkeys(i for i, _ in group)), list(dict.fromkeys(j for _, j in group))
        bounds = [0, *accumulate(len(self.old.reading(i).pieces) for i in olds)]
        new_bounds = [0, *accumulate(len(self.new.reading(j).pieces) for j in news)]
        a = "".join(self.old.reading(i).code for i in olds)
        b = "".join(self.new.reading(j).code for j in news)
        runs = common_runs(b, a, self.work) if self.is_turned else common_runs(a, b, self.work)
        runs = [self._run_turned(run) for run in runs or ()]
        found: dict[Pair, tuple[int, int]] = {}
        for (i, j), run in split_by_paragraph(runs, bounds, new_bounds):
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


def _make_change(fate: Fate, i: int, j: int, old: Block, new: Block, segments: tuple[Segment, ...]) -> Change:
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
    )
