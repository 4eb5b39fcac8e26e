"""Comparisons of a story's filings, made once and cached: filings never change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache as once
from itertools import combinations
from pathlib import Path

from django.core.cache import cache

from stories import compare as way_of_comparing
from stories.compare import Comparison, Summary, compare, summary
from stories.models import Filing, PublicStory

CACHE_SECONDS = 24 * 60 * 60  # seconds
READERS_BUDGET = 40_000_000  # pairs of pieces, a few hundredths of a second: whoever asks for all pairs slows nobody


class FilingPair:
    """Two filings of a story by their numbers, with their comparison where it is cached."""

    def __init__(self, story_id: int, a: int, b: int) -> None:
        self._key = pair_key(story_id, a, b)
        self._cached: tuple[str, str, Comparison] | None = cache.get(self._key)

    @property
    def is_cached(self) -> bool:
        """Whether the comparison is cached, so that the words of the two filings are not needed."""
        return self._cached is not None

    def comparison(self, old: Filing, new: Filing) -> Comparison:
        """Return the changes from the one filing to the other; compare anew where the digests are others."""
        if self._cached is None or self._cached[:2] != (old.digest, new.digest):
            self._cached = (old.digest, new.digest, compare(old.text(), new.text(), budget=READERS_BUDGET))
            cache.set(self._key, self._cached, CACHE_SECONDS)
        return self._cached[2]


@dataclass(frozen=True, slots=True)
class ChainStep:
    """The changes of a filing against the one that it follows: the digests of both, and a summary."""

    digests: tuple[str, str]
    summary: Summary


class FilingChain:
    """The changes of each filing of a story against the one that it follows, where they are cached."""

    def __init__(self, story_id: int) -> None:
        self._key = chain_key(story_id)
        self._cached: tuple[int, dict[int, ChainStep]] = cache.get(self._key) or (0, {})

    @property
    def total(self) -> int:
        """The number of filings when the steps were cached; the words of a longer chain are needed again."""
        return self._cached[0]

    def steps(self, public_story: PublicStory) -> dict[int, Summary]:
        """Return the changes by the number of the filing, without the first one and those beside words taken down."""
        total, cached = self._cached
        steps: dict[int, ChainStep] = {}
        for filing in public_story.filings:
            before = public_story.predecessor(filing)
            if before is None or before.is_taken_down or filing.is_taken_down:
                continue
            digests = (before.digest, filing.digest)
            step = cached.get(filing.number)
            if step is None or step.digests != digests:
                step = ChainStep(digests, summary(compare(before.text(), filing.text(), budget=READERS_BUDGET)))
            steps[filing.number] = step
        if (total, cached) != (public_story.total, steps):
            self._cached = (public_story.total, steps)
            cache.set(self._key, self._cached, CACHE_SECONDS)
        return {number: step.summary for number, step in steps.items()}


def forget_comparisons(story_id: int, filings: int) -> None:
    """Drop the cached comparisons of a story that has so many filings."""
    pairs = combinations(range(1, filings + 1), 2)
    cache.delete_many([pair_key(story_id, a, b) for a, b in pairs])


def pair_key(story_id: int, a: int, b: int) -> str:
    """Return the cache key of the comparison of two filings."""
    return f"compared:{code_fingerprint()}:{story_id}:{a}..{b}"


def chain_key(story_id: int) -> str:
    """Return the cache key of the changes along a chain."""
    return f"chain:{code_fingerprint()}:{story_id}"


@once
def code_fingerprint() -> str:
    """Return the digest of the code that compares and caches texts: no comparison outlives the code that made it."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(Path(str(way_of_comparing.__file__)).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
