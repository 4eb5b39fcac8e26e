"""How rare a term is in the last days of a source."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from itertools import islice, repeat
from operator import sub

from stories.matching.profile import Profile

STORIES_COMPARED = 40  # whose words are compared with those of a piece of copy
KEPT_TERMS = 24  # of a text, in the index
SOUGHT_TERMS = 40
WEIGHED_KEPT = 50  # texts whose weights are kept
TOP_COUNTS = 1.5  # how much more a term of headline or date line tells of what a text is about

# What is thought of a source before its texts are counted: so many texts, in which each sort of term stands so often.
SUPPOSED_TEXTS = 300
SUPPOSED_NAME = 0.5
SUPPOSED_FIGURE = 3.0
SUPPOSED_WORD = 6.0


NEVER = repeat(0)  # seen


class Logarithms(dict[int, float]):
    """The logarithm of a count and what is supposed beside it, each worked out once."""

    def __init__(self, supposed: float) -> None:
        super().__init__()
        self.supposed = supposed

    def __missing__(self, count: int) -> float:
        self[count] = math.log(count + self.supposed)
        return self[count]


NAME_LOGS, FIGURE_LOGS, WORD_LOGS = map(Logarithms, (SUPPOSED_NAME, SUPPOSED_FIGURE, SUPPOSED_WORD))


@dataclass(slots=True)
class Rarity:
    """In how many of the texts seen each term stands."""

    texts: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    weighed: dict[int, tuple[Profile, dict[str, float]]] = field(default_factory=dict, repr=False, compare=False)
    ordered: dict[int, tuple[Profile, list[str]]] = field(default_factory=dict, repr=False, compare=False)

    def add(self, profile: Profile) -> None:
        """Count a text."""
        self.texts += 1
        self.weighed.clear()
        self.ordered.clear()
        self.counts.update(profile.terms)

    def weight(self, term: str) -> float:
        """Return how much a name tells."""
        return self._whole - NAME_LOGS[self.counts.get(term, 0)]

    def weights(self, profile: Profile) -> dict[str, float]:
        """Return how much each term of a text tells: of terms that are as rare, names the most, then figures.

        Those of the texts that were asked for are kept until another text is counted.
        """
        known = self.weighed.get(id(profile))
        if known is not None:
            return known[1]
        count, whole = self.counts.get, repeat(self._whole)
        weights: dict[str, float] = {}
        for terms, logarithms in (
            (profile.words, WORD_LOGS),
            (profile.figures, FIGURE_LOGS),
            (profile.names, NAME_LOGS),
        ):
            weights.update(zip(terms, map(sub, whole, map(logarithms.__getitem__, map(count, terms, NEVER)))))  # noqa: B905 endless
        if len(self.weighed) >= WEIGHED_KEPT:
            self.weighed.clear()
        self.weighed[id(profile)] = profile, weights
        return weights

    @property
    def _whole(self) -> float:
        return math.log(self.texts + SUPPOSED_TEXTS)

    def terms_to_keep(self, profile: Profile) -> list[str]:
        """Return the terms of a text that the index keeps: those of headline and place, its names, its rarest words."""
        return self._most_telling(profile)[:KEPT_TERMS]

    def terms_to_seek(self, profile: Profile) -> list[str]:
        """Return the terms of a text by which earlier copy is looked up: the same, but for those never seen before."""
        return list(islice(filter(self.counts.get, self._most_telling(profile)), SOUGHT_TERMS))

    def best_stories(self, hits: Mapping[str, Set[int]], most: int = STORIES_COMPARED) -> list[int]:
        """Return the stories that share most with a text, the best first: `hits` are stories by a term sought."""
        sums: defaultdict[int, int] = defaultdict(int)
        for term, stories in hits.items():
            told = round(1000 * self.weight(term) ** 2)  # one rare name tells more than a few common words
            for story in stories:
                sums[story] += told
        return sorted(sums, key=lambda story: (sums[story], story), reverse=True)[:most]

    def _most_telling(self, profile: Profile) -> list[str]:
        """Return terms by their weight, those of the headline, places and names before others that are as rare.

        Those of the texts that were asked for are kept as their weights are.
        """
        known = self.ordered.get(id(profile))
        if known is not None:
            return known[1]
        weights = self.weights(profile)
        top = {*profile.heads, *profile.places} & weights.keys()
        telling = {**weights, **{term: weights[term] * TOP_COUNTS for term in top}}
        ordered = sorted(profile.in_order, key=telling.__getitem__, reverse=True)
        if len(self.ordered) >= WEIGHED_KEPT:
            self.ordered.clear()
        self.ordered[id(profile)] = profile, ordered
        return ordered
