"""The stem of a slugline: what the stories of one running story share, whatever part of it each tells."""

from __future__ import annotations

import re

from stories.designators.slugs import read_slug

STEM_WORDS = 2  # of one word alone nobody knows whether it names a story: "Weather", "Budget"
LONGEST_STEM = 80  # letters of an address
AP_REGION = re.compile(r"[A-Z]{2,3}--")  # AP's "US--Dam-Flood"
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e][^\W_]*)*")


def topic_stem(slugline: str) -> str:
    """Return the stem of a slugline as it stands in an address: dam-flood of "BC-US--Dam-Flood-Inquiry, 2nd Ld".

    Empty for a slugline of less than two words.
    """
    _terms, keyword = read_slug(slugline)
    return stem_of_words(WORD.findall(AP_REGION.sub("", keyword, count=1))[:STEM_WORDS])


def topic_slug(words: str) -> str:
    """Return words that somebody typed as they stand in the address of a topic; empty for none."""
    return "-".join(WORD.findall(words)).casefold()[:LONGEST_STEM].strip("-")


def stem_of_words(words: list[str]) -> str:
    """Return the first words of a slugline as a stem; empty where one of the two is missing or a number."""
    if len(words) < STEM_WORDS or any(word.isdigit() for word in words):
        return ""
    return "-".join(words).casefold()[:LONGEST_STEM].strip("-")
