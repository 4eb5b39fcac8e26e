"""Texts to compare, and comparisons as a line of text for each row."""

import sys

from stories.compare import Comparison, Op, Segment, Text, apply, compare
from stories.copy import Block, Kind

SIGNS = {Op.SAME: ("", ""), Op.REMOVED: ("[-", "-]"), Op.ADDED: ("{+", "+}")}


def a_text(*paragraphs: str | Block, **head: str) -> Text:
    """Return a text of paragraphs, or of blocks of other kinds, with a head."""
    blocks = (part if isinstance(part, Block) else Block(Kind.PARAGRAPH, part) for part in paragraphs)
    return Text(head, tuple(blocks))


def print_segments(segments: tuple[Segment, ...]) -> str:
    """Print changed words as git does."""
    return "".join(part.text.join(SIGNS[part.op]) for part in segments)


def rows(comparison: Comparison) -> list[str]:
    """Return each row as its fate, its old and new number and its words."""
    return [
        f"{row.fate.value} {row.old or '-'} {row.new or '-'}"
        f"{' split' if row.split else ''}{' joined' if row.joined else ''}: {print_segments(row.segments)}"
        for row in comparison.changes
    ]


def fates(comparison: Comparison) -> str:
    """Return the fate, old and new number of each row in short."""
    return ", ".join(row.partition(":")[0] for row in rows(comparison))


def checked(old: Text, new: Text) -> Comparison:
    """Compare two texts; assert that the comparison is exact and the same from either side, and return it."""
    comparison = compare(old, new)
    assert apply(comparison, old) == new
    assert compare(new, old) == comparison.mirror()
    return comparison


def steps(act):
    """Count the functions that an act calls: its cost on any machine, beside the matcher's."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls
