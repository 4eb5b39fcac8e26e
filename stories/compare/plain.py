"""A comparison as plain text, for mail and terminals; and the labels of a changed paragraph anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from stories.compare.changes import Change, Comparison, Fate
from stories.compare.core.segments import Op, Segment
from stories.copy import Kind
from stories.copy.gettext import Translate

_SIGNS = {Op.REMOVED: ("[-", "-]"), Op.ADDED: ("{+", "+}")}  # as git and wdiff print changed words


def print_comparison(comparison: Comparison) -> str:
    """Print the changed paragraphs with their numbers, old words as [-old-], new ones as {+new+}; count the others."""
    lines = [f"{change.field}: {_print_words(change.segments)}" for change in comparison.head_rows]
    for is_same, rows in groupby(comparison.changes, key=lambda row: row.fate is Fate.SAME):
        together = list(rows)
        lines += [_count_unchanged(len(together))] if is_same else [_print_row(row) for row in together]
    if comparison.coarse:
        lines.append("The texts are too long to compare word by word throughout: some paragraphs are given whole.")
    return "\n\n".join(lines) + "\n" if lines else ""


def paragraph_name(row: Change, _: Translate = str) -> str:
    """Print the name of a paragraph or table row: its number in the new text, or in the old one where it is gone."""
    number = row.old_table_row if row.table_row is None else row.table_row
    if number is not None:
        name = _("Table row {number}") if row.new else _("Old table row {number}")
        return name.format(number=number) if number else _("Head of the table")
    return (_("Paragraph {number}") if row.new else _("Old paragraph {number}")).format(number=row.new or row.old)


def paragraph_labels(row: Change, _: Translate = str) -> Iterator[str]:
    """Yield the changes of a paragraph beside those of its words. Old numbers are always called old."""
    if row.fate is Fate.ADDED:
        yield _("added")
    if row.fate is Fate.REMOVED:
        yield _("removed")
    if row.has_moved and row.old_table_row is not None:
        moved = _("moved up, was row {number}") if row.move_up else _("moved down, was row {number}")
        yield moved.format(number=row.old_table_row)
    elif row.has_moved:
        moved = _("moved up, was paragraph {number}") if row.move_up else _("moved down, was paragraph {number}")
        yield moved.format(number=row.old)
    yield from _part_labels(row, _)
    if row.typography_only:
        yield _("only its typography changed")
    if row.restyled:
        yield _("only the address of a link changed") if row.relinked else _("only its style changed")
    if row.old_kind:
        kinds = _kinds(_)
        yield _("{kind}, was {old_kind}").format(kind=kinds[row.kind], old_kind=kinds[row.old_kind])


def _part_labels(row: Change, _: Translate) -> Iterator[str]:
    """Yield how a paragraph was split or joined: once for all its parts, and where each further part came from."""
    if row.split and row.joined_from:
        yield _("with the end of old paragraph {number}").format(number=row.old)
    elif row.split:
        yield _("split off from old paragraph {number}").format(number=row.old)
    elif row.split_into:
        yield _("split into paragraphs {numbers}").format(numbers=_list_numbers(row.split_into, _))
    elif row.joined_from and not row.joined:
        yield _("joined from old paragraphs {numbers}").format(numbers=_list_numbers(row.joined_from, _))
    elif row.joined:
        yield _("goes on with old paragraph {number}").format(number=row.old)


def _list_numbers(numbers: tuple[int, ...], _: Translate) -> str:
    """Print numbers as a list: 3, 4 and 5."""
    first = _(", ").join(map(str, numbers[:-1]))
    return _("{names} and {last}").format(names=first, last=numbers[-1])


def _kinds(_: Translate) -> dict[Kind, str]:
    return {
        Kind.PARAGRAPH: _("paragraph"),
        Kind.HEADING: _("heading"),
        Kind.QUOTE: _("quote"),
        Kind.BULLET: _("list item"),
        Kind.NUMBERED: _("numbered item"),
        Kind.HEAD_ROW: _("head of a table"),
        Kind.ROW: _("table row"),
        Kind.PREFORMATTED: _("preformatted"),
    }


def pair_with_addresses(segments: tuple[Segment, ...]) -> Iterator[tuple[Segment, str]]:
    """Yield each run of words with the address to print behind it: a changed link's at its end, else none."""
    for part, following in zip(segments, (*segments[1:], None), strict=False):
        goes_on = following is not None and (following.op, following.href) == (part.op, part.href)
        yield part, "" if part.op is Op.SAME or goes_on else part.href


def _count_unchanged(count: int) -> str:
    return f"({count} paragraph{'' if count == 1 else 's'} unchanged)"


def _print_row(row: Change) -> str:
    return f"{', '.join((paragraph_name(row), *paragraph_labels(row)))}:\n{_print_words(row.segments)}"


def _print_words(segments: tuple[Segment, ...]) -> str:
    """Print words with the changed ones in signs, and the addresses of changed links in angle brackets."""
    printed = []
    for op, parts in groupby(pair_with_addresses(segments), key=lambda pair: pair[0].op):
        text = "".join(f"{part.text} <{address}>" if address else part.text for part, address in parts)
        printed.append(text.join(_SIGNS.get(op, ("", ""))))
    return "".join(printed)
