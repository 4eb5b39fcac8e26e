"""Comparing texts, beside the peers that are there: time, words marked over the least possible, moves found.

    python -m bench.compare [--quick]

The rounds of all engines are interleaved and the best of each counts, as the machine is shared.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

from bench import prose
from bench.edits import INVENTED, LICENCES, TextPair, text_pairs
from bench.engines import Engine, Marks, engines
from stories.compare.core.tokens import Vocabulary, is_word, pieces

SIZES = (600, 3_000, 20_000)
COMPARE_ROUNDS = 25
ROUNDS_LIMIT = 2.0  # seconds for all rounds of an engine on a pair
ROUND_LIMIT = 12.0  # seconds that one round of an engine may take; what would take longer is left out


@dataclass(frozen=True, slots=True)
class EngineFigure:
    """A cell of the table."""

    engine: str
    prose: str
    edit: str
    words: int
    ms: float
    marked: int
    least: int
    moves: int
    moves_found: int
    moves_false: int

    @property
    def ratio(self) -> float:
        """Words marked, over the least that a script without moves must mark."""
        return self.marked / self.least


def least_words(pair: TextPair) -> int:
    """Return the least number of words that a script without moves removes and adds."""
    vocabulary = Vocabulary()
    cut = ([piece for text in texts for piece in pieces(text) if is_word(piece)] for texts in (pair.old, pair.new))
    return int(Indel.distance(*map(vocabulary.code, cut)))


def all_pairs(sizes: Iterable[int]) -> Iterator[TextPair]:
    """Return pairs of invented copy of these sizes, and of licences of the longer two, where the machine has them."""
    invented = text_pairs(INVENTED, sizes)
    if prose.licences():
        return chain(invented, text_pairs(LICENCES, [size for size in sizes if size > SIZES[0]]))
    sys.stderr.write(f"The licences are left out: {prose.LICENCES} is not there.\n")
    return invented


def measure_engines(sizes: Iterable[int] = SIZES, rounds: int = COMPARE_ROUNDS) -> list[EngineFigure]:
    """Measure each engine on each pair; engines that become too slow skip the longer ones."""
    with tempfile.TemporaryDirectory() as folder:
        present = engines(Path(folder))
        gc.collect()
        gc.freeze()  # what the peers brought in is not to be looked through while others are timed
        return list(_measured(present, sizes, rounds))


def _measured(present: list[Engine], sizes: Iterable[int], rounds: int) -> Iterator[EngineFigure]:
    pace: dict[tuple[str, str], float] = {}  # seconds for a pair of words, by engine and edit
    for pair in all_pairs(sizes):
        able = [engine for engine in present if pace.get((engine.name, pair.edit), 0) * pair.words**2 < ROUND_LIMIT]
        best, marks = _best(able, pair, rounds)
        shortest = least_words(pair)
        for engine in able:
            pace[engine.name, pair.edit] = best[engine.name] / 1_000 / pair.words**2
            yield _engine_figure(engine, pair, best[engine.name], shortest, marks[engine.name])


def _best(able: list[Engine], pair: TextPair, rounds: int) -> tuple[dict[str, float], dict[str, Marks]]:
    """Return the least milliseconds of each engine, and its marks."""
    _ = pair.texts  # made before anything is timed
    best: dict[str, float] = {}
    marks: dict[str, Marks] = {}
    spent = dict.fromkeys((engine.name for engine in able), 0.0)
    for _ in range(rounds):
        for engine in able:
            if spent[engine.name] < ROUNDS_LIMIT * 1_000:
                ms, result = _timed(engine, pair)
                spent[engine.name] += ms
                best[engine.name] = min(ms, best.get(engine.name, ms))
                if engine.name not in marks:
                    marks[engine.name] = engine.read(pair, result)
                del result
    return best, marks


def _timed(engine: Engine, pair: TextPair) -> tuple[float, Any]:
    gc.collect()  # what another engine left is not this one's work
    started = time.perf_counter()
    result = engine.run(pair)
    return result if engine.times_itself else ((time.perf_counter() - started) * 1_000, result)


def _engine_figure(engine: Engine, pair: TextPair, ms: float, shortest: int, marks: Marks) -> EngineFigure:
    truth, found_there = ({"".join(text.split()) for text in texts} for texts in (pair.moved, marks.moved))
    right, false = len(truth & found_there), len(found_there - truth)
    moves = len(truth)
    return EngineFigure(engine.name, pair.prose, pair.edit, pair.words, ms, marks.marked, shortest, moves, right, false)


def engines_table(figures: list[EngineFigure]) -> str:
    """Return the figures as Markdown, a table for each length."""
    parts = []
    for (text, size), group in groupby(figures, key=lambda figure: (figure.prose, figure.words)):
        rows = list(group)
        edits = list(dict.fromkeys(row.edit for row in rows))
        parts.append(f"\n{size:,} words, {text}: ms (words marked / least; moves found of made, false ones)\n")
        parts.append(f"| engine | {' | '.join(edits)} |\n|---|{'--:|' * len(edits)}")
        for name in dict.fromkeys(figure.engine for figure in figures):
            cells = {row.edit: _cell(row) for row in rows if row.engine == name}
            parts.append(f"| {name} | {' | '.join(cells.get(edit, '-') for edit in edits)} |")
    return "\n".join(parts) + "\n"


def _cell(row: EngineFigure) -> str:
    ms = f"{row.ms:,.1f}" if row.ms >= 10 else f"{row.ms:.2f}"
    return f"{ms} ({row.ratio:.2f}; {row.moves_found} of {row.moves}, {row.moves_false})"


def compare_report(arguments: list[str] | None = None) -> list[dict[str, object]]:
    """Measure, print the table, and return the figures as data."""
    parser = argparse.ArgumentParser(description="Compares texts with this project's engine and its peers.")
    parser.add_argument("--quick", action="store_true", help="two rounds, 600 and 3,000 words")
    quick = parser.parse_args(arguments).quick
    figures = measure_engines(SIZES[:2], 2) if quick else measure_engines()
    sys.stdout.write(engines_table(figures))
    return [asdict(figure) | {"ratio": round(figure.ratio, 3)} for figure in figures]


if __name__ == "__main__":
    compare_report()
