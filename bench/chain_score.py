"""The score of a day: how the stories that pieces were given compare with the truth, by pairs of pieces."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stories.matching import Finding, KnownCopy, precedes


@dataclass(frozen=True)
class Delivered:
    """A piece of copy with its truth: its story and event, None where it is of none, and its place in the story."""

    data: bytes
    at: datetime
    number: int
    story: int | None
    event: int | None
    kind: str
    place: int


@dataclass(frozen=True)
class Placed:
    """A piece with the finding, the story that it was given, and the processor's time."""

    piece: Delivered
    copy: KnownCopy
    finding: Finding
    story: int
    seconds: float


@dataclass
class Figures:
    """The figures of a day. Pairs are right, lost (one story in two chains), or wrong (two stories in one chain).

    Of wrong pairs, grave ones are of two events. `needless` are true first pieces of `stories` that were shown a
    story; `helped` those of `missed` pieces that were shown the right one; `newest_wrong` are chains that end with a
    text that is not the last.
    """

    right: int = 0
    lost: int = 0
    wrong: int = 0
    grave: int = 0
    stories: int = 0
    needless: int = 0
    missed: int = 0
    helped: int = 0
    chains: int = 0
    newest_wrong: int = 0
    first_ms: float = 0.0
    last_ms: float = 0.0

    @property
    def precision(self) -> float:
        """The share of pairs in one chain that are of one story."""
        return self.right / (self.right + self.wrong or 1)

    @property
    def recall(self) -> float:
        """The share of pairs of one story that are in one chain."""
        return self.right / (self.right + self.lost or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1)


def score_day(placed: list[Placed]) -> Figures:
    """Return the figures of a day; of a piece that came twice the first counts."""
    first: dict[int, Placed] = {}
    for one in placed:
        first.setdefault(one.piece.number, one)
    figures = Figures()
    by_truth, by_story = group(first.values(), truth=True), group(first.values(), truth=False)
    for ones in by_truth:
        same = [one.story == other.story for one, other in itertools.combinations(ones, 2)]
        figures.right += sum(same)
        figures.lost += len(same) - sum(same)
    for one, other in (pair for ones in by_story for pair in itertools.combinations(ones, 2)):
        figures.wrong += one.piece.story != other.piece.story
        figures.grave += one.piece.story != other.piece.story and one.piece.event != other.piece.event
    count_proposals(figures, first.values())
    count_newest(figures, by_truth)
    fifth = max(1, len(placed) // 5)
    figures.first_ms, figures.last_ms = (
        1000 * sum(one.seconds for one in part) / fifth for part in (placed[:fifth], placed[-fifth:])
    )
    return figures


def group(placed: Iterable[Placed], *, truth: bool) -> list[list[Placed]]:
    """Return pieces by their true story, or by the one that they were given."""
    groups: defaultdict[int | None, list[Placed]] = defaultdict(list)
    for one in placed:
        groups[one.piece.story if truth else one.story].append(one)
    return list(groups.values())


def count_proposals(figures: Figures, placed: Iterable[Placed]) -> None:
    """Count what pieces that joined no story were shown."""
    given: defaultdict[int | None, set[int]] = defaultdict(set)
    for one in placed:
        stories = given[one.piece.story]
        if not stories:
            figures.stories += 1
            figures.needless += one.finding.story is None and one.finding.likely is not None
        elif one.finding.story is None:
            figures.missed += 1
            figures.helped += one.finding.likely in stories
        stories.add(one.story)


def count_newest(figures: Figures, chains: Iterable[list[Placed]]) -> None:
    """Count the chains that do not end with their last text."""
    for ones in chains:
        largest = Counter(one.story for one in ones).most_common(1)[0][0]
        chain = [one for one in ones if one.story == largest]
        order: list[Placed] = []
        for one in chain:
            at = next((at for at, other in enumerate(order) if precedes(one.copy, other.copy)), len(order))
            order.insert(at, one)
        figures.chains += len(ones) > 1
        figures.newest_wrong += order[-1].piece.place != max(one.piece.place for one in chain)
