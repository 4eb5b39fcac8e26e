"""Errors of a version that a later one put right, as its page says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from stories.compare import normal_form
from stories.models import Amends, Filing, PublicStory
from stories.models.chain_shape import ChainShape

MOST_CORRECTIONS = 5  # that are looked up for one version: the next ones behind it
LEAST_LETTERS = 3  # of an excerpt that is looked for in a text
CUT = re.compile(r"\s*…\s*|;\s+")  # between the excerpts of a correction


@dataclass(frozen=True, slots=True)
class KnownError:
    """A correction behind a version; `is_here` where the version has the words that were wrong."""

    correction: Filing
    is_here: bool


def later_corrections(shape: ChainShape, number: int) -> list[int]:
    """Return the numbers of the next filings behind one in the chain that put something right and have words."""
    place = shape.place(number)
    behind = sorted((shape.place(each), each) for each in shape.amending if shape.has_words(each))
    return list(islice((each for at, each in behind if at > place), MOST_CORRECTIONS))


def known_errors(filing: Filing, public_story: PublicStory, numbers: Iterable[int]) -> list[KnownError]:
    """Return the corrections of these numbers, as far as they are corrections, with whether the version has the error.

    One that quotes no wrong words may speak of any version before it.
    """
    text = normal_form(" ".join((filing.headline, *(block.text for block in filing.blocks))))
    rows = (public_story.with_number(number) for number in numbers)
    corrections = [row for row in rows if row and row.amends == Amends.CORRECTION]
    return [KnownError(row, has_words(text, row.wrong)) for row in corrections]


def has_words(text: str, wrong: str) -> bool:
    """Return whether a text in its normal form holds one of the excerpts of wrong words."""
    excerpts = (normal_form(excerpt) for excerpt in CUT.split(wrong))
    return any(len(excerpt) >= LEAST_LETTERS and excerpt in text for excerpt in excerpts)
