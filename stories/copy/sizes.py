"""How much a text may hold. More is no story, and costs whoever reads, files, prints and compares it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stories.copy.blocks import ROWS, Block, Kind, MarkKind
from stories.copy.gettext import Translate, gettext_noop

# Sentences for the newsroom alone: readers' languages leave them out.

LIST_KINDS = frozenset({Kind.BULLET, Kind.NUMBERED})


@dataclass(frozen=True, slots=True)
class SizeLimit:
    """What of a text is counted, how much of it there may be, and the sentence for more."""

    most: int
    sentence: str
    count: Callable[[Block], int]


# The longest transcripts have 4,000 paragraphs, the longest tables of results 10,000 cells.
SIZE_LIMITS = (
    SizeLimit(
        10_000,
        gettext_noop("The text has {count:,} paragraphs, over the limit of {limit:,}. Split it up."),
        lambda block: block.kind not in ROWS | LIST_KINDS,
    ),
    SizeLimit(
        10_000,
        gettext_noop("The text has {count:,} list items, over the limit of {limit:,}. Split it up."),
        lambda block: block.kind in LIST_KINDS,
    ),
    SizeLimit(
        20_000,
        gettext_noop("The tables have {count:,} cells, over the limit of {limit:,}. Split them up."),
        lambda block: block.text.count("\t") + 1 if block.kind in ROWS else 0,
    ),
    SizeLimit(
        5_000,
        gettext_noop("The text has {count:,} links, over the limit of {limit:,}. Split it up."),
        lambda block: sum(mark.kind is MarkKind.LINK for mark in block.marks),
    ),
    SizeLimit(
        20_000,
        gettext_noop("The text has {count:,} phrases in bold or italics, over the limit of {limit:,}. Split it up."),
        lambda block: sum(mark.kind is not MarkKind.LINK for mark in block.marks),
    ),
)


def find_size_fault(blocks: Sequence[Block], translate: Translate = str) -> str:
    """Return the sentence for a text that holds more than a story may, in the reader's language; "" for any other."""
    for limit in SIZE_LIMITS:
        count = sum(map(limit.count, blocks))
        if count > limit.most:
            return translate(limit.sentence).format(count=count, limit=limit.most)
    return ""
