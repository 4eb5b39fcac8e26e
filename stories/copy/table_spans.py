"""Cells that reach over several columns or rows, as the empty cells that stand for them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

WIDEST = 1_000  # columns that a cell may reach over; source: HTML, "colspan"
MOST_BLANKS = 3  # for each cell that the table has, and
MOST_BLANKS_BESIDE = 30
_SECTIONS = frozenset({"tbody", "tfoot", "thead"})
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Blanks:
    """Empty cells of a table, by the number of the cell or row that they stand before, behind or at the end of."""

    before: Counter[int] = field(default_factory=Counter)
    behind: Counter[int] = field(default_factory=Counter)
    at_end: Counter[int] = field(default_factory=Counter)


def find_blanks(table: LexborNode) -> Blanks:
    """Return the empty cells that give the table a cell in every place, so that none stands in another's column.

    A cell reaches as far as its table is wide by its rows of several cells, and no further down than its section.
    """
    sections = [[(row, _cells(row)) for row in _children(section, {"tr"})] for section in _children(table, _SECTIONS)]
    widths = [sum(_span(cell, "colspan") for cell in cells) for rows in sections for _, cells in rows if len(cells) > 1]
    width = max(widths, default=1)
    blanks = Blanks()
    left = MOST_BLANKS * sum(len(cells) for rows in sections for _, cells in rows) + MOST_BLANKS_BESIDE
    for rows in sections:
        below: Counter[int] = Counter()  # column: rows that a cell above still reaches into
        for place, (row, cells) in enumerate(rows):
            column = 0
            for cell in cells:
                number = _pass_reached(below, column)
                blanks.before[cell.mem_id] = number
                column += number
                columns = max(min(_span(cell, "colspan"), width - column, left), 1)
                blanks.behind[cell.mem_id] = columns - 1
                rows_below = min((_span(cell, "rowspan") or len(rows)) - 1, len(rows) - place - 1)
                for reached in range(column, column + columns):
                    below[reached] = max(below[reached] - 1, rows_below)
                column += columns
                left -= number + columns - 1
            number = max([column, *(reached + 1 for reached in below if below[reached] > 0)]) - column
            blanks.at_end[row.mem_id] = number
            below = Counter({reached: deep - (reached >= column) for reached, deep in below.items() if deep > 0})
            left -= number
            if left <= 0:
                return blanks
    return blanks


def _pass_reached(below: Counter[int], column: int) -> int:
    """Return how many columns from this one on a cell above reaches into, each a row less from now on."""
    number = 0
    while below[column + number] > 0:
        below[column + number] -= 1
        number += 1
    return number


def _children(node: LexborNode, names: frozenset[str] | set[str]) -> Iterator[LexborNode]:
    return (child for child in node.iter() if child.tag in names)


def _cells(row: LexborNode) -> list[LexborNode]:
    return list(_children(row, _CELLS))


def _span(cell: LexborNode, name: str) -> int:
    """Return over how many columns or rows a cell reaches; 0 rows are all that follow."""
    written = (cell.attributes.get(name) or "").strip()[:5]
    number = int(written) if written.isascii() and written.isdigit() else 1
    return min(number, WIDEST) if number or name == "rowspan" else 1
