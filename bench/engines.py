"""Engines that compare texts, this project's and its peers', each with its marked words and its moves.

The peers of bench/requirements.txt, git and MediaWiki's wikidiff2 are left out where they are not installed.
"""

from __future__ import annotations

import difflib
import html
import importlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import django
from django.conf import settings
from rapidfuzz.distance import Indel

from bench.edits import TextPair
from stories.compare import Comparison, compare
from stories.compare.core.tokens import Vocabulary, count_words, is_word, pieces

TOKEN_PATTERN = re.compile(r"\w+|[^\w\s]|\s+")


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of an engine on a pair: how many words it marks, and which paragraphs it says have moved."""

    marked: int
    moved: list[str]


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to compare. `run` is timed, or returns its own milliseconds first; `read` is not timed."""

    name: str
    run: Callable[[TextPair], Any]
    read: Callable[[TextPair, Any], Marks]
    times_itself: bool = False


def engines(folder: Path) -> list[Engine]:
    """Return this project's engine and the peers that are installed; the folder is for those that read files."""
    return [
        our_engine(),
        token_engine("rapidfuzz alone", number_opcodes),
        *_processes(folder),
        *_difflibs(),
        *_packages(),
    ]


def _processes(folder: Path) -> Iterator[Engine]:
    if has_wikidiff2():
        yield wikidiff2(folder)
    else:
        sys.stderr.write("wikidiff2 is left out: the Debian packages php-cli and php-wikidiff2 bring it.\n")
    if shutil.which("git"):
        yield git(folder)


def _difflibs() -> Iterator[Engine]:
    yield token_engine("difflib (default)", lambda a, b: difflib.SequenceMatcher(None, a, b).get_opcodes())
    yield token_engine("difflib (autojunk off)", lambda a, b: difflib.SequenceMatcher(None, a, b, False).get_opcodes())
    if module := import_peer("cydifflib"):
        matcher = module.SequenceMatcher
        yield token_engine("cydifflib (autojunk off)", lambda a, b: matcher(None, a, b, False).get_opcodes())


def _packages() -> Iterator[Engine]:
    known = {
        "diff_match_patch": match_patch,
        "lxml.html.diff": lxml_html,
        "redlines": redlines,
        "wagtail": wagtail,
    }
    for name, engine in known.items():
        if module := import_peer(name):
            yield engine(module)


def import_peer(name: str) -> ModuleType | None:
    """Import a peer; return None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        sys.stderr.write(f"{name} is left out: it is not installed.\n")
        return None


def our_engine() -> Engine:
    """Return this project's engine."""

    def run(pair: TextPair) -> Comparison:
        return compare(*pair.texts)

    def read(pair: TextPair, result: Comparison) -> Marks:
        rows = (row.new for row in result.changes if row.has_moved and row.new)
        return Marks(result.words_added + result.words_removed, [pair.new[number - 1] for number in rows])

    return Engine("this project", run, read)


def token_engine(name: str, opcodes: Callable[[list[str], list[str]], Any]) -> Engine:
    """Return an engine that compares two lists of words, punctuation and blanks."""

    def run(pair: TextPair) -> Any:
        a, b = (TOKEN_PATTERN.findall("\n".join(texts)) for texts in (pair.old, pair.new))
        return a, b, opcodes(a, b)

    def read(_: TextPair, result: Any) -> Marks:
        a, b, codes = result
        common = sum(count_words("".join(a[code[1] : code[2]])) for code in codes if code[0] == "equal")
        return Marks(count_words("".join(a)) + count_words("".join(b)) - 2 * common, [])

    return Engine(name, run, read)


def number_opcodes(a: list[str], b: list[str]) -> Any:
    """Compare the tokens as numbers with rapidfuzz."""
    numbers: dict[str, int] = {}
    return Indel.opcodes(
        *([numbers.setdefault(token, len(numbers)) for token in tokens] for tokens in (a, b))
    ).as_list()


def match_patch(module: ModuleType) -> Engine:
    """Return diff-match-patch over words, by its own trick for lines: a character for each token."""

    def run(pair: TextPair) -> Any:
        vocabulary = Vocabulary()
        codes = [vocabulary.code(pieces("\n".join(texts))) for texts in (pair.old, pair.new)]
        engine = module.diff_match_patch()
        engine.Diff_Timeout = 0
        return vocabulary, engine.diff_main(*codes, False)

    def read(_: TextPair, result: Any) -> Marks:
        vocabulary, diffs = result
        signs = {code for piece, code in vocabulary.items() if not is_word(piece)}
        return Marks(sum(code not in signs for op, run in diffs if op for code in run), [])

    return Engine("diff-match-patch, words", run, read)


def html_engine(name: str, run: Callable[[TextPair], str], marks: str = r"<(ins|del)\b[^>]*>") -> Engine:
    """Return an engine that marks its HTML; the pattern of its marks has their tag in a group."""

    def read(_: TextPair, result: str) -> Marks:
        runs = re.findall(rf"{marks}(.*?)</\1>", result, re.DOTALL)
        return Marks(sum(count_words(html.unescape(re.sub(r"<[^>]+>", " ", run))) for _, run in runs), [])

    return Engine(name, run, read)


def lxml_html(module: ModuleType) -> Engine:
    """Return lxml's htmldiff of the paragraphs."""

    def run(pair: TextPair) -> str:
        old, new = ("".join(f"<p>{html.escape(text)}</p>" for text in texts) for texts in (pair.old, pair.new))
        return str(module.htmldiff(old, new))

    return html_engine("lxml htmldiff", run)


def redlines(module: ModuleType) -> Engine:
    """Return redlines, as Markdown with ins and del."""

    def run(pair: TextPair) -> str:
        result = module.Redlines("\n".join(pair.old), "\n".join(pair.new), markdown_style="none")
        return str(result.output_markdown)

    return html_engine("redlines", run)


def wagtail(_: ModuleType) -> Engine:
    """Return the comparison of Wagtail's pages of revisions for a text field. It configures a Django of its own."""
    apps = ["django.contrib.contenttypes", "django.contrib.auth", "taggit", "wagtail"]
    settings.configure(INSTALLED_APPS=apps, STATIC_URL="static/")
    django.setup()
    diff_text = importlib.import_module("wagtail.admin.compare").diff_text

    def run(pair: TextPair) -> str:
        return str(diff_text("\n".join(pair.old), "\n".join(pair.new)).to_html())

    return html_engine("Wagtail's compare", run, r'<(span) class="(?:addition|deletion)">')


def git(folder: Path) -> Engine:
    """Return git --word-diff: a process for each comparison, as a site without a library would run it."""
    look = ["--word-diff=porcelain", "-U0", "--word-diff-regex=[[:alnum:]]+|[^[:space:]]"]
    command = ["git", "diff", "--no-index", *look, "old", "new"]

    def run(pair: TextPair) -> str:
        for name, texts in (("old", pair.old), ("new", pair.new)):
            (folder / name).write_text("\n".join(texts) + "\n", encoding="utf-8")
        return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False).stdout  # noqa: S603, git as it is found

    def read(_: TextPair, result: str) -> Marks:
        lines = [line for line in result.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
        return Marks(sum(count_words(line[1:]) for line in lines), [])

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
ADDED, REMOVED, CHANGED, MOVED_HERE = 1, 2, 3, 5  # types of its rows; 4 is the place that a moved paragraph left
STRETCH_REMOVED = 1  # the type of a stretch that the new text has not


def has_wikidiff2() -> bool:
    """Return whether PHP is installed, with wikidiff2."""
    if not shutil.which("php"):
        return False
    done = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False)  # noqa: S607, php as it is found
    return "wikidiff2" in done.stdout


def wikidiff2(folder: Path) -> Engine:
    """Return MediaWiki's engine, in C++, with its default settings; it times itself within PHP."""

    def run(pair: TextPair) -> tuple[float, Any]:
        for name, texts in (("old", pair.old), ("new", pair.new)):
            (folder / name).write_text("\n".join(texts), encoding="utf-8")
        done = subprocess.run(["php", "-r", PHP], cwd=folder, capture_output=True, encoding="utf-8", check=True)  # noqa: S603, S607, php as it is found
        ms, rows = json.loads(done.stdout)
        return ms, rows

    def read(_: TextPair, rows: Any) -> Marks:
        marked, arrived = 0, []
        for row in rows:
            text, ranges = row["text"], [Stretch(**stretch) for stretch in row.get("highlightRanges", ())]
            if row["type"] in (ADDED, REMOVED):
                marked += count_words(text)
            if row["type"] in (CHANGED, MOVED_HERE):
                marked += sum(count_words(stretch.within(text)) for stretch in ranges)
            if row["type"] == MOVED_HERE:
                arrived.append(cut_stretches(text, [stretch for stretch in ranges if stretch.type == STRETCH_REMOVED]))
        return Marks(marked, arrived)

    return Engine("wikidiff2", run, read, times_itself=True)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that wikidiff2 marks within a row: their start and length in bytes of UTF-8."""

    start: int
    length: int
    type: int

    def within(self, text: str) -> str:
        """Return the words."""
        return text.encode()[self.start : self.start + self.length].decode(errors="replace")


def cut_stretches(text: str, stretches: list[Stretch]) -> str:
    """Return the text without some stretches of it."""
    left = text.encode()
    for stretch in reversed(stretches):
        left = left[: stretch.start] + left[stretch.start + stretch.length :]
    return left.decode(errors="replace")
