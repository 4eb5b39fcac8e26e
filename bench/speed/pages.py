"""Pages by HTTP: rounds of all targets one after the other, the best round of each, and their ratios."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from argparse import Namespace
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.speed.databases import SITE, databases, run_module
from bench.speed.load import Figures, Target, bytes_on_the_wire, measure, page_of, warm
from bench.speed.servers import ROOT, granian, gunicorn, has, nginx
from bench.speed.tables import print_table

CODED = {"Accept-Encoding": "br, gzip"}
WAGTAIL_PAGES = 100
WARMING = 4  # turns, for two processes


@dataclass(frozen=True, slots=True)
class Measured:
    """A target under its name, and the server that is asked."""

    name: str
    address: str
    target: Target
    beside: str  # what it is compared with, where that is there


def page_report(folder: Path, options: Namespace) -> dict[str, object]:
    """Start everything, measure it, print the table, and return the figures."""
    with ExitStack() as stack:
        targets = start_targets(stack, folder, options)
        rounds: dict[str, list[Figures]] = defaultdict(list)
        for one in targets:
            warm(one.address, one.target, times=WARMING)
        for _ in range(options.rounds):
            for one in targets:
                figures = measure(one.address, one.target, connections=options.connections, seconds=options.seconds)
                rounds[one.name].append(figures)
        sizes = {one.name: bytes_on_the_wire(one.address, one.target) for one in targets}
    best = {name: max(figures, key=lambda one: one.rate) for name, figures in rounds.items()}
    print_pages(targets, best, sizes)
    return {name: {**asdict(figures), "bytes": sizes[name]} for name, figures in best.items()}


def start_targets(stack: ExitStack, folder: Path, options: Namespace) -> list[Measured]:
    """Start the servers, and return what is asked of them."""
    hello = stack.enter_context(gunicorn("bench.speed.hello", {}))
    targets = [Measured("Django hello", hello, Target(["/"]), "")]
    if has("wagtail"):
        site = {"WAGTAIL_DATABASE": str(folder / "wagtail.sqlite3")}
        paths = run_module("bench.wagtail_site.prepare", WAGTAIL_PAGES, environment=site)
        wagtail = stack.enter_context(gunicorn("bench.wagtail_site.wsgi", {**site}))
        targets += [
            Measured("Wagtail story", wagtail, Target(paths), "Django hello"),
            Measured("Wagtail front, 30 stories", wagtail, Target(["/"]), "Django hello"),
        ]
    for database, address in stack.enter_context(databases(folder, options)).items():
        targets += start_ours(stack, folder, database, address, options)
    return targets


def start_ours(stack: ExitStack, folder: Path, database: str, address: str, options: Namespace) -> list[Measured]:
    """Start the newsroom on a database in its ways, and return what is asked of it."""
    environment = {**SITE, "DATABASE_URL": address}
    paths = run_module("bench.speed.prepare", options.stories, environment=environment)
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603 our own command
    memory = stack.enter_context(gunicorn("newsroom.wsgi", environment))
    stored = stack.enter_context(gunicorn("newsroom.wsgi", {**environment, "STORED_PAGES_MEMORY": "0"}))
    printed = stack.enter_context(gunicorn("newsroom.wsgi", {**environment, "STORED_PAGES": "false"}))
    page, tag = page_of(memory, Target(paths[:1]))
    named = f"{database}: "
    targets = [
        Measured(named + "story, from memory", memory, Target(paths, CODED), "Django hello"),
        Measured(named + "story, one read", stored, Target(paths, CODED), "Wagtail story"),
        Measured(named + "story, printed", printed, Target(paths, CODED), "Wagtail story"),
        Measured(named + "304", memory, Target(paths[:1], {**CODED, "If-None-Match": tag}), "Django hello"),
        Measured(named + "front", memory, Target(["/"], CODED), "Wagtail front, 30 stories"),
        Measured(named + "front, printed", printed, Target(["/"], CODED), "Wagtail front, 30 stories"),
        Measured(named + "ticker.json", memory, Target(["/ticker.json"], CODED), "Django hello"),
    ]
    if has("granian"):
        fast = stack.enter_context(granian("newsroom.wsgi:application", environment))
        targets.append(Measured(named + "story, granian", fast, Target(paths, CODED), named + "story, from memory"))
    if has("nginx") and database == "SQLite":
        files = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        targets.append(
            Measured(
                "nginx, the same page", stack.enter_context(nginx(files, page)), Target(["/page.html"]), "Django hello"
            )
        )
    return targets


def print_pages(targets: list[Measured], best: dict[str, Figures], sizes: dict[str, tuple[int, int]]) -> None:
    """Print the figures of pages as a table."""
    rows = []
    for one in targets:
        figures, (head, body) = best[one.name], sizes[one.name]
        beside = best.get(one.beside)
        ratio = f"{figures.rate / beside.rate:.2f} x {one.beside}" if beside and beside.rate else ""
        rows.append(
            [
                one.name,
                f"{figures.rate:,.0f}",
                ratio,
                f"{figures.p50:.1f}",
                f"{figures.p99:.1f}",
                f"{head} + {body:,}",
                str(figures.errors or ""),
            ]
        )
    print_table("Pages", ["", "a second", "", "p50 ms", "p99 ms", "bytes", "errors"], rows)
