"""Pairs of texts, the copy and an editor's version of it, to try comparing engines on."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bench.prose import invented_paragraphs, licence_paragraphs, random_words
from stories.compare import Text
from stories.copy import Block, Kind

INVENTED, LICENCES = "invented", "licences"


@dataclass(frozen=True)
class TextPair:
    """Two texts, and the paragraphs of the new one that had moved."""

    prose: str
    edit: str
    words: int
    old: list[str]
    new: list[str]
    moved: list[str]

    @cached_property
    def texts(self) -> tuple[Text, Text]:
        """The two texts in this project's own shape."""
        old, new = (tuple(Block(Kind.PARAGRAPH, text) for text in texts) for texts in (self.old, self.new))
        return Text({}, old), Text({}, new)


def change_words(rng: random.Random, text: str, times: int) -> str:
    """Replace, drop or add words at so many places of a paragraph."""
    copy = text.split()
    for _ in range(times):
        at = rng.randrange(len(copy) or 1)
        copy[at : at + rng.choice((0, 1, 1, 2))] = random_words(rng, rng.choice((0, 1, 1, 2)))
    return " ".join(copy) or text


def light(rng: random.Random, old: list[str]) -> tuple[list[str], list[str]]:
    """Recast the lead, add a few paragraphs, change some words, and move one paragraph."""
    edited = [change_words(rng, text, rng.randint(1, 3)) if rng.random() < 0.15 else text for text in old[1:]]
    new, chosen = move_paragraphs(rng, edited, 1)
    return [" ".join(random_words(rng, 40)), *add_paragraphs(rng, new, 1 + len(old) // 60)], chosen


def heavy(rng: random.Random, old: list[str]) -> tuple[list[str], list[str]]:
    """Change nearly every paragraph, drop one in ten, add one in ten, and move some."""
    edited = [change_words(rng, text, rng.randint(0, len(text.split()) // 6)) for text in old if rng.random() > 0.1]
    new, chosen = move_paragraphs(rng, edited, 1 + len(old) // 40)
    return add_paragraphs(rng, new, 1 + len(old) // 10), chosen


def move(rng: random.Random, old: list[str]) -> tuple[list[str], list[str]]:
    """Move paragraphs and change nothing."""
    return move_paragraphs(rng, list(old), 2 + len(old) // 60)


def add_paragraphs(rng: random.Random, text: list[str], times: int) -> list[str]:
    """Add so many new paragraphs to the text."""
    for _ in range(times):
        text.insert(rng.randrange(len(text) + 1), " ".join(random_words(rng, 45)))
    return text


def move_paragraphs(rng: random.Random, new: list[str], times: int) -> tuple[list[str], list[str]]:
    """Move so many paragraphs, each three places at least; return the text and those paragraphs."""
    chosen = rng.sample(new, times)
    for text in chosen:
        at = new.index(text)
        new.remove(text)
        new.insert(rng.choice([place for place in range(len(new) + 1) if abs(place - at) > 2]), text)
    return new, chosen


def text_pairs(prose: str, sizes: Iterable[int]) -> Iterator[TextPair]:
    """Return all pairs of invented texts, or of licences, the short ones first."""
    for size in sizes:
        for edit in (light, heavy, move):
            rng = random.Random(size)  # noqa: S311, words are no secrets
            old = invented_paragraphs(rng, size) if prose == INVENTED else licence_paragraphs(size)
            yield TextPair(prose, edit.__name__, size, old, *edit(rng, old))
