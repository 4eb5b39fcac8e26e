"""The names of a compared table's rows and columns, by which a changed cell is told."""

from __future__ import annotations

from collections.abc import Iterable

from stories.compare.changes import Change
from stories.compare.core.segments import Segment
from stories.compare.core.swaps import new_text
from stories.copy import Kind

LONGEST_CELL = 40  # letters of a cell that may stand as the name of a row or a column
ELLIPSIS = "…"


def is_table_head(change: Change) -> bool:
    """Return whether a row names the columns of its table."""
    return change.kind is Kind.HEAD_ROW or change.table_row == 0


def column_names(change: Change) -> dict[int, str | None]:
    """Return the names of the columns of the table that a row begins, by their new numbers; none before a paragraph.

    None for a column whose head changed: what stands below counts another thing, and took the place of nothing.
    """
    if not is_table_head(change):
        return {}
    names: dict[int, str | None] = {}
    for cell in change.cells:
        is_kept = cell.old is not None and not any(part.is_change for part in cell.segments)
        names[cell.new or 0] = cell_name(cell.segments) if is_kept else None
    return names


def cell_name(segments: Iterable[Segment]) -> str:
    """Return the words of a cell in the new text, in one line and cut where they are long."""
    name = " ".join(new_text(segments).split())
    return name if len(name) <= LONGEST_CELL else name[:LONGEST_CELL].rstrip() + ELLIPSIS
