"""Invented copy, and what an editor made of it: what engines that compare texts are tried on."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from stories.compare import Text
from stories.copy import Block, Kind

# Invented words, small ones often, others ever more seldom.
SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvz" for vowel in "aeiou"]
SMALL = ("the", "of", "and", "a", "to", "in", "was", "that", "on", "for", "said", "by", "with", "from")


@dataclass(frozen=True)
class Pair:
    """Two texts, and which paragraphs of the new one had moved."""

    edit: str
    words: int
    old: list[str]
    new: list[str]
    moved: list[str]

    @cached_property
    def texts(self) -> tuple[Text, Text]:
        """The two as this project keeps them."""
        old, new = (tuple(Block(Kind.PARAGRAPH, text) for text in texts) for texts in (self.old, self.new))
        return Text({}, old), Text({}, new)


def words(rng: random.Random, count: int) -> list[str]:
    """Words as copy has them, a stop or a comma now and then."""
    found = []
    for number in range(count):
        rare = SYLLABLES[int(rng.random() ** 2 * 75)] + rng.choice(SYLLABLES) + "n"
        sign = "." if number % 17 == 16 else "," if number % 11 == 10 else ""
        found.append((rng.choice(SMALL) if rng.random() < 0.4 else rare) + sign)
    return found


def a_text(rng: random.Random, size: int) -> list[str]:
    """Paragraphs of 25 to 70 words, so many words in all."""
    found = []
    while size > 0:
        found.append(" ".join(words(rng, rng.randint(25, 70))) + ".")
        size -= found[-1].count(" ") + 1
    return found


def changed(rng: random.Random, text: str, times: int) -> str:
    """A paragraph with so many of its words replaced, dropped or added to."""
    kept = text.split()
    for _ in range(times):
        at = rng.randrange(len(kept))
        kept[at : at + rng.choice((0, 1, 1, 2))] = words(rng, rng.choice((0, 1, 1, 2)))
    return " ".join(kept)


def light(rng: random.Random, old: list[str]) -> tuple[list[str], list[str]]:
    """A recast lead, a few new paragraphs, some words, and one paragraph moved."""
    kept = [changed(rng, text, rng.randint(1, 3)) if rng.random() < 0.15 else text for text in old[1:]]
    new, chosen = moved(rng, kept, 1)
    return [" ".join(words(rng, 40)), *with_new(rng, new, 1 + len(old) // 60)], chosen


def heavy(rng: random.Random, old: list[str]) -> tuple[list[str], list[str]]:
    """Nearly every paragraph changed, one in ten gone, one in ten new, some moved."""
    kept = [changed(rng, text, rng.randint(0, len(text.split()) // 6)) for text in old if rng.random() > 0.1]
    new, chosen = moved(rng, kept, 1 + len(old) // 40)
    return with_new(rng, new, 1 + len(old) // 10), chosen


def move(rng: random.Random, old: list[str]) -> tuple[list[str], list[str]]:
    """Nothing but moves."""
    return moved(rng, list(old), 2 + len(old) // 60)


def with_new(rng: random.Random, text: list[str], times: int) -> list[str]:
    """The text with so many new paragraphs."""
    for _ in range(times):
        text.insert(rng.randrange(len(text) + 1), " ".join(words(rng, 45)))
    return text


def moved(rng: random.Random, new: list[str], times: int) -> tuple[list[str], list[str]]:
    """The text with some paragraphs at other places, three places away at least."""
    chosen = rng.sample(new, times)
    for text in chosen:
        at = new.index(text)
        new.remove(text)
        new.insert(rng.choice([place for place in range(len(new) + 1) if abs(place - at) > 2]), text)
    return new, chosen


def pairs(sizes: Iterable[int]) -> Iterator[Pair]:
    """All pairs of texts, the short ones first."""
    for size in sizes:
        for edit in (light, heavy, move):
            rng = random.Random(size)  # noqa: S311, words are no secrets
            old = a_text(rng, size)
            yield Pair(edit.__name__, size, old, *edit(rng, old))
