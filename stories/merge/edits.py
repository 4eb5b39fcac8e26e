"""The edits of one editor to the words of a text, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from stories.compare import BUDGET
from stories.compare.core.segments import Difference, find_differences
from stories.compare.core.sentences import sentences
from stories.compare.core.tokens import Vocabulary
from stories.compare.core.words import Reading, Run, common_runs, common_series, is_shared, make_legible
from stories.compare.core.work import Work


def edits(base: str, text: str) -> list[Difference]:
    """Return the stretches in which a text differs from the one that it grew out of, in order.

    Sentences that stayed whole are found first, so that no word of one is taken for the same word of another; what is
    left between them is compared by words.
    """
    vocabulary, work = Vocabulary(), Work(BUDGET)
    a, b = Reading.of(base, vocabulary), Reading.of(text, vocabulary)
    runs: list[Run] = []
    at = new_at = 0
    for whole in [*_whole_sentences(a, b, work), Run(len(a.pieces), len(b.pieces), 0)]:
        old, new = a.between(at, whole.a), b.between(new_at, whole.b)
        within = common_runs(old.code, new.code, work)
        within = make_legible(within, old, new) if within else []
        if is_shared(within, old, new):
            runs += [Run(run.a + at, run.b + new_at, run.size) for run in within]
        runs.append(whole)
        at, new_at = whole.a + whole.size, whole.b + whole.size
    return list(find_differences(a, b, [run for run in runs if run.size]))


def _whole_sentences(a: Reading, b: Reading, work: Work) -> list[Run]:
    """Return the sentences that both have, in the longest series that keeps the order of both."""
    olds, news = (list(_sentences_in_pieces(reading)) for reading in (a, b))
    pairs = common_series([a.code[start:end] for start, end in olds], [b.code[start:end] for start, end in news], work)
    return [Run(olds[i][0], news[j][0], olds[i][1] - olds[i][0]) for i, j in pairs or ()]


def _sentences_in_pieces(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as numbers of its pieces; one that ends within a piece goes on with the next."""
    numbers = {start: number for number, start in enumerate(reading.starts)}
    first = 0
    for _, end in sentences(reading.text):
        if end in numbers:
            yield first, numbers[end]
            first = numbers[end]
