"""A large archive beside one of a thousand stories: every page, feed, filter and sweep, by the processor's time."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bench.speed.databases import SITE, databases, run_module
from bench.speed.tables import print_table

SMALL = 1_000  # stories
SHOWN = 25  # addresses, the worst first
LIMIT = 1.2  # that a page of the large archive may take of one of the small archive


def archive_report(folder: Path, options: Namespace) -> dict[str, object]:
    """Fill both archives on each database, ask for everything, print the worst, and return all figures."""
    small = archive_times(folder / "small", options, SMALL)
    large = archive_times(folder / "large", options, options.large)
    figures: dict[str, object] = {}
    for name, times in small.items():
        beside = [(page, before, after) for (page, before), (_page, after) in zip(times, large[name], strict=True)]
        beside.sort(key=lambda row: row[2] / row[1], reverse=True)
        over = sum(after > LIMIT * before for _page, before, after in beside)
        title = f"{name}: {SMALL:,} -> {options.large:,} stories, {over} of {len(beside)} addresses over x {LIMIT}"
        print_table(title, ["", "ms", "ms", "x"], [row_of(*row) for row in beside[:SHOWN]])
        figures[name] = [{"address": page, "small": before, "large": after} for page, before, after in beside]
    return figures


def archive_times(folder: Path, options: Namespace, count: int) -> dict[str, list[tuple[str, float]]]:
    """Return the time of each address of an archive of so many stories, by database."""
    with databases(folder, options) as named:
        return {
            name: run_module("bench.speed.visits", count, environment={**SITE, "DATABASE_URL": address})
            for name, address in named.items()
        }


def row_of(page: str, before: float, after: float) -> list[str]:
    """Return one address as a row of the table."""
    return [page[:90], f"{before:.1f}", f"{after:.1f}", f"{after / before:.2f}"]
