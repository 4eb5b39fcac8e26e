"""The text of ANPA 1312: indented paragraphs, centred lines, tables of columns, and typesetters' characters.

"<" and "=" end a line (quad left, quad centre), "^" begins one, a backspace begins a line of a table with ";" between
its columns. "_" is a dash, "{" a half, two grave accents open a quote that two apostrophes close.
Source: ANPA Bulletin 1312; AP's and Kyodo's services.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from stories import copy
from stories.copy import Block, Kind

ROW_MARK = "\b"  # begins a line of a table
SPACE_BAND = "\x10"
FEWEST_COLUMNS = 3
MOST_COLUMNS = 40
LONGEST_ROW = 400  # characters; a longer line with semicolons is prose

_FRACTION = re.compile(r"(?<![^\W\d_{])\{(?![^\W\d_{])")
_DASH = re.compile(r"(?<![\w_])_(?![\w_])")
_COLUMN_BLANKS = re.compile(r"\S\t+ *\S|[^\s.?!:;] {2,}\S|\S {3,}\S")
_LINE_MARKS = " \t\x08\x10\x0e\x0f"
_END_LINE = re.compile(r"\^?(?:END|End)[<=]?")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the text: its words in our characters, how it began and how it ended.

    `is_centred` says that a caret began it, `is_closed` that "<" or "=" ended it.
    """

    words: str
    end: str = ""
    is_caret: bool = False
    is_row: bool = False
    is_indented: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the line."""
        return not self.words


def read_line(line: str) -> TextLine:
    """Read one line."""
    bare = line.strip(_LINE_MARKS + "\f\r\n")
    is_caret = bare.startswith("^")
    bare = bare.removeprefix("^")
    end = bare[-1:] if bare[-1:] in ("<", "=", "+") else ""
    if bare.startswith("==") or not bare.removesuffix(end).strip():
        end = ""
    bare = bare.removesuffix(end) if end else bare
    lead = line[: len(line) - len(line.lstrip(" \t\b\f"))]
    is_row = ROW_MARK in lead or _is_row(bare)
    is_indented = "\t" in lead or "  " in lead
    return TextLine(set_characters(bare), end, is_caret, is_row, is_indented)


def _is_row(line: str) -> bool:
    """Return whether a line has columns: three and more, with no sentence in them."""
    return len(line) <= LONGEST_ROW and line.count(";") >= FEWEST_COLUMNS - 1 and not re.search(r";\s\S+ \S+ ", line)


def set_characters(text: str) -> str:
    """Return typesetters' characters as the ones that they stand for."""
    text = text.replace(SPACE_BAND, " ").replace("``", '"').replace("''", '"').replace("`", "'")
    text = _FRACTION.sub("\N{VULGAR FRACTION ONE HALF}", text)
    return _DASH.sub("\N{EM DASH}", text).strip(" \t")


def read_text(lines: Sequence[str]) -> tuple[Block, ...]:
    """Read the blocks of a text: paragraphs, headings, tables of rows, and columns of blanks kept as they stand."""
    read = [(line, read_line(line)) for line in lines if not _END_LINE.fullmatch(line.strip())]
    return copy.normalise(_blocks_of(read))


def _blocks_of(lines: Sequence[tuple[str, TextLine]]) -> Iterator[Block]:
    for kind, group in groupby(lines, _kind_of):
        members = list(group)
        if kind is Kind.ROW:
            yield from _rows([line for _, line in members])
        elif kind is Kind.PREFORMATTED and len(members) > 1:
            yield Block(Kind.PREFORMATTED, _columns([raw for raw, _ in members]))
        else:
            yield from _paragraphs([line for _, line in members])


def _kind_of(pair: tuple[str, TextLine]) -> Kind:
    raw, line = pair
    if line.is_row:
        return Kind.ROW
    is_gapped = not line.is_caret and len(raw) <= LONGEST_ROW and _COLUMN_BLANKS.search(raw.strip(_LINE_MARKS + "<= "))
    return Kind.PREFORMATTED if is_gapped else Kind.PARAGRAPH


def _rows(lines: Sequence[TextLine]) -> Iterator[Block]:
    """Yield the rows of a table, each as wide as the widest; one whose first cell is empty is its head."""
    cells = [[cell.strip() for cell in line.words.split(";", MOST_COLUMNS - 1)] for line in lines]
    width = max(map(len, cells))
    for row in cells:
        kind = Kind.HEAD_ROW if not row[0] and any(map(str.isalpha, "".join(row))) else Kind.ROW
        yield Block(kind, "\t".join(row + [""] * (width - len(row))))


def _columns(lines: Sequence[str]) -> str:
    bare = [line.replace(SPACE_BAND, " ").replace(ROW_MARK, "").rstrip("<= \f") for line in lines]
    indent = min(len(line) - len(line.lstrip()) for line in bare)
    return "\n".join(_FRACTION.sub("\N{VULGAR FRACTION ONE HALF}", line[indent:]) for line in bare)


def _paragraphs(lines: Sequence[TextLine]) -> Iterator[Block]:
    """Yield paragraphs: an indent, an empty line, a caret or the end of the line before begins one."""
    words: list[str] = []
    for line in lines:
        is_heading = line.is_caret and line.end in ("=", "<")
        is_endmark = bool(copy.split_endmark((Block(Kind.PARAGRAPH, line.words),))[0]) and len(line.words) <= 40
        if words and (line.is_blank or line.is_indented or line.is_caret or is_endmark):
            yield Block(Kind.PARAGRAPH, _join(words))
            words = []
        if is_heading:
            yield Block(Kind.HEADING, line.words)
        elif not line.is_blank:
            words.append(line.words)
        if words and (line.end == "<" or is_endmark):
            yield Block(Kind.PARAGRAPH, _join(words))
            words = []
    if words:
        yield Block(Kind.PARAGRAPH, _join(words))


def _join(words: Sequence[str]) -> str:
    """Join wrapped lines; a dash at the end of a line stays one."""
    return " ".join(words)
