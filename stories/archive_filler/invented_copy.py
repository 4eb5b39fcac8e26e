"""Copy in invented words: a few stand everywhere and most are rare, as in any language."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from stories.copy import Block, Kind

VOCABULARY = 8_000  # words of a language
NAMES = 900  # people and places of a language
CALENDAR = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
SENTENCE_FORMS = (2, 3)  # of a paragraph, from and to
WORDS = (9, 15)  # of a sentence, from and to
SYLLABLES = {
    "latin": "ba dro fe gi hul jo ka lem mi nor pa quo ri sta tu ven wol xa ye zu brin cho dal",
    "cyrillic": "ба дро фе ги хул жо ка лем ми нор па кво ри ста ту вен вол за йе зу брин чо дал",
    "arabic": "با در فه جي هل زو كا لم مي نر قو ري ست تو ون ول سا يه رو بن شو دل",
}


@dataclass(frozen=True, slots=True)
class InventedLanguage:
    """An invented language: its words, the commonest first, its names, and how it joins and ends sentences."""

    tag: str
    words: tuple[str, ...]
    weights: tuple[float, ...]  # cumulative
    names: tuple[str, ...]
    blank: str
    stop: str

    def sentence(self, chance: random.Random, names: tuple[str, ...]) -> str:
        """Return a sentence with one of the names."""
        count = chance.randint(*WORDS)
        words = chance.choices(self.words, cum_weights=self.weights, k=count)
        words[chance.randrange(1, count)] = chance.choice(names)
        words[0] = words[0].capitalize()
        return self.blank.join(words) + self.stop

    def paragraph(self, chance: random.Random, names: tuple[str, ...]) -> Block:
        """Return a paragraph on some names."""
        sentences = (self.sentence(chance, names) for _ in range(chance.randint(*SENTENCE_FORMS)))
        return Block(Kind.PARAGRAPH, (" " if self.blank else "").join(sentences))

    def headline(self, chance: random.Random, names: tuple[str, ...]) -> str:
        """Return a headline on some names."""
        words = chance.choices(self.words, cum_weights=self.weights, k=chance.randint(4, 7))
        return self.blank.join([chance.choice(names), *words]).rstrip(".")

    def story_names(self, chance: random.Random) -> tuple[str, ...]:
        """Return the few names that a story is about."""
        return tuple(chance.sample(self.names, 4))


@cache
def copy_language(tag: str) -> InventedLanguage:
    """Return the invented language that stands for one of the world, the same each time."""
    chance = random.Random(tag)  # noqa: S311 words of invented copy
    if tag.startswith("zh"):
        signs = [chr(0x4E00 + number * 23 % 9_000) for number in range(2_400)]
        words = ["".join(chance.choices(signs, k=2)) for _ in range(VOCABULARY)]
        names = tuple("".join(chance.choices(signs, k=3)) for _ in range(NAMES))
        return InventedLanguage(tag, tuple(words), zipf_weights(len(words)), names, "", "。")
    script = {"ru": "cyrillic", "ar": "arabic"}.get(tag, "latin")
    parts = SYLLABLES[script].split()
    chance.shuffle(parts)
    made = dict.fromkeys("".join(chance.choices(parts, k=count)) for count in (1, 2, 3, 3) for _ in range(VOCABULARY))
    words = list(made)[:VOCABULARY]
    names = tuple("".join(chance.choices(parts, k=chance.randint(2, 3))).capitalize() for _ in range(NAMES))
    return InventedLanguage(tag, tuple(words), zipf_weights(len(words)), names, " ", ".")


def zipf_weights(count: int) -> tuple[float, ...]:
    """Return cumulative weights by which the nth word of a vocabulary is as rare as nth words are."""
    return tuple(accumulate(1 / (place + 2.7) for place in range(count)))
