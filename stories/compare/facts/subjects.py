"""The thing that a figure counts, by the words around it; never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from stories.compare.core.sentences import Stretch
from stories.compare.facts.languages import LanguageWords

NEAR = 60  # letters within which a word says what a figure counts

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
COUNTED = frozenset(
    {"deaths", "injured", "missing", "arrested", "rescued", "evacuated", "aboard", "votes", "seats", "magnitude"}
)
OF_PEOPLE = frozenset({"deaths", "injured", "missing", "arrested", "rescued", "evacuated", "aboard"})


@lru_cache(maxsize=16)
def _counted(words: LanguageWords) -> dict[str, re.Pattern[str]]:
    """Return the words that say what a figure counts, by subject."""
    return {what: re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE) for what, forms in words.subjects.items()}


@lru_cache(maxsize=16)
def _between(words: LanguageWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what may stand between a figure and the word behind it, and between a word and the figure behind it."""
    parting = rf"(?!(?:{words.parting})(?!\w))" if words.parting else ""
    ahead = re.compile(rf"{words.gap}(?:{parting}[^\W\d_][\w'’-]*{words.gap}){{0,4}}", re.IGNORECASE)
    behind = re.compile(rf"{words.gap}(?:(?:{words.linking}){words.gap}){{0,6}}", re.IGNORECASE)
    return ahead, behind


def subject(text: str, figure: Stretch, words: LanguageWords) -> str:
    """Return the thing that a figure counts, as "deaths"; "" where the words at its side do not tell."""
    start, end = figure
    ahead, behind = text[end : end + NEAR], text[max(0, start - NEAR) : start]
    counted = _counted(words)
    way_ahead, way_behind = _between(words)
    following = {
        word.start(): what
        for what, forms in counted.items()
        if what != "magnitude" and (word := forms.search(ahead)) and way_ahead.fullmatch(ahead, 0, word.start())
    }
    if following:
        return following[min(following)]
    for what, forms in counted.items():
        if any(way_behind.fullmatch(behind, word.end()) for word in forms.finditer(behind)):
            return what
    return ""


def measure_subject(text: str, figure: Stretch, words: LanguageWords) -> str:
    """Return the dimension that a measure tells, as "length"; "" where the words at its side do not tell."""
    start, end = figure
    for what, (ahead, behind) in words.dimensions.items():
        before = text[max(0, start - NEAR) : start]
        if re.compile(ahead).match(text, end) or re.search(rf"(?:{behind})[ \u00a0]$", before):
            return what
    return ""
