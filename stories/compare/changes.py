"""Changes of paragraphs and of head fields, and the comparison that holds them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from stories.compare.core.segments import Op, Segment
from stories.compare.core.tokens import count_words
from stories.copy import Block, Kind
from stories.copy.pictures import ORDER, kind_of_field


class Fate(StrEnum):
    """Fate of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    MOVED_CHANGED = "moved-changed"


class Cell(NamedTuple):
    """Cell of a compared table row.

    `old` and `new` count the columns of each table from 1; None for a column that the other table has alone.
    """

    old: int | None
    new: int | None
    segments: tuple[Segment, ...]


class Change(NamedTuple):
    """Row of a comparison: a paragraph, or the part of one that stands in a paragraph of the other text.

    `kind` is the new block's, or the old one's where it was removed; `old_kind` is there only where it differs.
    `old` and `new` are the numbers of the block, each in its own text, from 1. A paragraph that was split gives two
    rows or more with the same `old` (the later ones are `split`) that all name the new numbers of its parts in
    `split_into`; joined ones give rows with the same `new` (the later `joined`) and the old numbers in `joined_from`.
    `restyled`: the words are the same, marks or links' addresses changed; `relinked`: addresses alone.
    `move` is the number of the move, from 1 in reading order, which its ghost at the old place bears too (`Ghost`);
    `move_up`: the paragraph passed kept neighbours on its way to the head. A row of a table has its cells, and its
    numbers within the old and the new table, from 1.
    """

    fate: Fate
    kind: Kind
    old: int | None
    new: int | None
    segments: tuple[Segment, ...]
    old_kind: Kind | None = None
    restyled: bool = False
    relinked: bool = False
    split: bool = False
    joined: bool = False
    split_into: tuple[int, ...] = ()
    joined_from: tuple[int, ...] = ()
    move: int | None = None
    move_up: bool = False
    cells: tuple[Cell, ...] = ()
    old_table_row: int | None = None
    table_row: int | None = None

    @property
    def typography_only(self) -> bool:
        """Whether nothing but quotes, dashes, blanks and the like are printed otherwise."""
        return _is_typography(self.segments) and not (
            self.has_moved or self.old_kind or self.split_into or self.joined_from
        )

    @property
    def has_moved(self) -> bool:
        """Whether the paragraph stands among other neighbours than before."""
        return self.fate in MOVES

    def mirror(self) -> Change:
        """Return the same row seen from the other text."""
        return Change(
            fate=MIRRORED.get(self.fate, self.fate),
            kind=self.old_kind or self.kind,
            old=self.new,
            new=self.old,
            segments=mirror(self.segments),
            old_kind=self.kind if self.old_kind else None,
            restyled=self.restyled,
            relinked=self.relinked,
            split=self.joined,
            joined=self.split,
            split_into=self.joined_from,
            joined_from=self.split_into,
            move=self.move,
            move_up=self.move is not None and not self.move_up,
            cells=tuple(mirror_cells(self.cells)),
            old_table_row=self.table_row,
            table_row=self.old_table_row,
        )


@dataclass(frozen=True, slots=True)
class Ghost:
    """Old place of a paragraph that moved: the row of its new place, with the same number of the move."""

    change: Change

    @property
    def move(self) -> int | None:
        """The number of the move."""
        return self.change.move


@dataclass(frozen=True, slots=True)
class HeadChange:
    """Head field whose words changed."""

    field: str
    old: str
    new: str
    segments: tuple[Segment, ...] = ()

    @property
    def typography_only(self) -> bool:
        """Whether nothing but quotes, dashes, blanks and the like are printed otherwise."""
        return _is_typography(self.segments)


@dataclass(frozen=True, slots=True)
class Text:
    """Text to compare: head fields by name, in their order, and blocks in the form in which copy keeps them."""

    head: Mapping[str, str]
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Changed head fields of two texts, and every paragraph of both in reading order.

    Rows stand in the order of the new text; what was removed stands where it stood. `coarse`: the budget of
    work was passed, and some changed paragraphs are shown whole.
    """

    head: tuple[HeadChange, ...] = ()
    changes: tuple[Change, ...] = ()
    coarse: bool = False

    @property
    def head_rows(self) -> tuple[HeadChange, ...]:
        """The changed head fields that are worth a row.

        With a picture that came or went goes its alt text, and with any of them the order of all.
        """
        swapped = [row.field for row in self.head if kind_of_field(row.field) and not (row.old and row.new)]
        gone_with_it = {ORDER, *(field for field in swapped if field.startswith("alt text"))} if swapped else ()
        return tuple(row for row in self.head if row.field not in gone_with_it)

    @property
    def is_empty(self) -> bool:
        """Whether the texts are the same."""
        return not self.head and all(change.fate is Fate.SAME for change in self.changes)

    @property
    def typography_only(self) -> bool:
        """Whether the texts differ, and in typography alone."""
        in_text = all(row.typography_only for row in self.changes if row.fate is not Fate.SAME)
        return not self.is_empty and in_text and all(row.typography_only for row in self.head)

    @property
    def rows(self) -> tuple[Change | Ghost, ...]:
        """The changes in reading order, with a ghost at the old place of each paragraph that moved."""
        return place_rows(self.changes)

    @property
    def words_added(self) -> int:
        """Number of words that the new text has more, head fields included; restyled words do not count."""
        return self._words(Op.ADDED)

    @property
    def words_removed(self) -> int:
        """Number of words of the old text that are gone, counted alike."""
        return self._words(Op.REMOVED)

    def _words(self, op: Op) -> int:
        rows: list[tuple[Segment, ...]] = [change.segments for change in self.head]
        rows += [change.segments for change in self.changes if not (change.restyled or change.fate is Fate.SAME)]
        words = (part for segments in rows for part in segments if part.op is op and part.is_change)
        return sum(count_words(part.text) for part in words)

    def paragraphs(self) -> tuple[int, ...]:
        """Return the numbers of the new text's paragraphs that are not as they were, in order."""
        return tuple(sorted({row.new for row in self.changes if row.new and row.fate is not Fate.SAME}))

    def mirror(self) -> Comparison:
        """Return the comparison of the new text with the old one."""
        head = (HeadChange(row.field, row.new, row.old, mirror(row.segments)) for row in self.head)
        return Comparison(tuple(head), arrange_rows([row.mirror() for row in self.changes]), self.coarse)


MOVES = frozenset({Fate.MOVED, Fate.MOVED_CHANGED})
MIRRORED = {Fate.ADDED: Fate.REMOVED, Fate.REMOVED: Fate.ADDED}
MIRRORED_OP = {Op.SAME: Op.SAME, Op.ADDED: Op.REMOVED, Op.REMOVED: Op.ADDED}


def mirror(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Return segments seen from the other text: added is removed; of neighbours the removed stand first again."""
    settled: list[Segment] = []
    added: list[Segment] = []
    for part in (part._replace(op=MIRRORED_OP[part.op]) for part in segments):
        if part.op is Op.SAME:
            settled += [*added, part]
            added = []
        else:
            (added if part.op is Op.ADDED else settled).append(part)
    return (*settled, *added)


def mirror_cells(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Yield cells seen from the other text; of neighbours the cells of removed columns stand first again."""
    added: list[Cell] = []
    for cell in (Cell(cell.new, cell.old, mirror(cell.segments)) for cell in cells):
        if cell.old is None:
            added.append(cell)
            continue
        if cell.new is not None:
            yield from added
            added = []
        yield cell
    yield from added


def _is_typography(segments: tuple[Segment, ...]) -> bool:
    changed = [part for part in segments if part.op is not Op.SAME]
    return bool(changed) and all(part.typography for part in changed)


def arrange_rows(rows: list[Change]) -> tuple[Change, ...]:
    """Return rows in reading order, their moves numbered as a reader meets either end first, each with its way."""
    numbers: dict[int, int] = {}
    ordered = place_rows(rows)
    changes: list[Change] = []
    for row in ordered:
        if isinstance(row, Change):
            changes.append(row)
            if row.fate is Fate.SAME:
                continue
        for end in (row.move,) if isinstance(row, Ghost) else _moves(row):
            numbers.setdefault(end or 0, len(numbers) + 1)
    if numbers:
        _number_moves(changes, numbers)
    return tuple(changes)


def _moves(row: Change) -> Iterable[int]:
    """Return the numbers of the moves that end in a row: its own, and those of its sentences."""
    own = () if row.move is None else (row.move,)
    return (*own, *(part.move for part in row.segments if part.move is not None))


def _number_moves(rows: list[Change], numbers: Mapping[int, int]) -> None:
    """Give the moves their numbers and ways; in place."""
    staying = [row for row in rows if row.old and row.new and row.fate not in MOVES]
    olds, news = sorted(row.old or 0 for row in staying), sorted(row.new or 0 for row in staying)
    for place, row in enumerate(rows):
        if row.fate is Fate.SAME or not _moves(row):
            continue
        parts = (part if part.move is None else part._replace(move=numbers[part.move]) for part in row.segments)
        rows[place] = row._replace(segments=tuple(parts))
        if row.move is not None and row.old and row.new:
            passed = bisect_left(news, row.new) - bisect_left(olds, row.old)
            rows[place] = rows[place]._replace(move=numbers[row.move], move_up=passed < 0)


def place_rows(rows: Iterable[Change]) -> tuple[Change | Ghost, ...]:
    """Return rows in reading order of the new text, with ghosts.

    The removed ones and the ghosts stand at their old places, before those put there.
    """
    staying: list[tuple[int, int, Change]] = []
    removed: list[tuple[int, Change | Ghost]] = []
    arrived: list[tuple[int, Change]] = []
    for row in rows:
        if row.new is None:
            removed.append((row.old or 0, row))
        elif row.old is None:
            arrived.append((row.new, row))
        elif row.fate in MOVES:
            removed.append((row.old, Ghost(row)))
            arrived.append((row.new, row))
        else:
            staying.append((row.old, row.new, row))
    staying.sort(key=itemgetter(0, 1))
    removed.sort(key=itemgetter(0), reverse=True)
    arrived.sort(key=itemgetter(0), reverse=True)
    ordered: list[Change | Ghost] = []
    for old, new, row in staying:
        while removed and removed[-1][0] < old:
            ordered.append(removed.pop()[1])
        while arrived and arrived[-1][0] < new:
            ordered.append(arrived.pop()[1])
        ordered.append(row)
    return (*ordered, *(row for _, row in reversed(removed)), *(row for _, row in reversed(arrived)))
