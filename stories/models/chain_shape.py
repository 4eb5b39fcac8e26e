"""The shape of a chain: the places of all its filings, known from the few that break the order of the numbers.

A filing mostly follows the one numbered before it. A chain of ten thousand is known by its last number and the filings
that do not, so that a page of it costs no more than a page of ten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice


@dataclass(frozen=True)
class ChainShape:
    """The order of the numbers 1 to `total` of a story.

    `breaks` are the filings that do not follow the number before theirs, each with what it follows; `gone` those that
    stand in another story, `removed` those whose words were taken down, `amending` those that put something right, in
    the order of the numbers; `has_arrivals` says whether any came from another story.
    """

    total: int = 0
    breaks: Mapping[int, int] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    amending: tuple[int, ...] = ()
    has_arrivals: bool = False

    @cached_property
    def runs(self) -> tuple[range, ...]:
        """The numbers in the order of the chain, as runs of numbers that follow each other."""
        starts = sorted({1, *self.breaks}) if self.total else []
        ends = dict(zip(starts, [*starts[1:], self.total + 1], strict=True))
        behind: dict[int, list[int]] = defaultdict(list)
        for start in starts:
            behind[self.follows(start)].append(start)
        forks = sorted(behind)
        stack = [range(start, ends[start]) for start in behind[0]]
        runs: list[range] = []
        while stack:
            run = stack.pop()
            at = bisect_right(forks, run.start - 1)
            fork = forks[at] if at < len(forks) and forks[at] < run.stop else run.stop - 1
            runs.append(range(run.start, fork + 1))
            if fork + 1 < run.stop:
                stack.append(range(fork + 1, run.stop))
            stack += [range(start, ends[start]) for start in behind.get(fork, ())]
        return tuple(runs)

    @cached_property
    def _places(self) -> tuple[dict[int, int], list[int], list[int]]:
        """The place of each run in the chain by its first number; these numbers, sorted; the ends of the runs."""
        ends = list(accumulate(map(len, self.runs)))
        places = {run.start: end - len(run) for run, end in zip(self.runs, ends, strict=True)}
        return places, sorted(places), ends

    def follows(self, number: int) -> int:
        """Return the number that a filing follows, 0 for one that opens the chain."""
        return self.breaks.get(number, number - 1)

    def holds(self, number: int) -> bool:
        """Return whether the story gave a number."""
        return 0 < number <= self.total

    def has_words(self, number: int) -> bool:
        """Return whether a filing stands in the story, with words that may be read."""
        return number not in self.gone and number not in self.removed

    def place(self, number: int) -> int:
        """Return the place of a number in the chain, from 0."""
        places, starts, _ends = self._places
        start = starts[bisect_right(starts, number) - 1]
        return places[start] + number - start

    def between(self, begin: int, end: int) -> list[int]:
        """Return the numbers at the places from `begin` on and before `end`."""
        begin, end = max(begin, 0), min(end, self.total)
        return list(islice(self._numbers_from(begin), max(end - begin, 0)))

    def _numbers_from(self, place: int) -> Iterator[int]:
        """Yield the numbers from a place on."""
        ends = self._places[2]
        at = bisect_right(ends, place)
        for index in range(at, len(self.runs)):
            run = self.runs[index]
            yield from run[max(place - (ends[index] - len(run)), 0) :]

    def number_before(self, number: int) -> int:
        """Return the number that stands before another in the story; 0 for none."""
        place = self.place(number)
        ends = self._places[2]
        for index in range(bisect_right(ends, place), -1, -1):
            run = self.runs[index]
            upto = min(place - (ends[index] - len(run)), len(run))
            found = next((earlier for earlier in reversed(run[:upto]) if earlier not in self.gone), 0)
            if found:
                return found
        return 0

    def numbers_behind(self, number: int) -> Iterator[int]:
        """Yield the numbers that stand behind another in the story, in the order of the chain."""
        return (later for later in self._numbers_from(self.place(number) + 1) if later not in self.gone)

    def previous_number(self, number: int) -> int:
        """Return the number that a filing follows, past those that stand in other stories; 0 for none."""
        number = self.follows(number)
        while number in self.gone:
            number = self.follows(number)
        return number

    def predecessor(self, number: int) -> int:
        """Return the number of the text before a filing; 0 for the first.

        That is the one that it follows. It is the one that stands before it where filings went or came from elsewhere,
        and for a filing that opened the chain before an older text was filed late.
        """
        has_moves = self.has_arrivals or bool(self.gone)
        return (0 if has_moves else self.follows(number)) or self.number_before(number)

    def ends(self) -> tuple[int, int] | None:
        """Return the first and the last number that stand in the story; None where all went."""
        first = next((number for run in self.runs for number in run if number not in self.gone), 0)
        last = (number for run in reversed(self.runs) for number in reversed(run) if number not in self.gone)
        return (first, next(last)) if first else None

    def replacement(self, number: int, newest: int) -> int:
        """Return the number that replaced a filing: of the next text filed after it, or of the newest; 0 for that."""
        if number == newest:
            return 0
        place, ends = self.place(number), self._places[2]
        for index in range(bisect_right(ends, place), len(self.runs)):
            run = self.runs[index]
            later = range(max(run.start, number + 1), min(run.stop, newest + 1))
            found = next((replacing for replacing in later if replacing not in self.gone), 0)
            if found:
                return found
        return newest

    def line_to(self, newest: int) -> list[range]:
        """Return the numbers that were once the newest as runs, the latest run first; those that went are among them.

        Each of them was followed by the one before it.
        """
        starts, line = sorted(self.breaks), []
        while newest:
            at = bisect_right(starts, newest)
            start = starts[at - 1] if at else 1
            line.append(range(start, newest + 1))
            newest = self.follows(start)
        return line

    def near(self, number: int) -> set[int]:
        """Return the numbers with words before and behind a number, and the first and last of all."""
        spans = (
            range(number - 1, 0, -1),
            range(number + 1, self.total + 1),
            range(1, self.total + 1),
            range(self.total, 0, -1),
        )
        return {near for span in spans if (near := next(filter(self.has_words, span), 0))}
