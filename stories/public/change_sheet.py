"""A comparison as readers see it: rows with a name for what became of each, moves with both ends, facts marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from django.utils.translation import gettext as _

from stories.compare import (
    HEADLINE,
    Cell,
    Change,
    Comparison,
    Fact,
    FactKind,
    Fate,
    Ghost,
    HeadChange,
    Op,
    Segment,
    changed_facts,
    normal_form,
    paragraph_labels,
)
from stories.copy import Kind
from stories.display.change_words import Claim, sentence, short_form
from stories.display.comparison import FOLD_FROM, Thumbnail, head_row, unmark_typography
from stories.display.fact_words import fact_in_brief, margin_note
from stories.display.unnoted_facts import find_unnoted_facts
from stories.models import Filing

MARKED = (FactKind.FIGURE, FactKind.NAME, FactKind.DATE)  # by their words, beside denials
IDEOGRAPH = re.compile("[\u3400-\u9fff]")
FACTS_TOLD = 3  # of those that a note does not name
TABLE_KINDS = frozenset({Kind.HEAD_ROW.value, Kind.ROW.value})


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of a table."""

    segments: tuple[Segment, ...]

    @property
    def is_hit(self) -> bool:
        """Whether its words changed."""
        return any(segment.op is not Op.SAME for segment in self.segments)


@dataclass(frozen=True, slots=True)
class SentenceMove:
    """A sentence of a row that stood, or stands now, in another: the number of the move, and what became of it."""

    number: int
    name: str
    end: str  # anchor of the row of its other end


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A paragraph, a head field or the old place of a paragraph that moved.

    `place` numbers the changes from 1, 0 for what did not change; `at` is the number of the paragraph in the new text.
    `name` says what became of it, `details` what else. `move` is the number of a move, borne at both of its ends;
    `is_ghost` is the end where it stood. `facts` are the words to mark more strongly; `said` the wrong and the right of
    the correction, where it speaks of this row.
    """

    name: str
    kind: str
    fate: str
    segments: tuple[Segment, ...]
    facts: frozenset[str] = frozenset()
    said: tuple[str, ...] = ()
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
    cells: tuple[Cell, ...] = ()
    sentence_moves: tuple[SentenceMove, ...] = ()

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
        return side_of(self.segments, Op.ADDED)

    @property
    def after(self) -> tuple[Segment, ...]:
        """The words of the new text."""
        return side_of(self.segments, Op.REMOVED)

    @property
    def together(self) -> tuple[Segment, ...]:
        """The words of both texts in one; other typography is that of the new text, unmarked."""
        in_one = (segment for segment in self.segments if segment.op != Op.REMOVED or not segment.typography)
        return tuple(unmark_typography(in_one))

    @property
    def table_cells(self) -> tuple[SheetCell, ...]:
        """The cells of a row of a table, the words of both texts in one."""
        if self.cells:
            return tuple(SheetCell(cell.segments) for cell in self.cells)
        return tuple(map(SheetCell, split_cells(self.together)))

    @property
    def old_cells(self) -> tuple[SheetCell, ...]:
        """The cells of a row of the old table."""
        cells = (cell.segments for cell in self.cells if cell.old is not None)
        return tuple(SheetCell(side_of(cell, Op.ADDED)) for cell in (cells if self.cells else split_cells(self.before)))

    @property
    def new_cells(self) -> tuple[SheetCell, ...]:
        """The cells of a row of the new table."""
        cells = (cell.segments for cell in self.cells if cell.new is not None)
        return tuple(
            SheetCell(side_of(cell, Op.REMOVED)) for cell in (cells if self.cells else split_cells(self.after))
        )

    @property
    def is_in_old(self) -> bool:
        """Whether the old text has words at this place."""
        return self.is_ghost or (self.fate not in (Fate.ADDED, *MOVED_FATES) and bool(self.before))

    @property
    def is_in_new(self) -> bool:
        """Whether the new text has words at this place."""
        return not self.is_ghost and self.fate != Fate.REMOVED and bool(self.after)


def side_of(segments: Iterable[Segment], other: Op) -> tuple[Segment, ...]:
    """Return the words of one text: those without the fate that words of the other text alone have."""
    return tuple(unmark_typography(segment for segment in segments if segment.op != other))


def split_cells(segments: Iterable[Segment]) -> Iterator[tuple[Segment, ...]]:
    """Yield the words of a row cell by cell; tabs part them."""
    cell: list[Segment] = []
    for segment in segments:
        first, *others = segment.text.split("\t")
        cell.append(segment._replace(text=first))
        for words in others:
            yield tuple(part for part in cell if part.text)
            cell = [segment._replace(text=words)]
    yield tuple(part for part in cell if part.text)


MOVED_FATES = frozenset({Fate.MOVED.value, Fate.MOVED_CHANGED.value})


@dataclass(frozen=True, slots=True)
class SheetRun:
    """Rows that stand together: folded as a long stretch without a change, or the rows of one table."""

    rows: tuple[SheetRow, ...]
    is_folded: bool
    is_table: bool

    @property
    def old_rows(self) -> list[SheetRow]:
        """The rows of the old text, in its order."""
        return [row for row in self.rows if row.is_in_old]

    @property
    def new_rows(self) -> list[SheetRow]:
        """The rows of the new text, in its order."""
        return [row for row in self.rows if row.is_in_new]


@dataclass(frozen=True, slots=True)
class ChangeSheet:
    """A comparison ready for a page: its rows, and what changed in words, long, short and beside the note."""

    rows: tuple[SheetRow, ...]
    claims: tuple[Claim, ...]
    short: str
    unnoted: str
    count: int
    is_coarse: bool
    is_step: bool  # whether the note of the new text speaks of all this

    @property
    def runs(self) -> tuple[SheetRun, ...]:
        """The rows of one text, in runs."""
        return tuple(group_runs(self.rows))


def make_sheet(comparison: Comparison, new: Filing, photos: Mapping[int, Thumbnail], *, is_step: bool) -> ChangeSheet:
    """Return a comparison with a filing for a page. `is_step`: with the text before it, of which its note speaks."""
    facts = changed_facts(comparison, new.language)
    by_row: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_row[fact.change].append(fact)
    indexes = {id(change): index for index, change in enumerate(comparison.changes)}
    rows = [field_row(row, by_row[HEADLINE] if row.field == "headline" else []) for row in comparison.head_rows]
    rows += [
        ghost_row(row) if isinstance(row, Ghost) else text_row(row, by_row[indexes[id(row)]]) for row in comparison.rows
    ]
    rows = tie_sentences(tie_moves(number_places(rows)), comparison)
    rows = [replace(row, thumbnail=photos.get(row.photo)) if row.photo else row for row in rows]
    if is_step and new.wrong:
        rows = [replace(row, said=(new.wrong, new.right)) if row.place and is_about(row, new) else row for row in rows]
    unnoted = find_unnoted_facts(new, facts)[:FACTS_TOLD] if is_step else ()
    return ChangeSheet(
        rows=tuple(rows),
        claims=sentence(comparison, facts),
        short=short_form(comparison, facts),
        unnoted=_(", ").join(map(fact_in_brief, unnoted)),
        count=sum(row.place > 0 for row in rows),
        is_coarse=comparison.coarse,
        is_step=is_step,
    )


def is_about(row: SheetRow, filing: Filing) -> bool:
    """Return whether a correction speaks of a row: the new text has its right words there, and the old its wrong."""
    old, new = ("".join(part.text for part in parts) for parts in (row.before, row.after))
    return normal_form(filing.right) in normal_form(new) and normal_form(filing.wrong) in normal_form(old)


def field_row(change: HeadChange, facts: Sequence[Fact]) -> SheetRow:
    """Return the row of a head field."""
    row = head_row(change)
    details = (*row.labels, *(margin_note(fact) for fact in facts[:1]))
    words = words_of_facts(facts)
    return SheetRow(row.name, row.kind, row.fate, row.segments, facts=words, details=details, photo=row.photo)


def text_row(change: Change, facts: Sequence[Fact]) -> SheetRow:
    """Return the row of a paragraph, named by the gravest fact that changed in it."""
    name, details = name_change(change)
    notes = [margin_note(fact) for fact in facts]
    if notes and change.fate in (Fate.CHANGED, Fate.MOVED_CHANGED):
        moved = (name,) if change.has_moved else ()
        name, details = notes[0], (*notes[1:2], *moved, *details)
    elif notes:
        details = (*details, *notes[:2])
    return SheetRow(
        name,
        change.kind.value,
        change.fate.value,
        change.segments,
        facts=words_of_facts(facts),
        details=details,
        at=change.new,
        moved_from=change.old if change.has_moved else None,
        move=change.move,
        is_up=change.move_up,
        cells=change.cells,
    )


def words_of_facts(facts: Iterable[Fact]) -> frozenset[str]:
    """Return the words of figures, names, dates and denials as both texts print them."""
    found: set[str] = set()
    for fact in facts:
        if fact.kind in MARKED:
            found |= {fact.was, fact.now}
        elif fact.kind is FactKind.DENIAL:
            found |= set(words_apart(fact.was, fact.now))
    return frozenset(found - {""})


def words_apart(was: str, now: str) -> tuple[str, str]:
    """Return two contexts without the words that both begin and end with: "not" and "" of a denial that went."""
    joint = "" if IDEOGRAPH.search(was + now) else " "
    old, new = (words.split() if joint else list(words) for words in (was, now))
    for _side in ("head", "foot"):
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))
        old, new = old[shared:][::-1], new[shared:][::-1]
    return joint.join(old), joint.join(new)


def ghost_row(ghost: Ghost) -> SheetRow:
    """Return the row at the old place of a paragraph that moved."""
    change = ghost.change
    return SheetRow(
        "",
        change.kind.value,
        change.fate.value,
        change.segments,
        move=change.move,
        is_up=change.move_up,
        is_ghost=True,
        cells=change.cells,
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
        was = _("was row {number}") if is_row else _("was paragraph {number}")
        still = [_("words unchanged")] if change.fate is Fate.MOVED else []
        return name, (was.format(number=change.old_table_row or change.old), *still, *others[1:])
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
    new_ends = {row.move or 0: row.anchor for row in rows if row.move and not row.is_ghost}
    ends = (new_ends.get(row.move or 0, "") if row.is_ghost else f"g{row.move}" if row.move else "" for row in rows)
    return [replace(row, end=end) for row, end in zip(rows, ends, strict=True)]


def tie_sentences(rows: Sequence[SheetRow], comparison: Comparison) -> list[SheetRow]:
    """Return the rows, those with a sentence that moved with its way and the anchor of its other end."""
    numbers = {
        (part.move, part.op): change.old if part.op is Op.REMOVED else change.new
        for change in comparison.changes
        for part in change.segments
        if part.move
    }
    anchors = {(part.move, part.op): row.anchor for row in rows if row.place for part in row.segments if part.move}
    tied: list[SheetRow] = []
    for row in rows:
        moves: list[SentenceMove] = []
        for move, op in dict.fromkeys((part.move, part.op) for part in row.segments if part.move and row.place):
            other = (move, Op.ADDED if op is Op.REMOVED else Op.REMOVED)
            name = (
                _("sentence moved to paragraph {number}") if op is Op.REMOVED else _("sentence from paragraph {number}")
            )
            moves.append(SentenceMove(move or 0, name.format(number=numbers.get(other)), anchors.get(other, "")))
        tied.append(replace(row, sentence_moves=tuple(moves)) if moves else row)
    return tied


def group_runs(rows: Iterable[SheetRow]) -> Iterator[SheetRun]:
    """Yield the rows of one text in runs: tables whole, and long stretches without a change folded."""
    for (is_table, is_change), together in groupby(rows, key=kind_of_run):
        group = tuple(together)
        is_still = not is_change and all(not row.anchor for row in group)
        yield SheetRun(group, is_folded=is_still and len(group) >= FOLD_FROM, is_table=is_table)


def kind_of_run(row: SheetRow) -> tuple[bool, bool]:
    """Return whether a row is of a table; and whether it changed, where it is of none."""
    return row.is_table_row, not row.is_table_row and bool(row.anchor)
