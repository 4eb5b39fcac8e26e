"""What became of the tables of a text, in words: rows and columns that came, went and moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from django.utils.translation import gettext, ngettext

from stories.compare import Change, Comparison, Fate, Op, new_text, old_text
from stories.copy import Kind

TABLE_ROWS = (Kind.ROW, Kind.HEAD_ROW)
MOST_TOLD = 2  # columns and cells of each fate that are told by their names


def table_clauses(comparison: Comparison, *, has_facts: bool) -> Iterator[tuple[str, int]]:
    """Yield a clause on each table that changed, with the place in `Comparison.changes` where its changes begin.

    `has_facts`: figures that changed in cells are told already, so that edited cells need no clause of their own.
    """
    for is_table, run in groupby(enumerate(comparison.changes), key=lambda place: place[1].kind in TABLE_ROWS):
        rows = list(run) if is_table else []
        changed = [place for place in rows if place[1].fate is not Fate.SAME]
        whole = _whole_table({change.fate for _, change in rows})
        if changed and not whole:
            table = [change for _, change in rows]
            parts = [*_row_words(table), *_column_words(table), *_cell_moves(table)]
            whole = gettext("a table changed: {changes}").format(changes=gettext(", ").join(parts)) if parts else ""
            whole = whole or ("" if has_facts else gettext("a table changed"))
        if changed and whole:
            yield whole, changed[0][0]


def table_in_brief(comparison: Comparison) -> str:
    """Return in a few words that a table is new, was cut or changed; "" where none did."""
    fates = {change.fate for change in comparison.changes if change.kind in TABLE_ROWS}
    return "" if fates <= {Fate.SAME} else _whole_table(fates) or gettext("a table changed")


def _whole_table(fates: set[Fate]) -> str:
    if fates == {Fate.ADDED}:
        return gettext("a table is new")
    return gettext("a table was cut") if fates == {Fate.REMOVED} else ""


def _row_words(table: Sequence[Change]) -> Iterator[str]:
    """Yield how many rows of a table are new, were cut and moved."""
    fates = [Fate.MOVED if row.has_moved else row.fate for row in table if row.kind is Kind.ROW]
    new, cut, moved = (fates.count(fate) for fate in (Fate.ADDED, Fate.REMOVED, Fate.MOVED))
    if new:
        yield ngettext("{count} row new", "{count} rows new", new).format(count=new)
    if cut:
        yield ngettext("{count} row cut", "{count} rows cut", cut).format(count=cut)
    if moved:
        yield ngettext("{count} row moved", "{count} rows moved", moved).format(count=moved)


def _column_words(table: Sequence[Change]) -> Iterator[str]:
    """Yield the columns that came or went, by their heads; one whose head shares no word with the old is another."""
    for head in table:
        if head.kind is Kind.HEAD_ROW and head.fate not in (Fate.ADDED, Fate.REMOVED):
            apart = [cell.segments for cell in head.cells if not any(part.op is Op.SAME for part in cell.segments)]
            for name in islice(filter(None, (new_text(cell).strip() for cell in apart)), MOST_TOLD):
                yield gettext("column “{name}” new").format(name=name)
            for name in islice(filter(None, (old_text(cell).strip() for cell in apart)), MOST_TOLD):
                yield gettext("column “{name}” cut").format(name=name)


def _cell_moves(table: Sequence[Change]) -> Iterator[str]:
    """Yield the words that stand in another column of their row now: "4 moved from “Injured” to “Dead” (First)"."""
    heads = {cell.new: new_text(cell.segments).strip() for cell in table[0].cells}
    found = (swap for row in table if row.fate in (Fate.CHANGED, Fate.MOVED_CHANGED) for swap in _cells_elsewhere(row))
    for name, words, before, after in islice(found, MOST_TOLD):
        if heads.get(before) and heads.get(after):
            text = gettext("{words} moved from “{old}” to “{new}” ({row})")
            yield text.format(words=words, old=heads[before], new=heads[after], row=name)


def _cells_elsewhere(row: Change) -> Iterator[tuple[str, str, int, int]]:
    """Yield the name of a row, and each word that left one column for another, with the new numbers of the two."""
    left = {}
    came = {}
    for cell in row.cells:
        was, now = old_text(cell.segments).strip(), new_text(cell.segments).strip()
        if was and not now and cell.new:
            left[was] = cell.new
        elif now and not was and cell.new:
            came[now] = cell.new
    for words in left.keys() & came.keys():
        yield new_text(row.cells[0].segments).strip(), words, left[words], came[words]
