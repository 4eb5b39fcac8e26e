"""Comparing texts, beside the peers that are there: time, words marked over the least possible, moves found.

    python -m bench.compare [--quick]

Peers that are not installed are left out: cydifflib, diff_match_patch and redlines (Python), git, and MediaWiki's
wikidiff2 (PHP). The rounds of all engines are interleaved and the best of each counts, as the machine is shared.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

from lxml.html.diff import htmldiff
from rapidfuzz.distance import Indel

from bench.edits import Pair, pairs
from stories.compare import Comparison, compare
from stories.compare.tokens import Vocabulary, is_word, pieces, words_in

SIZES = (600, 3_000, 20_000)
ROUNDS = 5
PATIENCE = 12.0  # seconds that one round of an engine may take; what would take longer is left out
TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


@dataclass(frozen=True, slots=True)
class Said:
    """What an engine said of a pair."""

    marked: int
    moved: list[str]


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to compare. `run` is timed, or gives its own milliseconds first; `read` is not timed."""

    name: str
    run: Callable[[Pair], Any]
    read: Callable[[Pair, Any], Said]
    times_itself: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the table."""

    engine: str
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
        """Words marked over the least that a script without moves must mark."""
        return self.marked / self.least


def least(pair: Pair) -> int:
    """Words that a script without moves removes and adds at least."""
    vocabulary = Vocabulary()
    cut = ([piece for text in texts for piece in pieces(text) if is_word(piece)] for texts in (pair.old, pair.new))
    return int(Indel.distance(*map(vocabulary.code, cut)))


# The engines.


def ours() -> Engine:
    """This project's."""

    def run(pair: Pair) -> Comparison:
        return compare(*pair.texts)

    def read(pair: Pair, found: Comparison) -> Said:
        rows = (row.new for row in found.changes if row.has_moved and row.new)
        return Said(found.words_added + found.words_removed, [pair.new[number - 1] for number in rows])

    return Engine("ours", run, read)


def by_tokens(name: str, opcodes: Callable[[list[str], list[str]], Any]) -> Engine:
    """One that compares two lists: of words, signs and blanks."""

    def run(pair: Pair) -> Any:
        a, b = (TOKEN.findall("\n".join(texts)) for texts in (pair.old, pair.new))
        return a, b, opcodes(a, b)

    def read(_: Pair, found: Any) -> Said:
        a, b, codes = found
        kept = sum(words_in("".join(a[code[1] : code[2]])) for code in codes if code[0] == "equal")
        return Said(words_in("".join(a)) + words_in("".join(b)) - 2 * kept, [])

    return Engine(name, run, read)


def of_numbers(a: list[str], b: list[str]) -> Any:
    """rapidfuzz over the tokens as numbers."""
    numbers: dict[str, int] = {}
    return Indel.opcodes(
        *([numbers.setdefault(token, len(numbers)) for token in tokens] for tokens in (a, b))
    ).as_list()


def marked_html(name: str, html: Callable[[Pair], str]) -> Engine:
    """One that gives HTML with ins and del."""

    def read(_: Pair, found: str) -> Said:
        runs = re.findall(r"<(ins|del)\b[^>]*>(.*?)</\1>", found, re.DOTALL)
        return Said(sum(words_in(re.sub(r"<[^>]+>", " ", run)) for _, run in runs), [])

    return Engine(name, html, read)


def lxml_html(pair: Pair) -> str:
    """lxml's htmldiff of the paragraphs."""
    old, new = ("".join(f"<p>{text}</p>" for text in texts) for texts in (pair.old, pair.new))
    return str(htmldiff(old, new))


def match_patch(module: ModuleType) -> Engine:
    """diff-match-patch over words, by its own trick for lines: a character for each token."""

    def run(pair: Pair) -> Any:
        vocabulary = Vocabulary()
        codes = [vocabulary.code(pieces("\n".join(texts))) for texts in (pair.old, pair.new)]
        engine = module.diff_match_patch()
        engine.Diff_Timeout = 0
        return vocabulary, engine.diff_main(*codes, False)

    def read(_: Pair, found: Any) -> Said:
        vocabulary, diffs = found
        signs = {code for piece, code in vocabulary.items() if not is_word(piece)}
        return Said(sum(code not in signs for op, run in diffs if op for code in run), [])

    return Engine("diff-match-patch, words", run, read)


def git(folder: Path) -> Engine:
    """git --word-diff: a process for each comparison, as a site without a library would run it."""

    def run(pair: Pair) -> str:
        for name, texts in (("old", pair.old), ("new", pair.new)):
            (folder / name).write_text("\n".join(texts) + "\n")
        command = [
            "git",
            "diff",
            "--no-index",
            "--word-diff=porcelain",
            "-U0",
            "--word-diff-regex=[[:alnum:]]+|[^[:space:]]",
        ]
        return subprocess.run([*command, "old", "new"], cwd=folder, capture_output=True, text=True, check=False).stdout  # noqa: S603, git as it is found

    def read(_: Pair, found: str) -> Said:
        lines = [line for line in found.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
        return Said(sum(words_in(line[1:]) for line in lines), [])

    return Engine("git --word-diff (process)", run, read)


PHP = """
[$old, $new] = [file_get_contents('old'), file_get_contents('new')];
$best = INF;
for ($round = 0; $round < 3; $round++) {
    $start = hrtime(true);
    $found = wikidiff2_inline_json_diff($old, $new, 0);
    $best = min($best, (hrtime(true) - $start) / 1e6);
}
echo json_encode([$best, json_decode($found)->diff]);
"""


def wikidiff2(folder: Path) -> Engine:
    """MediaWiki's, in C++; it times itself within PHP."""

    def run(pair: Pair) -> tuple[float, Any]:
        for name, texts in (("old", pair.old), ("new", pair.new)):
            (folder / name).write_text("\n".join(texts))
        done = subprocess.run(["php", "-r", PHP], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603, S607, php as it is found
        ms, rows = json.loads(done.stdout)
        return ms, rows

    def read(_: Pair, rows: Any) -> Said:
        marked, arrived = 0, []
        for row in rows:
            ranges = row.get("highlightRanges", [])
            if row["type"] in (1, 2):
                marked += words_in(row["text"])
            marked += sum(words_in(row["text"][at["start"] : at["start"] + at["length"]]) for at in ranges)
            if row["type"] == 5:
                gone = [(at["start"], at["start"] + at["length"]) for at in ranges if at["type"] == 1]
                arrived.append(without(row["text"], gone))
        return Said(marked, arrived)

    return Engine("wikidiff2", run, read, times_itself=True)


def without(text: str, stretches: list[tuple[int, int]]) -> str:
    """The text without some stretches of it."""
    for start, end in reversed(stretches):
        text = text[:start] + text[end:]
    return text


def engines(folder: Path) -> list[Engine]:
    """This project's, and the peers that are there."""
    found = [ours(), by_tokens("rapidfuzz alone", of_numbers)]
    if has_wikidiff2():
        found.append(wikidiff2(folder))
    if shutil.which("git"):
        found.append(git(folder))
    found.append(by_tokens("difflib (default)", lambda a, b: difflib.SequenceMatcher(None, a, b).get_opcodes()))
    exact = by_tokens("difflib (autojunk off)", lambda a, b: difflib.SequenceMatcher(None, a, b, False).get_opcodes())
    found += [exact, marked_html("lxml htmldiff", lxml_html)]
    if cydifflib := imported("cydifflib"):
        matcher = cydifflib.SequenceMatcher
        found.append(by_tokens("cydifflib (autojunk off)", lambda a, b: matcher(None, a, b, False).get_opcodes()))
    if module := imported("diff_match_patch"):
        found.append(match_patch(module))
    if redlines := imported("redlines"):

        def red(pair: Pair) -> str:
            return str(
                redlines.Redlines("\n".join(pair.old), "\n".join(pair.new), markdown_style="none").output_markdown
            )

        found.append(marked_html("redlines", red))
    return found


def imported(name: str) -> ModuleType | None:
    """A peer, if it is installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def has_wikidiff2() -> bool:
    """Whether PHP is there, with wikidiff2."""
    if not shutil.which("php"):
        return False
    done = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False)  # noqa: S607, php as it is found
    return "wikidiff2" in done.stdout


# The measuring.


def measured(sizes: Iterable[int] = SIZES, rounds: int = ROUNDS) -> list[Figure]:
    """All figures: each engine on each pair, the engines that become too slow left out of the longer ones."""
    with tempfile.TemporaryDirectory() as folder:
        return list(_measured(engines(Path(folder)), sizes, rounds))


def _measured(present: list[Engine], sizes: Iterable[int], rounds: int) -> Iterator[Figure]:
    pace: dict[str, float] = {}  # seconds for a pair of words, at worst
    for pair in pairs(sizes):
        _ = pair.texts  # made before anything is timed
        able = [engine for engine in present if pace.get(engine.name, 0) * pair.words**2 < PATIENCE]
        best: dict[str, float] = {}
        results: dict[str, Any] = {}
        for _ in range(rounds):
            for engine in able:
                if best.get(engine.name, 0) * rounds < PATIENCE * 1_000 or engine.name not in results:
                    ms, results[engine.name] = _timed(engine, pair)
                    best[engine.name] = min(ms, best.get(engine.name, ms))
        shortest = least(pair)
        for engine in able:
            pace[engine.name] = best[engine.name] / 1_000 / pair.words**2
            yield _figure(engine, pair, best[engine.name], shortest, engine.read(pair, results[engine.name]))


def _timed(engine: Engine, pair: Pair) -> tuple[float, Any]:
    started = time.perf_counter()
    found = engine.run(pair)
    return found if engine.times_itself else ((time.perf_counter() - started) * 1_000, found)


def _figure(engine: Engine, pair: Pair, ms: float, shortest: int, said: Said) -> Figure:
    truth, found_there = ({"".join(text.split()) for text in texts} for texts in (pair.moved, said.moved))
    found, false = len(truth & found_there), len(found_there - truth)
    return Figure(engine.name, pair.edit, pair.words, ms, said.marked, shortest, len(pair.moved), found, false)


def table(figures: list[Figure]) -> str:
    """The figures as Markdown, a table for each length."""
    parts = []
    for size, group in groupby(figures, key=lambda figure: figure.words):
        rows = list(group)
        edits = list(dict.fromkeys(row.edit for row in rows))
        parts.append(f"\n{size:,} words: ms (words marked / least; moves found of made, false ones)\n")
        parts.append(f"| engine | {' | '.join(edits)} |\n|---|{'--:|' * len(edits)}")
        for name in dict.fromkeys(row.engine for row in rows):
            cells = {row.edit: _cell(row) for row in rows if row.engine == name}
            parts.append(f"| {name} | {' | '.join(cells.get(edit, '-') for edit in edits)} |")
    return "\n".join(parts) + "\n"


def _cell(row: Figure) -> str:
    return f"{row.ms:.2f} ({row.ratio:.2f}; {row.moves_found} of {row.moves}, {row.moves_false})"


def main() -> list[dict[str, object]]:
    """Measures, prints the table, and returns the figures as data."""
    parser = argparse.ArgumentParser(description="Compares texts with this project's engine and its peers.")
    parser.add_argument("--quick", action="store_true", help="two rounds, 600 and 3,000 words")
    quick = parser.parse_args().quick
    figures = measured(SIZES[:2], 2) if quick else measured()
    sys.stdout.write(table(figures))
    return [asdict(figure) | {"ratio": round(figure.ratio, 3)} for figure in figures]


if __name__ == "__main__":
    main()
