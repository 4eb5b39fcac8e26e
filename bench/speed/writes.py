"""What writing costs: copy taken in from a folder, and a filing of a story with many revisions beside one with one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from bench.intake import make_piece
from bench.speed.databases import SITE, databases, run_module
from bench.speed.servers import ROOT
from bench.speed.tables import print_table

CHAIN = 3  # versions of a story
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
    """Write pieces of copy in chains of three into a folder, and return it."""
    folder.mkdir(parents=True)
    for number in range(count):
        story, version = divmod(number, CHAIN)
        piece = {**make_piece(story), "uri": f"urn:example:dam:{story}:{version}"}
        if version:
            piece["evolvedfrom"] = f"urn:example:dam:{story}:{version - 1}"
            piece["versioncreated"] = f"2026-11-{1 + story % 28:02}T1{version}:{story % 60:02}:00Z"
            piece["body_html"] = f"{piece['body_html']}<p>More on dam {story}, for the {version}. time.</p>"
        (folder / f"{number:06}.json").write_text(json.dumps(piece), encoding="utf-8")
    return folder


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
