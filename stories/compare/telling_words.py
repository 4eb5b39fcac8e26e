"""Words that tell what a paragraph is about: names, figures and long words, in whatever form they are declined."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stories.compare.core.function_words import FUNCTION_WORDS
from stories.compare.core.tokens import is_word, pieces
from stories.compare.core.words import STOPS

STEM_LETTERS = 5  # letters by which two forms of a word are known for one
SHORTEST_TELLING = 4  # letters of a word that tells anything, but for names and Chinese characters
FIGURE_WEIGHT, NAME_WEIGHT, WORD_WEIGHT = 3, 2, 1  # what each weighs
ALIKE_WORDS = 4  # least of them that two paragraphs share
TELLING = 0.5  # share of their weight from which two paragraphs tell the same
_ARABIC_ARTICLE = re.compile("^(?:[وبفك]?ال|لل)(?=..)")


def common_weight(was: Mapping[str, int], now: Mapping[str, int]) -> float:
    """Return how much of what two paragraphs tell is in both, from 0 to 1; 0 where it is too little to know.

    A figure that both have says much; one that changed, no more than a word.
    """
    shared = was.keys() & now.keys()
    if len(shared) < ALIKE_WORDS:
        return 0.0
    both = sum(max(was[word], now[word]) for word in shared)
    apart = sum(
        WORD_WEIGHT if word[0].isdigit() else weight
        for words in (was, now)
        for word, weight in words.items()
        if word not in shared
    )
    return 2 * both / (2 * both + apart)


def weigh_words(text: str) -> dict[str, int]:
    """Return the words that tell something, by their stems, with the weight of each."""
    found: dict[str, int] = {}
    begins = True
    for piece in pieces(text):
        bare = piece.rstrip()
        if not is_word(piece):
            begins = begins or bare in STOPS
            continue
        stem, weight = _stem(bare), WORD_WEIGHT
        if not bare.isalpha() and any(sign.isdigit() for sign in bare):
            weight = FIGURE_WEIGHT
        elif bare[0].isupper() and not begins:
            weight = NAME_WEIGHT
        elif bare.casefold() in FUNCTION_WORDS or (
            bare.isalpha() and len(bare) < SHORTEST_TELLING and bare[0] < "\u3000"
        ):
            stem = ""
        if stem:
            found[stem] = max(weight, found.get(stem, 0))
        begins = False
    return found


def _stem(word: str) -> str:
    """Return the head of a word, which its forms share; a figure whole."""
    word = word.casefold()
    if word.isascii() and word.isalpha():  # most words, sooner
        return word[:STEM_LETTERS]
    if any(sign.isdigit() for sign in word):
        return "".join(sign for sign in word if sign.isdigit())
    word = re.split("['’]", word)[-1] if word[1:2] in ("'", "’") else word
    return _ARABIC_ARTICLE.sub("", word)[:STEM_LETTERS]
