"""How rare a term is in the last days of a source."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from stories.matching.profile import Profile

STORIES_COMPARED = 40  # whose words are compared with those of a piece of copy
KEPT_TERMS = 24  # of a text, in the index
SOUGHT_TERMS = 40
TOP_COUNTS = 1.5  # how much more a term of headline or date line tells of what a text is about

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

    def terms_to_keep(self, profile: Profile) -> list[str]:
        """Return the terms of a text that the index keeps: those of headline and place, its names, its rarest words."""
        return self._most_telling(profile, profile.terms)[:KEPT_TERMS]

    def terms_to_seek(self, profile: Profile) -> list[str]:
        """Return the terms of a text by which earlier copy is looked up: the same, but for those never seen before."""
        return self._most_telling(profile, (term for term in profile.terms if self.counts[term]))[:SOUGHT_TERMS]

    def best_stories(self, hits: Iterable[tuple[int, str]], most: int = STORIES_COMPARED) -> list[int]:
        """Return the stories that share most with a text, the best first: `hits` are stories with terms sought."""
        sums: Counter[int] = Counter()
        for story, term in set(hits):
            sums[story] += round(1000 * self.weight(term) ** 2)  # one rare name tells more than a few common words
        return [story for story, _sum in sums.most_common(most)]

    def _most_telling(self, profile: Profile, terms: Iterable[str]) -> list[str]:
        """Return terms by their weight, those of the headline, places and names before others that are as rare."""
        weights, top = self.weights(profile), {*profile.heads, *profile.places}
        return sorted(terms, key=lambda term: (-weights[term] * (TOP_COUNTS if term in top else 1), term))
