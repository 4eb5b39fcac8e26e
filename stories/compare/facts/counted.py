"""The noun that a figure counts, and whether two figures of two texts count one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from stories.compare.core.function_words import FUNCTION_WORDS
from stories.compare.core.swaps import Swap
from stories.compare.facts.fact import Figure, FigureSort
from stories.compare.facts.languages import LanguageWords
from stories.compare.facts.names import is_respelled
from stories.compare.facts.subjects import OF_PEOPLE

NOUN_REACH = 48  # letters behind a figure in which its noun stands
NOUNS = 2  # words behind a figure that are looked at: "small towns"
SHORTEST_STEM, VERB_ENDING = 4, 5  # letters of a verb that two forms share at least, and that may differ at its end
ENDING = 3  # letters by which two forms of one noun may differ in length
DATES = (FigureSort.DATE, FigureSort.TIME, FigureSort.YEAR)
_BEHIND = re.compile(r"(?:[ \u00a0\u202f-]?[^\W\d_][\w'’]*+)*+")
_ALL_LETTERS = re.compile(r"[^\W\d_]+")


def is_one_thing(
    before: Figure,
    after: Figure,
    texts: tuple[str, str],
    words: LanguageWords,
    *,
    is_bare: bool = False,
    is_one_clause: bool = False,
) -> bool:
    """Return whether two figures count the same thing, each by the words of its own text; never guessed.

    They do if the same noun stands behind both, or if both stand by words for the same subject and no two nouns part
    them. Of dead and missing on one side alone, and of "people" that no subject names, nobody knows. `is_bare`:
    nothing but figures changed there, so that two without a noun stand among the same words. `is_one_clause`: all that
    changed beside them are nouns for people and forms of one verb, so that "a man" and "three people" are the same.
    """
    if before.sort in DATES or after.sort in DATES:
        return before.sort is after.sort
    if (before.sort is FigureSort.ORDINAL) is not (after.sort is FigureSort.ORDINAL):
        return False
    subjects = {before.subject, after.subject}
    if len(subjects) > 1 and ("" not in subjects or subjects & OF_PEOPLE):
        return False
    was, now = _nouns(before, texts[0], words), _nouns(after, texts[1], words)
    if was and now:
        if is_one_clause and words.person in (was[0], now[0]) and {was[0], now[0]} <= words.people:
            return True
        if was[0] in words.people and not (before.subject or is_bare):
            return False
        return any(_is_one_noun(*pair) for pair in ((was[0], now[0]), (was[0], now[-1]), (was[-1], now[0])))
    return is_bare or is_one_clause or (before.subject in OF_PEOPLE and before.subject == after.subject)


def is_bare(swap: Swap, was: Sequence[Figure], now: Sequence[Figure], words: LanguageWords) -> bool:
    """Return whether nothing but figures, small words beside them and the spelling of a name changed in a swap."""
    old, new = _other_words(swap, was, now, words)
    return len(old) == len(new) and all(map(is_respelled, old, new))


def is_one_clause(swap: Swap, was: Sequence[Figure], now: Sequence[Figure], words: LanguageWords) -> bool:
    """Return whether all that changed beside the figures of a swap are nouns for people and forms of verbs."""
    old, new = (
        [word for word in side if words.people_forms.get(word, word) not in words.people]
        for side in _other_words(swap, was, now, words)
    )
    return len(old) == len(new) and all(map(_is_one_verb, old, new))


def _other_words(
    swap: Swap, was: Sequence[Figure], now: Sequence[Figure], words: LanguageWords
) -> tuple[list[str], list[str]]:
    """Return the words on either side of a swap that are no figures and no small words beside them."""
    sides = ((swap.old_text, swap.start, swap.end, was), (swap.new_text, swap.new_start, swap.new_end, now))
    linking = re.compile(words.linking or "(?!)")
    old, new = (
        [
            word
            for word in _ALL_LETTERS.findall(_blank_figures(text, start, end, figures).casefold())
            if word not in FUNCTION_WORDS and not linking.fullmatch(word)
        ]
        for text, start, end, figures in sides
    )
    return old, new


def _blank_figures(text: str, start: int, end: int, figures: Sequence[Figure]) -> str:
    """Return text[start:end] with blanks in the places of its figures."""
    for figure in figures:
        text = text[: figure.start] + " " * (figure.end - figure.start) + text[figure.end :]
    return text[start:end]


def _nouns(figure: Figure, text: str, words: LanguageWords) -> tuple[str, ...]:
    """Return the word behind a figure and the next one, those of its subject left out; none at the end of a clause."""
    behind = text[figure.end : figure.end + NOUN_REACH]
    if not words.is_spaced:
        return (behind[0],) if _ALL_LETTERS.match(behind) else ()
    subjects = re.compile("|".join(words.subjects.values()) or "(?!)", re.IGNORECASE)
    apart = re.compile(words.parting or "(?!)")
    run = _BEHIND.match(behind)
    found = _ALL_LETTERS.findall(run[0].casefold()) if run else []
    found = list(takewhile(lambda word: word not in FUNCTION_WORDS and not apart.fullmatch(word), found))
    found = [word for word in found if word not in words.nearer]
    kept = takewhile(lambda word: not subjects.fullmatch(word), found)
    return tuple(words.people_forms.get(word, word) for word in list(kept)[:NOUNS])


def _is_one_verb(was: str, now: str) -> bool:
    """Return whether two words may be a verb of one and of several people: murió and murieron."""
    shared = next((at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), None)
    shared = min(len(was), len(now)) if shared is None else shared
    return was == now or (shared >= SHORTEST_STEM and max(len(was), len(now)) - shared <= VERB_ENDING)


def _is_one_noun(was: str, now: str) -> bool:
    """Return whether two words are forms of one: town and towns, домов and дома."""
    short, long = sorted((was, now), key=len)
    shared = next((at for at, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short))
    return short == long or (shared >= max(2, len(short) - 1) and len(long) - shared <= ENDING)
