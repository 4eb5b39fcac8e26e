"""A comparison as plain text, for mail and terminals; and what is said of a changed paragraph anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from stories.compare.changes import Change, Comparison, Fate, Op, Segment
from stories.copy import Kind

_SIGNS = {Op.REMOVED: ("[-", "-]"), Op.ADDED: ("{+", "+}")}  # as git and wdiff print changed words
_KINDS = {
    Kind.PARAGRAPH: "paragraph",
    Kind.HEADING: "heading",
    Kind.QUOTE: "quote",
    Kind.BULLET: "list item",
    Kind.NUMBERED: "numbered item",
    Kind.HEAD_ROW: "head of a table",
    Kind.ROW: "table row",
    Kind.PREFORMATTED: "preformatted",
}


def as_text(comparison: Comparison) -> str:
    """The changed paragraphs with their numbers, old words as [-old-], new ones as {+new+}; the unchanged counted."""
    lines = [f"{change.field}: {_words(change.segments)}" for change in comparison.head]
    for is_same, rows in groupby(comparison.changes, key=lambda row: row.fate is Fate.SAME):
        together = list(rows)
        lines += [_unchanged(len(together))] if is_same else [_row(row) for row in together]
    if comparison.coarse:
        lines.append("The texts are too long to compare word by word throughout: some paragraphs are given whole.")
    return "\n\n".join(lines) + "\n" if lines else ""


def name(row: Change) -> str:
    """What a paragraph is called: by its number in the new text, or by the old one where it is gone."""
    return f"Paragraph {row.new}" if row.new else f"Old paragraph {row.old}"


def labels(row: Change) -> Iterator[str]:
    """What became of a paragraph, beside the change of its words."""
    if row.fate in (Fate.ADDED, Fate.REMOVED):
        yield row.fate.value
    if row.has_moved:
        yield f"moved from paragraph {row.old}"
    if row.split:
        yield f"split off from paragraph {row.old}"
    if row.joined:
        yield f"joined from paragraph {row.old}"
    if row.restyled:
        yield "only the address of a link changed" if row.relinked else "only its style changed"
    if row.old_kind:
        yield f"{_KINDS[row.kind]}, was {_KINDS[row.old_kind]}"


def linked(segments: tuple[Segment, ...]) -> Iterator[tuple[Segment, str]]:
    """Each run of words with the address to print behind it: a changed link's, where the link ends; else none."""
    for part, following in zip(segments, (*segments[1:], None), strict=False):
        goes_on = following is not None and (following.op, following.href) == (part.op, part.href)
        yield part, "" if part.op is Op.SAME or goes_on else part.href


def _unchanged(count: int) -> str:
    return f"({count} paragraph{'' if count == 1 else 's'} unchanged)"


def _row(row: Change) -> str:
    return f"{', '.join((name(row), *labels(row)))}:\n{_words(row.segments)}"


def _words(segments: tuple[Segment, ...]) -> str:
    """Words with the changed ones in signs, and the addresses of changed links in angle brackets."""
    said = []
    for op, parts in groupby(linked(segments), key=lambda pair: pair[0].op):
        text = "".join(f"{part.text} <{address}>" if address else part.text for part, address in parts)
        said.append(text.join(_SIGNS.get(op, ("", ""))))
    return "".join(said)
