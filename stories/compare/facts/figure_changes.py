"""Figures that took the place of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from stories.compare.core.swaps import Swap
from stories.compare.facts.counted import DATES, is_bare, is_one_clause, is_one_thing
from stories.compare.facts.fact import Fact, FactKind, Figure, FigureSort
from stories.compare.facts.figures import figures_between
from stories.compare.facts.languages import LanguageWords, language_words
from stories.compare.facts.subjects import subject


def figure_facts(swap: Swap, language: str) -> Iterator[Fact]:
    """Yield the figures of a swap that changed: those of which each text says that they count the same thing."""
    was, now = _figures_of(swap, language)
    for before, after in _pair_figures(was, now, swap, language_words(language)):
        if before.key != after.key:
            yield figure_fact(before, after)


def loose_figure_facts(swap: Swap, language: str) -> Iterator[Fact]:
    """Yield the figures that changed in a paragraph of which no word stayed as it was.

    "Un homme a été retrouvé" and "Trois personnes ont été retrouvées" share no word, and say the same of others. Where
    more was written anew, the order of the figures says nothing.
    """
    (was, now), words = _figures_of(swap, language), language_words(language)
    if is_one_clause(swap, was, now, words):
        yield from figure_facts(swap, language)
        return
    for before, after in _pair_alike(was, now, swap, words):
        if before.key != after.key:
            yield figure_fact(before, after)


def figure_fact(before: Figure, after: Figure) -> Fact:
    """Return the fact that one figure took the place of another; it has a subject if each side's words tell it."""
    kind = FactKind.DATE if before.sort in DATES and after.sort in DATES else FactKind.FIGURE
    what = after.subject if after.subject == before.subject else ""
    has_values = kind is FactKind.FIGURE and after.sort is not FigureSort.ORDINAL  # "third" is no "3"
    values = (before.value, after.value) if has_values else (None, None)
    if before.sort is FigureSort.RANGE is after.sort:
        return Fact(kind, what, before.text.lower(), after.text.lower())
    if before.unit_words.casefold() == after.unit_words.casefold():
        return Fact(kind, what, before.number, after.number, *values, unit=after.unit_words)
    return Fact(kind, what, before.text, after.text, *values)


def _figures_of(swap: Swap, language: str) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """Return the figures on either side of a swap; one that goes on behind it, "two dozen", is read on both sides."""
    sides = (swap.old_text, swap.start, swap.end), (swap.new_text, swap.new_start, swap.new_end)
    found = [figures_between(text, start, end, language) for text, start, end in sides]
    beyond = max([0, *(figure.end - end for (_, _, end), row in zip(sides, found, strict=True) for figure in row)])
    if beyond and not all(found) and any(found):
        found = [figures_between(text, start, end + beyond, language) for text, start, end in sides]
    words = language_words(language)
    if (words.lone or words.lone_nouns) and sorted(map(len, found)) == [0, 1]:
        found = [row or list(_lone_person(side, words)) for side, row in zip(sides, found, strict=True)]
    return found[0], found[1]


def _lone_person(side: tuple[str, int, int], words: LanguageWords) -> Iterator[Figure]:
    """Yield the article of a noun for people as a figure of one, if it alone tells a toll: "A man was killed"."""
    text, start, end = side
    people = "|".join(map(re.escape, (*words.people, *words.people_forms)))
    article = rf"{words.lone or '(?!)'}(?= (?:{people})(?!\w))"
    pattern = rf"(?<!\w)(?P<lone>{article}|(?:{words.lone_nouns or '(?!)'})(?!\w))"
    found = list(re.compile(pattern, re.IGNORECASE).finditer(text, max(0, start - 1), end))
    if len(found) == 1 and start <= found[0].start():
        place = found[0].span("lone")
        what = subject(text, place, words)
        yield Figure(found[0]["lone"], *place, Decimal(1), FigureSort.COUNT, subject=what)


def _pair_figures(
    was: Sequence[Figure], now: Sequence[Figure], swap: Swap, words: LanguageWords
) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures of which it is plain that one took the place of the other, by the things that they count.

    Of several that count one thing, nobody knows which is which, but where there are as many on either side in order.
    """
    texts, bare = (swap.old_text, swap.new_text), is_bare(swap, was, now, words)
    by_order = list(zip(was, now, strict=True)) if len(was) == len(now) else []
    one_clause = is_one_clause(swap, was, now, words)
    if by_order and all(is_one_thing(*pair, texts, words, is_bare=bare, is_one_clause=one_clause) for pair in by_order):
        yield from by_order
    else:
        yield from _pair_alike(was, now, swap, words)


def _pair_alike(
    was: Sequence[Figure], now: Sequence[Figure], swap: Swap, words: LanguageWords
) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures that alone count the same thing, each by the words of its own text."""
    texts = (swap.old_text, swap.new_text)
    like = {old: [new for new in now if is_one_thing(old, new, texts, words)] for old in was}
    for old, found in like.items():
        if len(found) == 1 and sum(found[0] in others for others in like.values()) == 1:
            yield old, found[0]
