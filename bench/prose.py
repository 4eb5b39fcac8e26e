"""Copy to try engines on: invented, and the licences that Debian keeps on every machine."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

# Invented words, small ones often, others ever more seldom.
SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvz" for vowel in "aeiou"]
SMALL = ("the", "of", "and", "a", "to", "in", "was", "that", "on", "for", "said", "by", "with", "from")

LICENCES = Path("/usr/share/common-licenses")


def random_words(rng: random.Random, count: int) -> list[str]:
    """Return words as copy has them, a stop or a comma now and then."""
    drawn = []
    for number in range(count):
        rare = SYLLABLES[int(rng.random() ** 2 * 75)] + rng.choice(SYLLABLES) + "n"
        sign = "." if number % 17 == 16 else "," if number % 11 == 10 else ""
        drawn.append((rng.choice(SMALL) if rng.random() < 0.4 else rare) + sign)
    return drawn


def invented_paragraphs(rng: random.Random, size: int) -> list[str]:
    """Return paragraphs of 25 to 70 words, so many words in all."""
    paragraphs = []
    while size > 0:
        paragraphs.append(" ".join(random_words(rng, rng.randint(25, 70))) + ".")
        size -= paragraphs[-1].count(" ") + 1
    return paragraphs


@cache
def licences() -> tuple[str, ...]:
    """Return the paragraphs of all licences, by name; none where the folder is missing."""
    files = sorted(path for path in LICENCES.glob("*") if not path.is_symlink())
    texts = "\n\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    return tuple(" ".join(part.split()) for part in texts.split("\n\n") if part.strip())


def licence_paragraphs(size: int) -> list[str]:
    """Return the first paragraphs of the licences, so many words in all."""
    paragraphs = []
    for text in licences():
        if size <= 0:
            break
        paragraphs.append(text)
        size -= text.count(" ") + 1
    return paragraphs
