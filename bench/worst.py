"""The worst cases for this project's compare: time, peak memory, and whether the result is coarse.

    python -m bench.worst [CASE]

Each case runs in a process of its own, so that its memory is its own: the peak of the process beyond the memory that
it held with the texts made (Linux's VmHWM, which counts the C++ beneath too). The best time of three counts.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from bench.prose import invented_paragraphs, random_words
from stories.compare import Text, compare
from stories.copy import Block, Kind

TEXT_SIZE = 20_000
WORST_ROUNDS = 3
MOST_MS, MOST_MB = 1_000, 100
STATUS = Path("/proc/self/status")

Texts = tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True)
class WorstCase:
    """A row of the table."""

    case: str
    ms: float
    mb: float | None
    coarse: bool

    @property
    def is_over(self) -> bool:
        """Whether the case costs more than it may."""
        return self.ms > MOST_MS or (self.mb or 0) > MOST_MB


def nothing_shared(rng: random.Random) -> Texts:
    """Return two texts without a word in common."""
    return invented_paragraphs(rng, TEXT_SIZE), [
        " ".join(word + "x" for word in text.split()) for text in invented_paragraphs(rng, TEXT_SIZE)
    ]


def one_paragraph(rng: random.Random) -> Texts:
    """Return a paragraph and its full rewrite, which share their small words."""
    return [" ".join(random_words(rng, TEXT_SIZE))], [" ".join(random_words(rng, TEXT_SIZE))]


def one_word(rng: random.Random, size: int = TEXT_SIZE) -> Texts:
    """Return a word again and again, one in a hundred of them replaced, dropped or doubled."""
    old = ["dam"] * size
    new = [rng.choice(("flood", "", "dam dam")) if rng.random() < 0.01 else word for word in old]
    return [" ".join(old)], [" ".join(filter(None, new))]


def one_paragraph_again(rng: random.Random) -> Texts:
    """Return a thousand times the same paragraph, one in ten of them changed, dropped or doubled."""
    text = " ".join(random_words(rng, 20))
    old = [text] * 1_000
    new = [rng.choice((text + " Again.", "", f"{text}\n{text}")) if rng.random() < 0.1 else text for text in old]
    return old, [part for text in new for part in text.split("\n") if part]


CASES: dict[str, Callable[[random.Random], Texts]] = {
    "20,000 words, nothing shared": nothing_shared,
    "one paragraph of 20,000 words, rewritten": one_paragraph,
    "one word 20,000 times, 1 % changed": one_word,
    "one word 12,000 times, 1 % changed": partial(one_word, size=12_000),  # the most that is compared at once
    "one paragraph 1,000 times, 10 % changed": one_paragraph_again,
}


def measure_case(case: str) -> WorstCase:
    """Measure a case; right if nothing else ran in this process."""
    texts_of_case = CASES[case](random.Random(1))  # noqa: S311, words are no secrets
    old, new = (Text({}, tuple(Block(Kind.PARAGRAPH, text) for text in texts)) for texts in texts_of_case)
    before, best, coarse = _peak(), float("inf"), False
    for _ in range(WORST_ROUNDS):
        started = time.perf_counter()
        coarse = compare(old, new).coarse
        best = min(best, (time.perf_counter() - started) * 1_000)
    peak = _peak()
    return WorstCase(case, best, peak - before if peak and before else None, coarse)


def _peak() -> float | None:
    """Return the most megabytes that this process has held; None where the system does not tell."""
    if not STATUS.exists():
        return None
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1_024 / 1_000_000


def measure_apart(case: str) -> WorstCase:
    """Measure a case in a process of its own."""
    command = [sys.executable, "-m", "bench.worst", case]
    return WorstCase(**json.loads(subprocess.run(command, capture_output=True, check=True).stdout))  # noqa: S603, ourselves


def worst_table(rows: list[WorstCase]) -> str:
    """Return the rows as Markdown, with the cases that cost more than they may."""
    lines = ["\nThe worst cases\n", "| case | ms | peak MB | coarse |", "|---|--:|--:|---|"]
    lines += [f"| {row.case} | {row.ms:.0f} | {_cell(row.mb)} | {'yes' if row.coarse else 'no'} |" for row in rows]
    lines += [f"\nOver {MOST_MS:,} ms or {MOST_MB} MB: {row.case}" for row in rows if row.is_over]
    return "\n".join(lines) + "\n"


def _cell(mb: float | None) -> str:
    return "-" if mb is None else f"{mb:.0f}"


def worst_report() -> list[dict[str, object]]:
    """Measure, print the table, and return the figures as data."""
    rows = [measure_apart(case) for case in CASES]
    sys.stdout.write(worst_table(rows))
    return [asdict(row) for row in rows]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(asdict(measure_case(sys.argv[1]))))
    else:
        worst_report()
