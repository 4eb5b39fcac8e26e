"""The new text, made from the old one and a comparison."""

from __future__ import annotations

from collections import defaultdict

from stories.compare.changes import Change, Comparison, Fate, Text
from stories.compare.core.segments import Op, Segment, words_and_marks
from stories.copy import Block


def apply(comparison: Comparison, old: Text) -> Text:
    """Make the new text exactly: words, kinds, marks and head.

    The comparison must have been made from that old text.
    """
    head = dict(old.head) | {change.field: change.new for change in comparison.head}
    rows: defaultdict[int, list[Change]] = defaultdict(list)
    for change in comparison.changes:
        if change.new:
            rows[change.new].append(change)
    return Text(head, tuple(_block(rows[number], old) for number in sorted(rows)))


def _block(rows: list[Change], old: Text) -> Block:
    first = rows[0]
    if first.fate in (Fate.SAME, Fate.MOVED) and first.old:
        return old.blocks[first.old - 1]
    segments: list[Segment] = [part for row in rows for part in row.segments if part.op is not Op.REMOVED]
    return Block(first.kind, *words_and_marks(segments))
