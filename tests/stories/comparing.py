"""Texts to compare, and comparisons as a line of text for each row."""

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
    assert compare(new, old) == comparison.mirrored()
    return comparison
