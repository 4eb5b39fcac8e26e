"""How rare a term is in the last days of a source."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from stories.matching.profile import INDEXED, Profile

# What is thought of a source before its texts are counted: so many texts, in which each sort of term stands so often.
SUPPOSED_TEXTS = 300
SUPPOSED_NAME = 0.5
SUPPOSED_FIGURE = 3.0
SUPPOSED_WORD = 6.0


@dataclass(slots=True)
class Rarity:
    """In how many of the texts seen each term stands."""

    texts: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, profile: Profile) -> None:
        """Count a text."""
        self.texts += 1
        self.counts.update(profile.terms)

    def weight(self, term: str, supposed: float = SUPPOSED_NAME) -> float:
        """Return how much a term tells, 0 for one that stands in every text."""
        return max(0.0, math.log((self.texts + SUPPOSED_TEXTS) / (self.counts[term] + supposed)))

    def weights(self, profile: Profile) -> dict[str, float]:
        """Return how much each term of a text tells: of terms that are as rare, names the most, then figures."""
        return {
            **{term: self.weight(term, SUPPOSED_WORD) for term in profile.words},
            **{term: self.weight(term, SUPPOSED_FIGURE) for term in profile.figures},
            **{term: self.weight(term) for term in profile.names},
        }

    def rarest(self, terms: Iterable[str], most: int = INDEXED) -> list[str]:
        """Return the rarest of some terms, the rarest first."""
        return sorted(terms, key=lambda term: (-self.weight(term), term))[:most]
