"""Texts to compare, and comparisons as a line of text for each row."""

import sys

from stories.compare import Comparison, Op, Segment, Text, apply, compare
from stories.copy import Block, Kind

SIGNS = {Op.SAME: ("", ""), Op.REMOVED: ("[-", "-]"), Op.ADDED: ("{+", "+}")}


def a_text(*paragraphs: str | Block, **head: str) -> Text:
    """A text of paragraphs, or of blocks of other kinds, with a head."""
    blocks = (part if isinstance(part, Block) else Block(Kind.PARAGRAPH, part) for part in paragraphs)
    return Text(head, tuple(blocks))


def printed(segments: tuple[Segment, ...]) -> str:
    """Changed words as git prints them."""
    return "".join(part.text.join(SIGNS[part.op]) for part in segments)


def rows(comparison: Comparison) -> list[str]:
    """Fate, old and new number and the words of each row."""
    return [
        f"{row.fate.value} {row.old or '-'} {row.new or '-'}"
        f"{' split' if row.split else ''}{' joined' if row.joined else ''}: {printed(row.segments)}"
        for row in comparison.changes
    ]


def fates(comparison: Comparison) -> str:
    """Fate, old and new number of each row in short."""
    return ", ".join(row.partition(":")[0] for row in rows(comparison))


def checked(old: Text, new: Text) -> Comparison:
    """The comparison, once it has proved to be right and steady."""
    comparison = compare(old, new)
    assert apply(comparison, old) == new
    assert compare(new, old) == comparison.mirror()
    return comparison


def steps(act):
    """How many functions are called while something is done: what it costs, on any machine, beside the matcher."""
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
