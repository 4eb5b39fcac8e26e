"""The names of a text, and whether two of them are one name in two cases or two spellings."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from stories.compare.core.sentences import Stretch, sentences
from stories.compare.facts.languages import LanguageWords, language_words

MISSPELLED = 2  # letters in which two spellings of one name differ
TITLED, CAPITALIZED = 4, 0.75  # words from which on a line may be a title, and the share of them with a capital
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
SHORTEST_RESPELLED = 4  # letters of a name of which another spelling is told
_UPPER = "".join(chr(point) for point in range(0x41, 0x2000) if chr(point).isupper())


@lru_cache(maxsize=16)
def _name_pattern(words: LanguageWords) -> re.Pattern[str]:
    capital = rf"(?:{words.particles or '(?!)'})?[{_UPPER}][\w'’-]*"
    return re.compile(rf"(?<!\w){capital}(?:[ -]{capital})*")


@lru_cache(maxsize=16)
def _no_names(words: LanguageWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the expressions for small words that open sentences, L' and D' included, and for days and months."""
    elided = rf"[CDJLMNQS]['’](?=[^\W{_UPPER}])"
    dates = "|".join(filter(None, (words.days, words.months))) or "(?!)"
    return re.compile(rf"(?:{words.openers or '(?!)'})(?:[ -]|$)|{elided}"), re.compile(rf"(?:{dates})(?:[ -]|$)")


@lru_cache(maxsize=64)
def names(text: str, language: str) -> tuple[Stretch, ...]:
    """Return the places of words with capitals, but for small words that open sentences, days and months.

    None in a language that writes no capitals, or in which nouns have them.
    """
    words = language_words(language)
    if not words.has_names:
        return ()
    found = []
    opener, day = _no_names(words)
    for name in _name_pattern(words).finditer(text):
        start = name.start()
        for no_name in (opener, day):
            start = skip.end() if (skip := no_name.match(text, start, name.end())) else start
        if any(letter.isupper() for letter in text[start : name.end()]):
            found.append((start, name.end()))
    return tuple(found)


def has_title_case(text: str) -> bool:
    """Return whether nearly all long words begin with a capital, as in an American headline: capitals say nothing."""
    long = _LONG_WORD.findall(text)
    return len(long) >= TITLED and sum(word[0].isupper() for word in long) > CAPITALIZED * len(long)


def opens_sentence(text: str, start: int) -> bool:
    """Return whether a word is the first of its sentence, where capitals say nothing."""
    return any(first <= start and not text[first:start].strip("\"'“‘«„([ \n") for first, _ in sentences(text))


def is_same_name(was: str, now: str, language: str) -> bool:
    """Return whether two words are one name in two grammatical cases, or with and without a possessive."""
    endings = language_words(language).endings
    if not endings:
        return False
    return re.sub(rf"(?:{endings})\b", "", was) == re.sub(rf"(?:{endings})\b", "", now)


def is_inflected(was: str, now: str) -> bool:
    """Return whether one word is the other with an ending: at the head of a sentence that is no name but grammar."""
    short, long = sorted((was, now), key=len)
    return long.startswith(short)


def is_respelled(was: str, now: str) -> bool:
    """Return whether two names are spelled nearly alike, as a corrected one and its error are."""
    is_long = min(len(was), len(now)) >= SHORTEST_RESPELLED
    return is_long and was[:1] == now[:1] and Levenshtein.distance(was, now, score_cutoff=MISSPELLED) <= MISSPELLED
