"""Wire text as blocks: reading it from HTML and from typed text, cleaning, counting and printing it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block is. Consecutive bullets make one list, consecutive rows one table."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    BULLET = "bullet"
    NUMBERED = "numbered"
    HEAD_ROW = "head-row"
    ROW = "row"
    PREFORMATTED = "preformatted"


class MarkKind(StrEnum):
    """An inline mark."""

    STRONG = "strong"
    EM = "em"
    LINK = "link"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """An inline mark over text[start:end]; a link has an http, https or mailto address."""

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
