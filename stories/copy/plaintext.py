"""Plain text off the wire read to blocks: paragraphs by empty lines, indents or line ends; tables kept."""

import re
from collections.abc import Iterable
from itertools import groupby, pairwise
from textwrap import dedent

from stories.copy.blocks import Block, Kind, normalise
from stories.copy.cleaning import replace_bad_characters
from stories.copy.parted_words import PartedWords

# No agency wraps its lines wider; a line that is longer ends where its paragraph ends.
WIDEST_WRAPPED = 120
MOST = 2 / 3  # of the lines; the others are headings
_IDEOGRAPH = re.compile("[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")
# Two blanks after a full stop are a typist's habit, no column.
_COLUMN_GAP = re.compile(r"\S\t+ *\S|[^\s.?!:;] {2,}\S|\S {3,}\S")
_BULLET = re.compile(r"\s*[*•·‣-]\s+(?=\S)")
_ENDS_SENTENCE = re.compile("[.?!:。！？：…][\"'”’)」』]*$")
_DASHES = ("--", "–", "—")  # of a dateline on a line of its own, which says nothing of the lines under it


def from_text(text: str) -> tuple[Block, ...]:
    """Read the blocks of plain text.

    Empty lines part paragraphs; within a piece an indented line begins one. Lines that were wrapped are
    joined; where a line is too long to have been wrapped, or most lines end a sentence, each line is a
    paragraph. Lines in columns (tabs, or two blanks and more, twice running) are kept as they stand; starred
    lines are a list.
    """
    lines = [line.rstrip() for line in replace_bad_characters(text).split("\n")]
    parted = PartedWords(lines)
    pieces = [list(piece) for is_piece, piece in groupby(lines, bool) if is_piece]
    by_line = _are_sentences(pieces)
    return normalise(_read_lists(block for piece in pieces for block in _read_piece(piece, parted, by_line=by_line)))


def _are_sentences(pieces: Iterable[list[str]]) -> bool:
    """Return whether most lines with one under them end a sentence: of wrapped lines few do, and by chance.

    Where some lines are indented and others not, the indents tell where paragraphs begin.
    """
    unmarked = (piece for piece in pieces if not _has_first_lines(piece))
    lines = (line for piece in unmarked for line in piece[:-1] if not line.endswith(_DASHES))
    ends = [bool(_ENDS_SENTENCE.search(line[-4:])) for line in lines]
    return bool(ends) and sum(ends) >= MOST * len(ends)


def _has_first_lines(piece: list[str]) -> bool:
    """Return whether a piece begins with an indented line and has others that are not."""
    return piece[0][0].isspace() and not all(line[0].isspace() for line in piece)


def _read_piece(lines: list[str], parted: PartedWords, *, by_line: bool) -> list[Block]:
    """Read the blocks of lines without an empty one among them."""
    blocks: list[Block] = []
    prose: list[str] = []
    table: list[str] = []
    for line in [*lines, ""]:
        if line and _COLUMN_GAP.search(line.strip()):
            table.append(line)
            continue
        if len(table) > 1:
            blocks += [*_paragraphs(prose, parted, by_line=by_line), Block(Kind.PREFORMATTED, dedent("\n".join(table)))]
            prose = []
        else:
            prose += table
        table = []
        prose.append(line)
    return blocks + _paragraphs(prose, parted, by_line=by_line)


def _paragraphs(lines: list[str], parted: PartedWords, *, by_line: bool) -> list[Block]:
    lines = [line for line in lines if line]
    is_marked = bool(lines) and _has_first_lines(lines)
    by_line = (by_line and not is_marked) or max(map(_width, lines), default=0) > WIDEST_WRAPPED
    indented = [line[0].isspace() for line in lines]
    if all(indented) and len({len(line) - len(line.lstrip()) for line in lines}) == 1 and _is_wrapped(lines):
        indented = [False] * len(lines)
    paragraphs: list[list[str]] = []
    for line, is_indented in zip(lines, indented, strict=True):
        if by_line or is_indented or not paragraphs or _BULLET.match(line):
            paragraphs.append([])
        paragraphs[-1].append(line.strip())
    return [Block(Kind.PARAGRAPH, _join_lines(paragraph, parted)) for paragraph in paragraphs]


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether any line but the last breaks off within a sentence."""
    return any(not _ENDS_SENTENCE.search(line[-4:]) for line in lines[:-1])


def _width(line: str) -> int:
    """Return the columns that a line takes on a terminal, where an ideograph takes two."""
    return len(line) + (0 if line.isascii() else len(_IDEOGRAPH.findall(line)))


def _join_lines(lines: list[str], parted: PartedWords) -> str:
    """Join wrapped lines: no blank stands between ideographs, nor in a parted word."""
    parts = lines[:1]
    for before, line in pairwise(lines):
        ideographs = _IDEOGRAPH.match(before[-1]) and _IDEOGRAPH.match(line[0])
        hyphen = parted.hyphen_between(before, line) if before[-1] == "-" else None
        if hyphen is not None:
            parts[-1] = parts[-1].removesuffix("-") + hyphen
        parts.append(line if ideographs or hyphen is not None else f" {line}")
    return "".join(parts)


def _read_lists(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks with starred paragraphs as bullets; a single one may be a dash of its own and stays."""
    blocks = list(blocks)
    starred = [block.kind is Kind.PARAGRAPH and bool(_BULLET.match(block.text)) for block in blocks]
    if sum(starred) < 2:
        return blocks
    return [
        Block(Kind.BULLET, _BULLET.sub("", block.text, count=1)) if is_starred else block
        for block, is_starred in zip(blocks, starred, strict=True)
    ]
