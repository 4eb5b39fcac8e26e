"""Errors of a version that a later one put right, as its page says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from stories.compare import (
    LIKE,
    Fact,
    FactKind,
    cut_sentences,
    figures,
    likeness,
    merge_places,
    normal_form,
    normal_words,
)
from stories.display.comparison_cache import ChainStep
from stories.models import Amends, Filing, PublicStory
from stories.models.chain_shape import ChainShape

MOST_CORRECTIONS = 5  # that are looked up for one version: the next ones behind it
LEAST_LETTERS = 3  # of an excerpt that is looked for in a text
CUT = re.compile(r"(?:(?<!\s)\s+)?…\s*|;\s+")  # between the excerpts of a correction


@dataclass(frozen=True, slots=True)
class KnownError:
    """A correction behind a version; `is_here`: the version says what was wrong, else nobody knows what that was.

    `facts` are those that the correction changed, where its source did not quote what was wrong.
    """

    correction: Filing
    is_here: bool
    facts: tuple[Fact, ...] = ()


def later_corrections(shape: ChainShape, number: int) -> list[int]:
    """Return the numbers of the next filings behind one in the chain that put something right and have words."""
    place = shape.place(number)
    behind = sorted((shape.place(each), each) for each in shape.amending if shape.has_words(each))
    return list(islice((each for at, each in behind if at > place), MOST_CORRECTIONS))


def find_known_errors(
    filing: Filing, public_story: PublicStory, numbers: Iterable[int], steps: Mapping[int, ChainStep]
) -> list[KnownError]:
    """Return the corrections of these numbers that put right what a version says.

    One that quotes no wrong words is known by the facts that it changed, which `steps` have by its number. One that
    changed none may speak of any version before it, and is among them.
    """
    rows = (public_story.with_number(number) for number in numbers)
    corrections = [row for row in rows if row and row.amends == Amends.CORRECTION]
    found = (find_error(filing, row, steps.get(row.number)) for row in corrections)
    return [error for error in found if error.is_here or not (error.correction.wrong or error.facts)]


def find_error(filing: Filing, correction: Filing, step: ChainStep | None) -> KnownError:
    """Return a correction with whether a version says what it put right."""
    if correction.wrong:
        return KnownError(correction, has_error(filing, correction))
    facts = tuple(fact for fact in merge_places(step.facts if step else ()) if fact.kind is not FactKind.QUOTE)
    return KnownError(correction, any(states_fact(filing, fact) for fact in facts), facts)


def states_fact(filing: Filing, fact: Fact) -> bool:
    """Return whether a version states the old value of a changed fact: of the same thing, or as the same words."""
    texts = [filing.headline, *(block.text for block in filing.blocks)]
    if fact.is_in_table or fact.old_value is None:
        wanted = [part for part in (fact.table_row, fact.was) if part]
        return any(all(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) for part in wanted) for text in texts)
    found = (figure for text in texts for figure in figures(text, filing.language))
    return any(figure.value == fact.old_value and figure.subject == fact.subject for figure in found)


def has_error(filing: Filing, correction: Filing) -> bool:
    """Return whether a version has the words that a correction calls wrong, or a sentence like them with the error."""
    texts = [filing.headline, *(block.text for block in filing.blocks)]
    whole = normal_form(" ".join(texts))
    excerpts = [normal_form(excerpt) for excerpt in CUT.split(correction.wrong)]
    if any(len(excerpt) >= LEAST_LETTERS and excerpt in whole for excerpt in excerpts):
        return True
    errors = normal_words(correction.wrong) - normal_words(correction.right)
    sentences = (normal_words(sentence) for text in texts for sentence in cut_sentences(text))
    return bool(errors) and any(
        errors <= words and likeness(words, normal_words(correction.wrong)) >= LIKE for words in sentences
    )
