"""A comparison as readers see it: rows with a name for what became of each, moves with both ends, facts marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _

from stories.compare import Change, Comparison, Fate, Ghost, HeadChange, Op, Segment, paragraph_labels
from stories.copy import Kind
from stories.display.comparison import FOLD_FROM, Thumbnail, head_row, unmark_typography

HEAD = -1  # place of the headline among the changes
TABLE_KINDS = frozenset({Kind.HEAD_ROW.value, Kind.ROW.value})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A paragraph, a head field or the old place of a paragraph that moved.

    `place` numbers the changes from 1, 0 for what did not change; `at` is the number of the paragraph in the new text.
    `name` says what became of it, `details` what else. `move` is the number of a move, borne at both of its ends;
    `is_ghost` is the end where it stood. `index` is its place among the changes of the comparison, -1 for a head field.
    """

    name: str
    kind: str
    fate: str
    segments: tuple[Segment, ...]
    index: int = HEAD
    details: tuple[str, ...] = ()
    place: int = 0
    previous: int = 0
    following: int = 0
    at: int | None = None
    moved_from: int | None = None
    move: int | None = None
    is_up: bool = False
    is_ghost: bool = False
    end: str = ""  # anchor of the other end of a move
    photo: int = 0
    thumbnail: Thumbnail | None = None

    @property
    def anchor(self) -> str:
        """The anchor of the row: of a change, or of the old place of a move; empty for what did not change."""
        return f"g{self.move}" if self.is_ghost else f"c{self.place}" if self.place else ""

    @property
    def is_table_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.kind in TABLE_KINDS

    @property
    def before(self) -> tuple[Segment, ...]:
        """The words of the old text."""
        return tuple(unmark_typography(segment for segment in self.segments if segment.op != Op.ADDED))

    @property
    def after(self) -> tuple[Segment, ...]:
        """The words of the new text."""
        return tuple(unmark_typography(segment for segment in self.segments if segment.op != Op.REMOVED))

    @property
    def together(self) -> tuple[Segment, ...]:
        """The words of both texts in one; other typography is that of the new text, unmarked."""
        in_one = (segment for segment in self.segments if segment.op != Op.REMOVED or not segment.typography)
        return tuple(unmark_typography(in_one))

    @property
    def is_in_old(self) -> bool:
        """Whether the old text has words at this place."""
        return self.is_ghost or (self.fate not in (Fate.ADDED, *MOVED_FATES) and bool(self.before))

    @property
    def is_in_new(self) -> bool:
        """Whether the new text has words at this place."""
        return not self.is_ghost and self.fate != Fate.REMOVED and bool(self.after)


MOVED_FATES = frozenset({Fate.MOVED.value, Fate.MOVED_CHANGED.value})


@dataclass(frozen=True, slots=True)
class SheetRun:
    """Rows that stand together: folded as a long stretch without a change, or the rows of one table."""

    rows: tuple[SheetRow, ...]
    is_folded: bool
    is_table: bool


@dataclass(frozen=True, slots=True)
class ChangeSheet:
    """A comparison ready for a page."""

    rows: tuple[SheetRow, ...]
    count: int
    is_coarse: bool
    is_typography: bool

    @property
    def runs(self) -> tuple[SheetRun, ...]:
        """The rows of one text, in runs."""
        return tuple(group_runs(self.rows))


def make_sheet(comparison: Comparison, labels: Mapping[int, str], photos: Mapping[int, Thumbnail]) -> ChangeSheet:
    """Return a comparison for a page. `labels` name the gravest fact that changed in a row, by its index."""
    indexes = {id(change): index for index, change in enumerate(comparison.changes)}
    rows = [*map(field_row, comparison.head_rows)]
    rows += [
        ghost_row(row) if isinstance(row, Ghost) else text_row(row, indexes[id(row)], labels) for row in comparison.rows
    ]
    placed = tie_moves(number_places(rows))
    placed = [replace(row, thumbnail=photos.get(row.photo)) if row.photo else row for row in placed]
    count = sum(row.place > 0 for row in placed)
    return ChangeSheet(tuple(placed), count, comparison.coarse, comparison.typography_only)


def field_row(change: HeadChange) -> SheetRow:
    """Return the row of a head field."""
    row = head_row(change)
    return SheetRow(row.name, row.kind, row.fate, row.segments, details=row.labels, photo=row.photo)


def text_row(change: Change, index: int, labels: Mapping[int, str]) -> SheetRow:
    """Return the row of a paragraph."""
    name, details = name_change(change)
    if index in labels:
        details = (*([name] if change.has_moved else []), *details)
        name = labels[index]
    return SheetRow(
        name,
        change.kind.value,
        change.fate.value,
        change.segments,
        index=index,
        details=details,
        at=change.new,
        moved_from=change.old if change.has_moved else None,
        move=change.move,
        is_up=change.move_up,
    )


def ghost_row(ghost: Ghost) -> SheetRow:
    """Return the row at the old place of a paragraph that moved."""
    change = ghost.change
    return SheetRow(
        "", change.kind.value, change.fate.value, change.segments, move=change.move, is_up=change.move_up, is_ghost=True
    )


def name_change(change: Change) -> tuple[str, tuple[str, ...]]:
    """Return the name of what became of a paragraph, and what else did."""
    if change.fate is Fate.SAME:
        return "", ()
    is_row = change.kind.value in TABLE_KINDS
    if change.fate is Fate.ADDED:
        return (_("New row") if is_row else _("New paragraph")), ()
    if change.fate is Fate.REMOVED:
        number = change.old_table_row or change.old
        was = _("was row {number}") if is_row else _("was paragraph {number}")
        return (_("Row cut") if is_row else _("Paragraph cut")), (was.format(number=number),)
    others = tuple(label for label in paragraph_labels(change, _))
    if change.has_moved:
        name = _("Moved up") if change.move_up else _("Moved down")
        return name, (*([_("words unchanged")] if change.fate is Fate.MOVED else []), *others[1:])
    number = change.table_row or change.new
    name = _("Row {number}") if is_row else _("Paragraph {number}")
    return name.format(number=number), others


def number_places(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Return the rows, those that changed numbered from 1."""
    total = sum(row.fate != Fate.SAME.value and not row.is_ghost for row in rows)
    place = 0
    numbered: list[SheetRow] = []
    for row in rows:
        if row.fate == Fate.SAME.value or row.is_ghost:
            numbered.append(row)
            continue
        place += 1
        following = place + 1 if place < total else 0
        numbered.append(replace(row, place=place, previous=place - 1, following=following))
    return numbered


def tie_moves(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Return the rows, both ends of each move with the anchor of the other."""
    new_ends = {row.move: row.anchor for row in rows if row.move and not row.is_ghost}
    return [
        replace(row, end=new_ends.get(row.move, "") if row.is_ghost else f"g{row.move}") if row.move else row
        for row in rows
    ]


def group_runs(rows: Iterable[SheetRow]) -> Iterator[SheetRun]:
    """Yield the rows of one text in runs: tables whole, and long stretches without a change folded."""
    for (is_same, is_table), together in groupby(
        rows, key=lambda row: (not row.anchor and not row.is_table_row, row.is_table_row)
    ):
        group = tuple(together)
        is_still = is_same or all(not row.anchor for row in group)
        yield SheetRun(group, is_folded=is_still and len(group) >= FOLD_FROM, is_table=is_table)
