"""The thing that a figure counts, by the words around it; never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from stories.compare.core.sentences import Stretch
from stories.compare.facts.languages import LanguageWords

NEAR_FIGURE = 60  # letters within which a word says what a figure counts

# The closed list of what figures may count, the gravest first, and how grave a change is.
WEIGHTS: Mapping[str, int] = {
    "deaths": 100,
    "injured": 90,
    "missing": 85,
    "arrested": 80,
    "rescued": 78,
    "evacuated": 76,
    "aboard": 74,
    "votes": 72,
    "seats": 71,
    "magnitude": 70,
    "money": 68,
    "length": 64,
    "depth": 64,
    "height": 64,
    "distance": 64,
    "share": 62,
    "": 60,
    "age": 58,
}
COUNTED_THINGS = frozenset(
    {"deaths", "injured", "missing", "arrested", "rescued", "evacuated", "aboard", "votes", "seats", "magnitude"}
)
MEASURED_THINGS = frozenset({"length", "depth", "height", "distance"})
OF_PEOPLE = frozenset({"deaths", "injured", "missing", "arrested", "rescued", "evacuated", "aboard"})


@lru_cache(maxsize=16)
def _subject_pattern(words: LanguageWords) -> re.Pattern[str]:
    """Return the expression for the words that say what a figure counts; the group is the subject."""
    edges = (r"(?<!\w)", r"(?!\w)") if words.is_spaced else ("", "")
    forms = "|".join(f"(?P<{what}>{form})" for what, form in words.subjects.items()) or "(?!)"
    return re.compile(rf"{edges[0]}(?:{forms}){edges[1]}", re.IGNORECASE)


@lru_cache(maxsize=16)
def _ways(words: LanguageWords) -> tuple[re.Pattern[str], ...]:
    """Return what may stand between a figure and the word behind it, or before it, and the words that part the two."""
    parts = re.compile(rf"(?:{words.parting or '(?!)'})(?!\w)", re.IGNORECASE)
    if not words.is_spaced:
        return re.compile(r"[^\W\d_]{0,6}"), re.compile(rf"(?:{words.linking}){{0,3}}"), parts
    parting = rf"(?!(?:{words.parting})(?!\w))" if words.parting else ""
    ahead = re.compile(rf"[ \u00a0](?:{parting}[^\W\d_][\w'’-]*[ \u00a0]){{0,4}}", re.IGNORECASE)
    behind = re.compile(rf"[ \u00a0](?:(?:{words.linking})[ \u00a0]){{0,6}}", re.IGNORECASE)
    return ahead, behind, parts


@lru_cache(maxsize=16)
def _no_tolls(words: LanguageWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands before a figure that is feared or a part of another one, and animals behind one."""
    edge = (r"(?<!\w)", r"(?!\w)") if words.is_spaced else ("", "")
    before = "|".join(filter(None, (words.doubtful, words.part))) or "(?!)"
    near = rf"{edge[0]}(?:{before}){edge[1]}[^.,;:。，；：]{{0,20}}$" if words.doubtful else "(?!)"
    return (
        re.compile(near, re.IGNORECASE),
        re.compile(rf"[ \u00a0]?(?:\w+[ \u00a0])?(?:{words.animals or '(?!)'}){edge[1]}", re.IGNORECASE),
    )


@lru_cache(maxsize=16)
def _summand_pattern(words: LanguageWords) -> re.Pattern[str]:
    """Return the expression for a figure, its noun and an "and" that a second figure follows."""
    spelled = "|".join(map(re.escape, words.numbers)) or "(?!)"
    number = rf"(?<!\w)(?:[\d.,]*\d|{spelled})"
    return re.compile(rf"{number} ((?:[^\W\d_]+ ){{1,3}})(?:{words.joining}) $", re.IGNORECASE)


def _is_summand(before: str, words: LanguageWords) -> bool:
    """Return whether a figure is the second of a sum: "three men and two women were killed"."""
    found = _summand_pattern(words).search(before)
    return found is not None and not _subject_pattern(words).search(found[1])


def subject(text: str, figure: Stretch, words: LanguageWords) -> str:
    """Return the thing that a figure counts, as "deaths"; "" where the words at its side do not tell.

    Those feared dead, a part of the dead and animals make no toll.
    """
    start, end = figure
    feared, animals = _no_tolls(words)
    if animals.match(text, end) or feared.search(text[max(0, start - NEAR_FIGURE) : start]):
        return ""
    if words.joining and _is_summand(text[max(0, start - NEAR_FIGURE) : start], words):
        return ""
    counted = _subject_pattern(words)
    way_ahead, way_behind, parting = _ways(words)
    ahead = text[end : end + NEAR_FIGURE]
    for word in counted.finditer(ahead):
        if (
            word.lastgroup != "magnitude"
            and way_ahead.fullmatch(ahead, 0, word.start())
            and not parting.fullmatch(word[0])
        ):
            return word.lastgroup or ""
    behind = text[max(0, start - NEAR_FIGURE) : start]
    for word in counted.finditer(behind):
        if way_behind.fullmatch(behind, word.end()):
            return word.lastgroup or ""
    return ""


def has_subject(text: str, words: LanguageWords) -> bool:
    """Return whether a text has a word for something that figures count."""
    return _subject_pattern(words).search(text) is not None


def measure_subject(text: str, figure: Stretch, words: LanguageWords) -> str:
    """Return the dimension that a measure tells, as "length"; "" where the words at its side do not tell."""
    start, end = figure
    before = text[max(0, start - NEAR_FIGURE) : start]
    dimensions = _dimensions(words)
    return next((what for what, ahead, behind in dimensions if ahead.match(text, end) or behind.search(before)), "")


@lru_cache(maxsize=16)
def _dimensions(words: LanguageWords) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Return the dimensions of a measure, each with what tells it behind the figure and what tells it before."""
    forms, blank = words.dimensions.items(), "[ \u00a0]" if words.is_spaced else ""
    return tuple((what, re.compile(ahead), re.compile(rf"(?:{behind}){blank}$")) for what, (ahead, behind) in forms)
