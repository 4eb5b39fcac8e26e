"""Words that say no."""

from __future__ import annotations

import re
from functools import lru_cache

from stories.compare.facts.languages import LanguageWords, language_words


@lru_cache(maxsize=16)
def _negation_pattern(words: LanguageWords) -> re.Pattern[str]:
    edges = (r"(?<!\w)", r"(?!\w)") if words.is_spaced else ("", "")
    return re.compile(rf"{edges[0]}(?:{words.negation or '(?!)'}){edges[1]}", re.IGNORECASE)


def negations(text: str, language: str) -> int:
    """Count the words of a text that say no; 0 in a language whose words are not known."""
    return sum(1 for _ in _negation_pattern(language_words(language)).finditer(text))
