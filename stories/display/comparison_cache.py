"""Comparisons of a story's filings, made once and cached: filings never change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache as once
from pathlib import Path

from django.core.cache import cache

from stories import compare as way_of_comparing
from stories.compare import (
    Change,
    Comparison,
    Fact,
    Fate,
    Figure,
    Segment,
    Summary,
    changed_facts,
    compare,
    main_figures,
    summary,
)
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
        if self._cached is None or self._cached[:2] != (old.standing_digest, new.standing_digest):
            self._cached = (
                old.standing_digest,
                new.standing_digest,
                compare(old.text(), new.text(), budget=READERS_BUDGET),
            )
            cache.set(self._key, self._cached, CACHE_SECONDS)
        return self._cached[2]


@dataclass(frozen=True, slots=True)
class ChainStep:
    """The changes of a filing against the one that it follows: the digests of both, a summary, the changed facts.

    `outline` is the comparison without its words; the figures are those of either text, by what they count.
    `is_typography`: the texts differ in quotes, dashes and blanks alone.
    """

    digests: tuple[str, str]
    summary: Summary
    outline: Comparison
    facts: tuple[Fact, ...]
    old_figures: Mapping[str, Figure]
    new_figures: Mapping[str, Figure]
    is_typography: bool


class ChainSteps:
    """The changes of some filings of a story against the text before each, where they are cached. One request."""

    def __init__(self, public_story: PublicStory, numbers: Iterable[int]) -> None:
        shape = public_story.shape
        readable = [number for number in numbers if shape.has_words(number)]
        pairs = ((number, shape.predecessor(number)) for number in readable)
        self._keys = {
            number: (before, step_key(public_story.story_id, before, number))
            for number, before in pairs
            if before and shape.has_words(before)
        }
        self._cached: dict[str, ChainStep] = cache.get_many([key for _before, key in self._keys.values()])

    @property
    def texts_to_read(self) -> set[int]:
        """The numbers of the filings whose texts are needed, as their changes are not cached."""
        missing = {number: before for number, (before, key) in self._keys.items() if key not in self._cached}
        return {*missing, *missing.values()}

    def steps(self, public_story: PublicStory) -> dict[int, ChainStep]:
        """Return the changes by the number of the filing, without the first one and those beside words taken down."""
        steps: dict[int, ChainStep] = {}
        made: dict[str, ChainStep] = {}
        for number, (before, key) in self._keys.items():
            old, new = public_story.with_number(before), public_story.with_number(number)
            if old is None or new is None or old.is_taken_down or new.is_taken_down:
                continue
            step = self._cached.get(key)
            if step is None or step.digests != (old.standing_digest, new.standing_digest):
                step = made[key] = make_step(old, new)
            steps[number] = step
        if made:
            self._cached |= made
            cache.set_many(made, CACHE_SECONDS)
        return steps


def make_step(old: Filing, new: Filing) -> ChainStep:
    """Return the changes of a filing against another. Both need their words."""
    comparison = compare(old.text(), new.text(), budget=READERS_BUDGET)
    return ChainStep(
        (old.standing_digest, new.standing_digest),
        summary(comparison),
        make_outline(comparison),
        changed_facts(comparison, new.language),
        filing_figures_by_subject(old),
        filing_figures_by_subject(new),
        comparison.typography_only,
    )


def make_outline(comparison: Comparison) -> Comparison:
    """Return a comparison without its words: what became of each paragraph and head field is left.

    Of its words the places of sentences that moved are left. What is printed otherwise alone counts as unchanged.
    """
    changed = (row for row in comparison.head if not row.typography_only)
    head = (replace(row, old=row.old[:1], new=row.new[:1], segments=()) for row in changed)
    rows = (
        row._replace(segments=_moves(row), cells=(), fate=Fate.SAME if row.typography_only else row.fate)
        for row in comparison.changes
    )
    return replace(comparison, head=tuple(head), changes=tuple(rows))


def _moves(row: Change) -> tuple[Segment, ...]:
    """Return the parts of a paragraph that moved, without their words."""
    return tuple(part._replace(text="") for part in row.segments if part.move)


def filing_figures_by_subject(filing: Filing) -> dict[str, Figure]:
    """Return the main figures of a filing."""
    text = "\n".join((filing.headline, *(block.text for block in filing.blocks)))
    return main_figures(text, filing.language)


def forget_comparisons(story_id: int, numbers: Iterable[int], *, total: int) -> None:
    """Drop the cached comparisons of some filings of a story that has so many."""
    for number in numbers:
        others = [sorted((number, other)) for other in range(1, total + 1) if other != number]
        cache.delete_many([pair_key(story_id, a, b) for a, b in others])
        steps = (step_key(story_id, *step) for a, b in others for step in ((a, b), (b, a)))
        cache.delete_many(list(steps))


def pair_key(story_id: int, a: int, b: int) -> str:
    """Return the cache key of the comparison of two filings."""
    return f"compared:{code_fingerprint()}:{story_id}:{a}..{b}"


def step_key(story_id: int, before: int, number: int) -> str:
    """Return the cache key of the changes of one filing against the text before it."""
    return f"step:{code_fingerprint()}:{story_id}:{before}..{number}"


@once
def code_fingerprint() -> str:
    """Return the digest of the code that compares and caches texts: no comparison outlives the code that made it."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(Path(str(way_of_comparing.__file__)).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
