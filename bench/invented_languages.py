"""Invented languages: words are drawn as in any language, a few that stand everywhere and most of them rare."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import accumulate

VOCABULARY = 3000  # words of a language
ENDINGS = ("", "", "", "s", "ed", "ing", "en", "er")
_SYLLABLES = {
    "latin": "ba dro fe gi hul jo ka lem mi nor pa quo ri sta tu ven wol xa ye zu brin cho dal",
    "cyrillic": "ба дро фе ги хул жо ка лем ми нор па кво ри ста ту вен вол за йе зу брин чо дал",
    "arabic": "با در فه جي هل ژو كا لم مي نر قو ري ست تو ون ول سا يه زو بن شو دل",
}
LATIN, CYRILLIC, ARABIC = (syllables.split() for syllables in _SYLLABLES.values())
HANGUL = [chr(0xAC00 + 588 * n % 11172 + 28 * (n * 7 % 21)) for n in range(1, 60)]
IDEOGRAPHS = [chr(0x4E00 + n * 29 % 6000) for n in range(900)]


@dataclass
class Language:
    """A language of invented words: `syllables` of its script, joined by `blank`, in capitals where it has them."""

    tag: str
    syllables: list[str]
    chance: random.Random
    blank: str = " "
    shortest: int = 2
    stop: str = "."
    words: list[str] = field(default_factory=list)
    sums: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        made = {self.make_word() for _ in range(2 * VOCABULARY)}
        self.words = sorted(made)[:VOCABULARY]
        self.chance.shuffle(self.words)
        self.sums = list(accumulate(1 / (n + 2.7) for n in range(len(self.words))))

    def make_word(self) -> str:
        """Make a word of a few syllables."""
        return "".join(self.chance.choice(self.syllables) for _ in range(self.shortest + (self.chance.random() < 0.4)))

    def common(self, count: int) -> list[str]:
        """Draw words as often as they stand in texts."""
        return self.chance.choices(self.words, cum_weights=self.sums, k=count)

    def inflect(self, word: str) -> str:
        """Return a word with an ending, where words have any."""
        return word + self.chance.choice(ENDINGS) if self.syllables is LATIN else word

    def name(self) -> str:
        """Make a name."""
        return (self.make_word() + self.chance.choice(self.syllables)).capitalize()
