"""The length of copy in words, and in minutes of reading."""

import re
from collections.abc import Iterable
from functools import lru_cache
from math import ceil

from stories.copy.blocks import Block

WORDS_A_MINUTE = 250
IDEOGRAPHS_A_MINUTE = 500
LETTERS_A_WORD = 5  # of the scripts below, which write words without blanks
TEXTS_KNOWN = 1_000  # a paragraph that is filed is counted for the working copy, for the filing and for the pages

_IDEOGRAPHS = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")  # Thai, Lao, Burmese, Khmer


def word_count(blocks: Iterable[Block]) -> int:
    """Count the words parted by white space that hold a letter or a figure.

    Chinese and Japanese characters count one each; Thai, Lao, Burmese and Khmer one word for every five
    letters begun, as neither parts its words.
    """
    return sum(sum(_counts(block.text)) for block in blocks)


def reading_minutes(blocks: Iterable[Block]) -> int:
    """Return whole minutes, rounded up, at 250 words or 500 Chinese or Japanese characters each; 0 without words."""
    counts = [_counts(block.text) for block in blocks]
    words = sum(count[0] for count in counts)
    ideographs = sum(count[1] for count in counts)
    return ceil(words / WORDS_A_MINUTE + ideographs / IDEOGRAPHS_A_MINUTE)


@lru_cache(TEXTS_KNOWN)
def _counts(text: str) -> tuple[int, int]:
    """Return the number of words in scripts without ideographs, and of ideographs."""
    if text.isascii():
        return _count_words(text), 0
    text, ideographs = _IDEOGRAPHS.subn(" ", text)
    runs = _UNSPACED.findall(text)
    unspaced = sum(ceil(len(run) / LETTERS_A_WORD) for run in runs)
    if runs:
        text = _UNSPACED.sub(" ", text)
    return _count_words(text) + unspaced, ideographs


def _count_words(text: str) -> int:
    """Return the number of words between white space that hold a letter or a figure."""
    words = text.split()
    return len(words) - len([word for word in words if not (word[0].isalnum() or any(map(str.isalnum, word)))])
