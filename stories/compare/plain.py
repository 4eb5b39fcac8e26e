"""A comparison as plain text, for mail and terminals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from stories.compare.changes import Change, Comparison, Fate, Op, Segment

_SIGNS = {Op.REMOVED: ("[-", "-]"), Op.ADDED: ("{+", "+}")}  # as git and wdiff print changed words


def as_text(comparison: Comparison) -> str:
    """The changed paragraphs with their numbers, old words as [-old-], new ones as {+new+}; the unchanged counted."""
    lines = [f"{change.field}: {_words(change.segments)}" for change in comparison.head]
    for is_same, rows in groupby(comparison.changes, key=lambda row: row.fate is Fate.SAME):
        together = list(rows)
        lines += [_unchanged(len(together))] if is_same else [_row(row) for row in together]
    if comparison.coarse:
        lines.append("The texts are too long to compare word by word throughout: some paragraphs are given whole.")
    return "\n\n".join(lines) + "\n" if lines else ""


def _unchanged(count: int) -> str:
    return f"({count} paragraph{'' if count == 1 else 's'} unchanged)"


def _row(row: Change) -> str:
    return f"{', '.join(_labels(row))}:\n{_words(row.segments)}"


def _labels(row: Change) -> Iterator[str]:
    if row.new is None:
        yield f"Old paragraph {row.old}, removed"
        return
    yield f"Paragraph {row.new}"
    if row.fate is Fate.ADDED:
        yield "added"
    if row.has_moved:
        yield f"moved from {row.old}"
    if row.split:
        yield f"split off from {row.old}"
    if row.joined:
        yield f"joined from {row.old}"
    if row.restyled:
        yield "only its style changed"
    if row.old_kind:
        yield f"{row.kind.value}, was {row.old_kind.value}"


def _words(segments: tuple[Segment, ...]) -> str:
    return "".join(part.text.join(_SIGNS.get(part.op, ("", ""))) for part in segments)
