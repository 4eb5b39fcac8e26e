"""What changed between the filings of a story, found once and kept: filings never change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache as once
from itertools import combinations
from pathlib import Path
from typing import Any

from django.core.cache import cache
from redis import RedisError

from stories import compare as way_of_comparing
from stories.compare import Comparison, Summary, compare, summary
from stories.models import Filing, Look

KEPT_FOR = 24 * 60 * 60  # seconds
READERS_BUDGET = 40_000_000  # pairs of pieces, a few hundredths of a second: whoever asks for all pairs slows nobody
CACHE_IS_DOWN = (OSError, RedisError)


class Pair:
    """Two filings of a story by their numbers, and what changed between them, where that is kept."""

    def __init__(self, story_id: int, a: int, b: int) -> None:
        self._key = pair_key(story_id, a, b)
        self._kept: tuple[str, str, Comparison] | None = recalled(self._key)

    @property
    def is_kept(self) -> bool:
        """Whether the words of the two are not needed to tell what changed."""
        return self._kept is not None

    def comparison(self, old: Filing, new: Filing) -> Comparison:
        """What changed from the one filing to the other; made anew where other filings had these numbers once."""
        if self._kept is None or self._kept[:2] != (old.digest, new.digest):
            self._kept = (old.digest, new.digest, compare(old.text(), new.text(), budget=READERS_BUDGET))
            keep({self._key: self._kept})
        return self._kept[2]


@dataclass(frozen=True, slots=True)
class Step:
    """What a filing changed of the one that it follows: their digests, how much and where."""

    digests: tuple[str, str]
    told: Summary


class Chain:
    """What each filing of a story changed of the one that it follows, where that is kept."""

    def __init__(self, story_id: int) -> None:
        self._key = chain_key(story_id)
        self._kept: tuple[int, dict[int, Step]] = recalled(self._key) or (0, {})

    @property
    def total(self) -> int:
        """How many filings the story had when its steps were kept; the words of a longer chain are needed again."""
        return self._kept[0]

    def steps(self, look: Look) -> dict[int, Summary]:
        """What changed, by the number of the filing; none for what opens the chain, or stands by words taken down."""
        total, kept = self._kept
        steps: dict[int, Step] = {}
        for filing in look.filings:
            before = look.numbered(filing.follows)
            if before is None or before.is_taken_down or filing.is_taken_down:
                continue
            digests = (before.digest, filing.digest)
            step = kept.get(filing.number)
            if step is None or step.digests != digests:
                step = Step(digests, summary(compare(before.text(), filing.text(), budget=READERS_BUDGET)))
            steps[filing.number] = step
        if (total, kept) != (look.total, steps):
            self._kept = (look.total, steps)
            keep({self._key: self._kept})
        return {number: step.told for number, step in steps.items()}


def forget(story_id: int, filings: int) -> None:
    """Drop the words of a story's compared filings; it has so many."""
    pairs = combinations(range(1, filings + 1), 2)
    try:
        cache.delete_many([pair_key(story_id, a, b) for a, b in pairs])
    except CACHE_IS_DOWN:
        return


def recalled(key: str) -> Any:
    """What is kept under a key; None where nothing is, or the cache is down."""
    try:
        return cache.get(key)
    except CACHE_IS_DOWN:
        return None


def recalled_all(keys: Iterable[str]) -> dict[str, Any]:
    """What is kept under several keys, asked for at once."""
    try:
        return cache.get_many(keys)
    except CACHE_IS_DOWN:
        return {}


def keep(made: dict[str, Any]) -> None:
    """Keep what was made by its keys for a day, told at once; a cache that is down costs only time."""
    try:
        cache.set_many(made, KEPT_FOR)
    except CACHE_IS_DOWN:
        return


def pair_key(story_id: int, a: int, b: int) -> str:
    """The key of what changed between two filings."""
    return f"compared:{way()}:{story_id}:{a}..{b}"


def chain_key(story_id: int) -> str:
    """The key of what changed along a chain."""
    return f"chain:{way()}:{story_id}"


@once
def way() -> str:
    """How texts are compared and kept here: the digest of the code, so that nothing outlives the way it was found."""
    made = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(Path(str(way_of_comparing.__file__)).parent.glob("*.py")):
        made.update(path.read_bytes())
    return made.hexdigest()[:16]
