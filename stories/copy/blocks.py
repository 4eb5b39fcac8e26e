"""Blocks with inline marks, which copy is made of, and the one form in which they are kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from stories.copy.cleaning import ROW_BLANKS, fold_blanks, fold_row_blanks, normalise_characters


class Kind(StrEnum):
    """Kind of a block. Consecutive bullets make one list, consecutive rows one table."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    BULLET = "bullet"
    NUMBERED = "numbered"
    HEAD_ROW = "head-row"
    ROW = "row"
    PREFORMATTED = "preformatted"


class MarkKind(StrEnum):
    """Kind of an inline mark."""

    STRONG = "strong"
    EM = "em"
    LINK = "link"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Inline mark over text[start:end]; a link has an http, https or mailto address."""

    start: int
    end: int
    kind: MarkKind
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, quote, list item, table row (cells parted by a tab) or preformatted piece.

    A line feed in the text is a hard line break.
    """

    kind: Kind
    text: str
    marks: tuple[Mark, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        """Return how it is made again in another process: field by field costs five times as much."""
        return Block, (self.kind, self.text, self.marks)


ROWS = frozenset({Kind.HEAD_ROW, Kind.ROW})
_LEADING_EMPTY_LINES = re.compile(r"(?:[^\S\n]*+\n)*+")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\x00-\x1f\x7f-\x9f]+", re.IGNORECASE)


def safe_address(href: str) -> str:
    """Return an address as a link may carry it: http, https or mailto, whole; "" for any other."""
    href = normalise_characters(href, [])[0].strip().replace("\n", "").replace("\t", "")
    href = href.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    return href if _ADDRESS.fullmatch(href) else ""


def normalise(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks in the form in which they are kept and compared.

    Sound characters, folded white space (but in preformatted pieces), no blanks at either end, nothing
    empty. Marks stand within the text, sorted, off blanks and tabs at their ends, those of a kind that touch
    merged; links do not overlap (the first keeps the words) and have an address that may be followed.
    """
    return tuple(block for block in map(_normalise_block, blocks) if block.text.strip())


def _normalise_block(block: Block) -> Block:
    if not block.marks:
        text, _ = _fold_blanks(block.kind, normalise_characters(block.text, [])[0], [])
        return block if text == block.text else Block(block.kind, text)
    stops = sorted({stop for mark in block.marks for stop in (mark.start, mark.end)})
    text, moved = normalise_characters(block.text, [min(max(stop, 0), len(block.text)) for stop in stops])
    text, moved = _fold_blanks(block.kind, text, moved)
    at = dict(zip(stops, moved, strict=True))
    marks = [replace(mark, start=at[mark.start], end=at[mark.end]) for mark in block.marks]
    return Block(block.kind, text, _normalise_marks(text, marks, in_row=block.kind in ROWS))


def _fold_blanks(kind: Kind, text: str, stops: list[int]) -> tuple[str, list[int]]:
    """Return the text of a block with its white space folded, and the stops moved along."""
    if kind is Kind.PREFORMATTED:
        found = _LEADING_EMPTY_LINES.match(text)
        lead = found.end() if found else 0
        text = text.rstrip()
    elif kind in ROWS:
        text, stops = fold_row_blanks(text, stops)
        lead = len(text) - len(text.lstrip(ROW_BLANKS))
        text = text.rstrip(ROW_BLANKS)
    else:
        text, stops = fold_blanks(text, stops)
        lead = len(text) - len(text.lstrip())
        text = text.rstrip()
    text = text[lead:]
    return text, [min(max(stop - lead, 0), len(text)) for stop in stops]


def _normalise_marks(text: str, marks: list[Mark], *, in_row: bool) -> tuple[Mark, ...]:
    merged = [mark for kind in MarkKind for mark in _merge_marks(kind, marks)]
    if in_row:
        merged = [part for mark in merged for part in _split_at_cells(text, mark)]
    trimmed = [_trim(text, mark) for mark in merged]
    return tuple(sorted(mark for mark in trimmed if mark.start < mark.end))


def _merge_marks(kind: MarkKind, marks: list[Mark]) -> list[Mark]:
    """Return the marks of one kind: touching ones alike merged, of overlapping links the first whole."""
    merged: list[Mark] = []
    for mark in sorted(mark for mark in marks if mark.kind is kind and mark.start < mark.end):
        href = safe_address(mark.href) if kind is MarkKind.LINK else ""
        if kind is MarkKind.LINK and not href:
            continue
        last = merged[-1] if merged else None
        if last and mark.start <= last.end and href == last.href:
            merged[-1] = replace(last, end=max(last.end, mark.end))
        elif not last or mark.end > last.end:
            merged.append(Mark(max(mark.start, last.end) if last else mark.start, mark.end, kind, href))
    return merged


def _split_at_cells(text: str, mark: Mark) -> list[Mark]:
    """Return the parts of a mark in the cells of a table row."""
    parts: list[Mark] = []
    start = mark.start
    for cell in text[mark.start : mark.end].split("\t"):
        parts.append(replace(mark, start=start, end=start + len(cell)))
        start += len(cell) + 1
    return parts


def _trim(text: str, mark: Mark) -> Mark:
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip())
    return replace(mark, start=start, end=max(start, mark.end - len(words) + len(words.rstrip())))


def cut_start(block: Block, start: int) -> Block:
    """Return the block without its first characters, its marks moved along."""
    marks = (
        Mark(max(mark.start - start, 0), mark.end - start, mark.kind, mark.href)
        for mark in block.marks
        if mark.end > start
    )
    return Block(block.kind, block.text[start:], tuple(marks))
