"""The figures of a text: their places, their values, and the things that they count."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from stories.compare.core.numerals import GROUPING
from stories.compare.facts.fact import Figure, FigureSort
from stories.compare.facts.grammar import LONGEST_PREFIX, PREFIX, figure_pattern, start_pattern
from stories.compare.facts.languages import LanguageWords, language_words
from stories.compare.facts.number_values import number_value
from stories.compare.facts.subjects import WEIGHTS, measure_subject, subject

NEAR_UNIT = 24  # letters before the last word of a unit in which its figure begins
MOST_FIGURED = 1000  # figures of a text; one with more is a table
LONGEST_FIGURED = 200_000  # letters of a text in which figures are looked for
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SORTS = {
    "share": FigureSort.SHARE,
    "share_word": FigureSort.SHARE,
    "money": FigureSort.MONEY,
    "money_sign": FigureSort.MONEY,
    "currency": FigureSort.MONEY,
    "age": FigureSort.AGE,
    "ordinal": FigureSort.ORDINAL,
    "nth": FigureSort.ORDINAL,
    "decade": FigureSort.YEAR,
    "unit": FigureSort.MEASURE,
}
_UNIT_WORDS = ("unit", "share_word", "money", "age")
_WHOLE = {
    "date": (FigureSort.DATE, "date"),
    "month": (FigureSort.DATE, "date"),
    "day": (FigureSort.DATE, "day"),
    "time": (FigureSort.TIME, "time"),
    "range": (FigureSort.RANGE, ""),
    "between": (FigureSort.RANGE, ""),
}


@lru_cache(maxsize=64)
def figures(text: str, language: str) -> tuple[Figure, ...]:
    """Return the figures of a text in order: numbers in figures and in words, money, shares, measures, scores, dates.

    A number in digits is found in any language, one in words in those that have a module.
    """
    words = language_words(language)
    return tuple(_figure(found, words) for found in _matches(text, language))


def figures_between(text: str, start: int, end: int, language: str) -> list[Figure]:
    """Return the figures that have a character between two places of a text; no other is read."""
    if not start_pattern(language_words(language)).search(text, max(0, start - NEAR_UNIT), end):
        return []
    words = language_words(language)
    return [_figure(found, words) for found in _overlapping(_matches(text, language), start, end)]


def is_figure(text: str, start: int, end: int, language: str) -> bool:
    """Return whether a figure has a character between two places of a text."""
    return next(_overlapping(_matches(text, language), start, end), None) is not None


@lru_cache(maxsize=64)
def _matches(text: str, language: str) -> tuple[re.Match[str], ...]:
    return tuple(islice(_find(text, language_words(language)), MOST_FIGURED))


def _overlapping(matches: Sequence[re.Match[str]], start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the matches, which are in order, that have a character between two places."""
    first = bisect_right(matches, start, key=re.Match.end)
    return takewhile(lambda found: found.start() < end, islice(matches, first, None))


def _find(text: str, words: LanguageWords) -> Iterator[re.Match[str]]:
    """Yield what the grammar finds, tried only where a digit or a word of numbers and dates stands."""
    starts, prefix, figure = start_pattern(words), PREFIX, figure_pattern(words)
    place = 0
    while start := starts.search(text, place, LONGEST_FIGURED):
        at = start.start()
        before = prefix.search(text, max(place, at - LONGEST_PREFIX), at)
        found = (figure.match(text, before.start()) if before else None) or figure.match(text, at)
        if found and not (words.no_number and _is_no_number(found, words)):
            yield found
        place = found.end() if found else at + 1


def _is_no_number(found: re.Match[str], words: LanguageWords) -> bool:
    """Return whether a word for one is a pronoun: no one, each one."""
    if words.numbers.get(found[0].lower()) != 1:
        return False
    before = found.string[max(0, found.start() - NEAR_UNIT) : found.start()]
    return re.search(rf"(?<!\w)(?:{words.no_number})[ \u00a0-]$", before, re.IGNORECASE) is not None


@lru_cache(maxsize=512)
def _figure(found: re.Match[str], words: LanguageWords) -> Figure:
    """Return the figure that the grammar found. Swaps and tolls ask for the same ones."""
    parts = {name.removesuffix("_2"): part for name, part in found.groupdict().items() if part is not None}
    text, (start, end) = found.string, found.span()
    whole = next((_WHOLE[name] for name in _WHOLE if name in parts), None)
    if whole:
        sort, what = whole
        what = what or subject(text, (start, end), words)
        return Figure(text[start:end], start, end, None, sort, subject=what)
    sort = next((sort for name, sort in _SORTS.items() if name in parts), FigureSort.COUNT)
    unit = _unit(parts, words)
    what = "" if "portion" in parts else _subject(sort, unit, text, (start, end), words)
    if sort is FigureSort.COUNT and not what and _YEAR.fullmatch(text, start, end):
        sort = FigureSort.YEAR
    what = "year" if sort is FigureSort.YEAR else what
    unit_words = next((parts[name] for name in _UNIT_WORDS if name in parts), "")
    value = number_value(parts, words)
    return Figure(text[start:end], start, end, value, sort, unit, what, unit_words)


def _subject(sort: FigureSort, unit: str, text: str, place: tuple[int, int], words: LanguageWords) -> str:
    """Return the thing that a figure of a sort counts."""
    if sort in (FigureSort.MONEY, FigureSort.SHARE, FigureSort.AGE):
        return sort.value
    if sort is FigureSort.MEASURE:
        return unit if unit in WEIGHTS else measure_subject(text, place, words)
    return "" if sort is FigureSort.ORDINAL else subject(text, place, words)


def _unit(parts: dict[str, str], words: LanguageWords) -> str:
    """Return the unit of a figure, the same however it is written: km for kilometres."""
    if "unit" in parts:
        return next(name for name, forms in words.units.items() if re.fullmatch(forms, parts["unit"]))
    if "share_word" in parts and words.points and re.fullmatch(words.points, parts["share_word"], re.IGNORECASE):
        return "points"
    if "share" in parts or "share_word" in parts:
        return "%"
    return (parts.get("currency") or parts.get("money_sign") or parts.get("money", "")).strip(f"{GROUPING}-").lower()
