"""What writing costs: copy taken in from a folder, and a filing of a story with many revisions beside one with one."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from itertools import count as count_up
from itertools import islice
from pathlib import Path
from typing import Any

from bench.prose import SMALL, invented_paragraphs, random_words
from bench.speed.databases import SITE, databases, run_module
from bench.speed.servers import ROOT
from bench.speed.tables import print_table

CHAIN = 3  # versions of a story
MARKS = ("", "1st LD: ", "2nd LD Writethru: ")  # of their headlines
WORDS, NEW_WORDS = 400, 80  # of a story, and of the top of its next version
NAMES = 16  # words of which those that are not small stand for the names of a story
SOURCES = ("Alfar", "Berda", "Cidra", "Dovna", "Elgom", "Fanur", "Gasib", "Hulda")
LIMIT = 1.1  # that filing a deep story may cost of filing a plain one


def write_report(folder: Path, options: Namespace) -> dict[str, Any]:
    """Measure on each database, print the tables, and return the figures."""
    pieces = make_folder(folder / "copy", options.files)
    figures: dict[str, Any] = {}
    with databases(folder / "writes", options) as named:
        for name, address in named.items():
            environment = {**SITE, "DATABASE_URL": address}
            run_module("bench.speed.prepare", options.stories, environment=environment)
            figures[name] = {
                "ingest": take_in(pieces, options.files, environment),
                "filing": run_module("bench.speed.filing", options.revisions, environment=environment),
            }
    print_writes(figures, options)
    return figures


def make_folder(folder: Path, count: int) -> Path:
    """Write pieces of copy of several sources into a folder, in chains of three, and return it."""
    folder.mkdir(parents=True)
    rng = random.Random(1)  # noqa: S311, no secret
    pieces = (piece for story in count_up() for piece in make_chain(rng, story))
    for number, piece in enumerate(islice(pieces, count)):
        (folder / f"{number:06}.json").write_text(json.dumps(piece), encoding="utf-8")
    return folder


def make_chain(rng: random.Random, story: int) -> Iterator[dict[str, object]]:
    """Yield the versions of a story of 400 words, each with a new top; every other story has one id for all of them."""
    who = [word.title() for word in random_words(rng, NAMES) if word.isalpha() and word not in SMALL]
    place, text = "-".join(who[:2]), name_in(rng, invented_paragraphs(rng, WORDS), who)
    for version in range(CHAIN):
        if version:
            text = [*name_in(rng, invented_paragraphs(rng, NEW_WORDS), who), *text[1:-1]]
        uri = f"urn:example:{story}" if story % 2 else f"urn:example:{story}:{version}"
        earlier = {} if story % 2 or not version else {"evolvedfrom": f"urn:example:{story}:{version - 1}"}
        yield {
            "type": "text",
            "uri": uri,
            "version": str(version + 1),
            "versioncreated": f"2026-11-{1 + story % 28:02}T1{version}:{story % 60:02}:00Z",
            "headline": MARKS[version] + " ".join(who[:2] + random_words(rng, 6)),
            "slugline": place,
            "language": "en",
            "infosources": [{"name": SOURCES[story % len(SOURCES)]}],
            "body_html": "".join(f"<p>{paragraph}</p>" for paragraph in text),
            **earlier,
        }


def name_in(rng: random.Random, paragraphs: list[str], who: list[str]) -> list[str]:
    """Return paragraphs with a name and a figure behind their second word."""
    return [
        " ".join([*(words := text.split(" "))[:2], rng.choice(who), str(rng.randint(2, 9_000)), *words[2:]])
        for text in paragraphs
    ]


def take_in(folder: Path, count: int, environment: dict[str, str]) -> dict[str, float]:
    """Take a folder in by the command, file by file at once; return pieces a second and the memory of the process."""
    command = [sys.executable, "manage.py", "ingest", "--file", str(folder)]
    begun = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 our own command
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    _pid, _status, used = os.wait4(process.pid, 0)
    wall, cpu = time.monotonic() - begun, used.ru_utime + used.ru_stime
    return {"a second": count / wall, "a second of the processor": count / cpu, "megabytes": used.ru_maxrss / 1024}


def print_writes(figures: dict[str, Any], options: Namespace) -> None:
    """Print the figures as a table."""
    rows = []
    for name, measured in figures.items():
        rate = measured["ingest"]
        rows.append([f"{name}: ingest of {options.files:,}, start included", f"{rate['a second']:,.0f} a second"])
        rows.append([f"{name}: the same, of the processor", f"{rate['a second of the processor']:,.0f} a second"])
        rows.append([f"{name}: its memory at most", f"{rate['megabytes']:,.0f} MB"])
        for kind in ("processor", "wall"):
            plain, deep = measured["filing"][kind]
            ratio = f"{plain:.1f} -> {deep:.1f} ms, x {deep / plain:.2f}"
            rows.append([f"{name}: save and file, 1 -> {options.revisions:,} revisions, {kind}", ratio])
    print_table("Writing", ["", ""], rows)
