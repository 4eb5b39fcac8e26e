"""Tables compared by cells: rows known by their first cell, columns by their head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from stories.compare.changes import Cell
from stories.compare.core.segments import Op, Segment, block_segments, cut_block, join_segments
from stories.compare.core.typography import fold
from stories.compare.core.words import Pair
from stories.compare.likeness import Hit, heaviest_chain
from stories.copy import Block, Kind

TABLE_KINDS = frozenset({Kind.HEAD_ROW, Kind.ROW})
TAB = "\t"
ROW_STANDING = 10**9  # weight of a row that stands still, beyond all that kept their place
Column = tuple[int | None, int | None]  # number in the old and in the new table, from 0


class Units:
    """Paragraphs and whole tables of a text, as they are found again together; numbers from 0."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.texts = [block.text for block in blocks]
        self.names = self.texts  # the words that each is known by
        self.starts: Sequence[int] = range(len(blocks))  # the number of the first block of each
        self.tables: dict[int, range] = {}  # the numbers of the rows of those that are tables
        self.row_numbers: dict[int, int] = {}  # in its table, by the number of the block: 0 for a head
        if not TABLE_KINDS.isdisjoint([block.kind for block in blocks]):
            self._draw_together(blocks)

    def _draw_together(self, blocks: Sequence[Block]) -> None:
        starts = [place for place in range(len(blocks)) if _begins_unit(blocks, place)]
        bounds = list(pairwise([*starts, len(blocks)]))
        self.starts = starts
        self.texts = ["\n".join(block.text for block in blocks[start:end]) for start, end in bounds]
        self.names = list(self.texts)
        for unit, (start, end) in enumerate(bounds):
            if blocks[start].kind in TABLE_KINDS:
                rows = blocks[start:end]
                self.tables[unit] = range(start, end)
                self.names[unit] = "\n".join([rows[0].text, *(row.text.partition(TAB)[0] for row in rows[1:])])
                self.row_numbers |= {start + at: at + (not has_head(rows)) for at in range(len(rows))}


def _begins_unit(blocks: Sequence[Block], place: int) -> bool:
    """Return whether a block goes on with no table; a head below rows begins another one."""
    if not place or blocks[place].kind not in TABLE_KINDS or blocks[place - 1].kind not in TABLE_KINDS:
        return True
    return blocks[place].kind is Kind.HEAD_ROW and blocks[place - 1].kind is Kind.ROW


def has_head(rows: Sequence[Block]) -> bool:
    """Return whether the first row names the columns: it says so, or has more words than figures behind its first."""
    if rows[0].kind is Kind.HEAD_ROW:
        return True
    cells = [cell for cell in rows[0].text.split(TAB)[1:] if cell.strip()]
    return len(rows) > 1 and bool(cells) and not any(sign.isdigit() for cell in cells for sign in cell)


def pair_rows(olds: Sequence[Block], news: Sequence[Block]) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs of rows that stay in order, and those of rows that moved; numbers from 0.

    A row is known by its first cell, a repeated one by how often it came; one whose first cell changed, by the others.
    """
    found: dict[int, int] = {}
    if has_head(olds) and has_head(news):
        found[0] = 0
    for names in (_first_cells, _other_cells):
        taken = set(found.values())
        left = {name: j for j, name in enumerate(names(news)) if j not in taken}
        for i, name in enumerate(names(olds)):
            if i not in found and name in left:
                found[i] = left.pop(name)
    weighed = [
        Hit(i, j, 1.0, ROW_STANDING + 1_000_000 * (i == j) + min(len(olds[i].text), 1000)) for i, j in found.items()
    ]
    staying = {(hit.old, hit.new) for hit in heaviest_chain(weighed)}
    return sorted(staying), sorted(pair for pair in found.items() if pair not in staying)


def _first_cells(rows: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Yield the first cell of each row, with the number of rows before that have the same."""
    seen: Counter[str] = Counter()
    for row in rows:
        name = fold(row.text.partition(TAB)[0]).strip().casefold()
        yield name, seen[name]
        seen[name] += 1


def _other_cells(rows: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Yield all but the first cell of each row; a row that has too little is like no other."""
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows):
        rest = row.text.partition(TAB)[2]
        cells = [cell for cell in rest.split(TAB) if cell.strip()]
        yield (rest, seen[rest]) if len(cells) > 1 else (row.text, -1 - number)
        seen[rest] += 1


def pair_columns(olds: Sequence[Block], news: Sequence[Block]) -> list[Column]:
    """Return the columns of both tables in order; those that one table has alone have no partner."""
    old_names, names = olds[0].text.split(TAB), news[0].text.split(TAB)
    kept: list[Pair] = []
    if has_head(olds) and has_head(news) and old_names != names:
        kept = _pair_names(old_names, names)
    return list(_fill_gaps(kept, len(old_names), len(names)))


def _pair_names(olds: Sequence[str], news: Sequence[str]) -> list[Pair]:
    counts, new_counts = Counter(olds), Counter(news)
    places = {name: j for j, name in enumerate(news) if new_counts[name] == 1}
    shared = [(i, places[name]) for i, name in enumerate(olds) if counts[name] == 1 and name in places]
    chain = heaviest_chain([Hit(i, j, 1.0, ROW_STANDING + (i == j)) for i, j in shared])
    return [(hit.old, hit.new) for hit in chain]


def _fill_gaps(kept: Sequence[Pair], old_count: int, new_count: int) -> Iterator[Column]:
    """Yield kept columns, and those between them: paired by place where there are as many, else gone and new ones."""
    for (i, j), (after, new_after) in pairwise([(-1, -1), *kept, (old_count, new_count)]):
        if i >= 0:
            yield i, j
        olds, news = range(i + 1, after), range(j + 1, new_after)
        if len(olds) == len(news):
            yield from zip(olds, news, strict=True)
        else:
            yield from ((gone, None) for gone in olds)
            yield from ((None, come) for come in news)


def cell_blocks(row: Block) -> list[Block]:
    """Return the cells of a row as blocks."""
    cells: list[Block] = []
    start = 0
    for text in row.text.split(TAB):
        cells.append(cut_block(row, start, start + len(text)))
        start += len(text) + 1
    return cells


def lone_cells(op: Op, row: Block) -> tuple[Cell, ...]:
    """Return the cells of a row of which all words have one fate."""
    numbers = enumerate(cell_blocks(row), start=1)
    return tuple(
        Cell(None if op is Op.ADDED else number, None if op is Op.REMOVED else number, block_segments(op, cell))
        for number, cell in numbers
    )


def compare_cells(
    old: Block, new: Block, columns: Sequence[Column], compare: Callable[[Block, Block], tuple[Segment, ...]]
) -> tuple[Cell, ...]:
    """Return the cells of a pair of rows, column by column; `compare` compares the words of two cells."""
    olds, news = cell_blocks(old), cell_blocks(new)
    cells: list[Cell] = []
    for i, j in _columns_of_rows(columns, len(olds), len(news)):
        if i is not None and j is not None:
            cells.append(Cell(i + 1, j + 1, compare(olds[i], news[j])))
        elif i is not None:
            cells.append(Cell(i + 1, None, block_segments(Op.REMOVED, olds[i])))
        elif j is not None:
            cells.append(Cell(None, j + 1, block_segments(Op.ADDED, news[j])))
    return tuple(cells)


def _columns_of_rows(columns: Iterable[Column], old_count: int, new_count: int) -> Iterator[Column]:
    """Yield the columns that two rows have, which may have fewer or more cells than their heads."""
    old_end = new_end = 0
    for i, j in columns:
        old_end, new_end = old_end + (i is not None), new_end + (j is not None)
        yield _column_in(i, old_count), _column_in(j, new_count)
    for i, j in _fill_gaps([], max(old_count - old_end, 0), max(new_count - new_end, 0)):
        yield None if i is None else i + old_end, None if j is None else j + new_end


def _column_in(column: int | None, count: int) -> int | None:
    return column if column is not None and column < count else None


def join_cells(cells: Iterable[Cell]) -> tuple[Segment, ...]:
    """Return the segments of a row: its cells with the tabs between them, each of the fate of what it parts."""
    segments: list[Segment] = []
    has_old = has_new = False
    for cell in cells:
        in_old, in_new = cell.old is not None and has_old, cell.new is not None and has_new
        if in_old and in_new:
            segments.append(Segment(Op.SAME, TAB))
        elif in_old or in_new:
            segments.append(Segment(Op.REMOVED if in_old else Op.ADDED, TAB))
        segments += cell.segments
        has_old, has_new = has_old or cell.old is not None, has_new or cell.new is not None
    return join_segments(segments)
