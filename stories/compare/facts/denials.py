"""Words that say no, and clauses that came to say it or ceased to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from stories.compare.core.function_words import FUNCTION_WORDS
from stories.compare.core.sentences import is_whole
from stories.compare.core.swaps import Swap
from stories.compare.facts.fact import Fact, FactKind
from stories.compare.facts.languages import LanguageWords, language_words

CHARACTERS = 4  # on either side of a denial that are told of a text without blanks
NEAR_A_DENIAL = 200  # characters on either side in which the words beside a denial are looked for
OF_DENIAL = 4  # words that a denial takes at most: "did not say"
_END_BEFORE = re.compile(r".*[.!?…;:,\"“”«»„()](?=\s|$)|.*[\"“”«„(]", re.DOTALL)
_END_BEHIND = re.compile(r"[.!?…;:,\"“”«»„()](?=\s|$|[\"“”«»„()])|[\"“”«»„()]")
_CHINESE_SIGNS = re.compile(r"[，。；：、“”「」]")


@lru_cache(maxsize=16)
def _patterns(words: LanguageWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the expressions for words that turn a verb round, and for those that deny without doing so."""
    edges = (r"(?<!\w)", r"(?!\w)") if words.is_spaced else ("", "")
    turning, other = (
        re.compile(rf"{edges[0]}(?:{form or '(?!)'}){edges[1]}", re.IGNORECASE)
        for form in (words.negation, words.negative)
    )
    return turning, other


def negations(text: str, language: str) -> int:
    """Count the words of a text that turn its verbs round; 0 in a language whose words are not known."""
    return sum(1 for _ in _patterns(language_words(language))[0].finditer(text))


def denial_facts(swap: Swap, language: str) -> Iterator[Fact]:
    """Yield a denial that came or went while the words beside it stayed: "guilty" that became "not guilty".

    Longer stretches with a word of denial say more or less, but turn nothing round; nor does a clause that was cut
    with its own verb, or a side that says no in another way: "failed to answer", "without delay".
    """
    words = language_words(language)
    turning, other = _patterns(words)
    was = _denials(turning, swap.old_text, swap.start, swap.end)
    now = _denials(turning, swap.new_text, swap.new_start, swap.new_end)
    if (
        len(was) == len(now)
        or max(len(swap.old.split()), len(swap.new.split())) > OF_DENIAL
        or _is_whole_sentence(swap)
    ):
        return
    side, rest = (swap.old, swap.new) if len(was) > len(now) else (swap.new, swap.old)
    if other.search(rest) or (not rest and _is_clause(turning, side)):
        return
    around = _words_around if words.is_spaced else _characters_around
    before = around(swap.old_text, swap.start, swap.end)
    yield Fact(FactKind.DENIAL, "", before, around(swap.new_text, swap.new_start, swap.new_end))


def _denials(turning: re.Pattern[str], text: str, start: int, end: int) -> list[str]:
    """Return the words that turn a verb round and begin in text[start:end]."""
    return [found[0] for found in turning.finditer(text, max(0, start - 1)) if start <= found.start() < end]


def _is_clause(turning: re.Pattern[str], side: str) -> bool:
    """Return whether words beside a denial say more than the denial itself."""
    left = re.findall(r"[^\W\d_]+", turning.sub(" ", side).casefold())
    return any(word not in FUNCTION_WORDS for word in left) and turning.sub("", side).strip() != ""


def _is_whole_sentence(swap: Swap) -> bool:
    gone = is_whole(swap.old_text, swap.start, swap.end) and not swap.new
    return gone or (is_whole(swap.new_text, swap.new_start, swap.new_end) and not swap.old)


def _words_around(text: str, start: int, end: int) -> str:
    """Return text[start:end] with a word before it and two behind it, in one line, within its clause.

    No small word stands last: the one behind it goes with it.
    """
    near = text[max(0, start - NEAR_A_DENIAL) : start].rstrip()
    before, behind = _END_BEFORE.sub("", f"{near} "), text[end : end + NEAR_A_DENIAL]
    if stop := _END_BEHIND.search(behind):
        behind = behind[: stop.start()]
    told, small = behind.split(), behind.split()[1:]
    reach = 2 + next((n for n, word in enumerate(small) if word not in FUNCTION_WORDS), 0)
    return " ".join([*before.split()[-1:], *text[start:end].split(), *told[:reach]]).rstrip(" .,;:!?")


def _characters_around(text: str, start: int, end: int) -> str:
    """Return text[start:end] with a few characters around it, up to a sign."""
    before, after = text[max(0, start - CHARACTERS) : start], text[end : end + CHARACTERS]
    return _CHINESE_SIGNS.split(before)[-1] + text[start:end] + _CHINESE_SIGNS.split(after)[0]
