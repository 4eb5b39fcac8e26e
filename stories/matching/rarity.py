"""How rare a term is in the last days of a source."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from stories.matching.profile import INDEXED, Profile


@dataclass(slots=True)
class Rarity:
    """In how many of the texts seen each term stands."""

    texts: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, profile: Profile) -> None:
        """Count a text."""
        self.texts += 1
        self.counts.update(profile.terms)

    def weight(self, term: str) -> float:
        """Return how much a term tells, 0 for one that stands in every text."""
        return math.log((self.texts + 1) / (self.counts[term] + 0.5))

    def rarest(self, terms: Iterable[str], most: int = INDEXED) -> list[str]:
        """Return the rarest of some terms, the rarest first."""
        return sorted(terms, key=lambda term: (-self.weight(term), term))[:most]
