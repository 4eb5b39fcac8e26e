"""Speed and scale: python -m bench.speed. Prints one table, and keeps the figures in bench/speed.json.

A short run takes a few minutes; --large N compares an archive of N stories with one of a thousand, too.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from bench.speed import archives, pages, writes
from bench.speed.load import tool

RESULTS = Path(__file__).parents[1] / "speed.json"


def main() -> None:
    """Measure what is asked for, print the table, and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed")
    parser.add_argument("--rounds", type=int, default=3, help="Rounds of every target, one after the other.")
    parser.add_argument("--seconds", type=int, default=2, help="Of a target in a round.")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--stories", type=int, default=1_000, help="In the archive that is asked.")
    parser.add_argument("--large", type=int, default=0, help="Stories of an archive to compare with; 0 for none.")
    parser.add_argument("--files", type=int, default=1_000, help="Pieces of copy that are taken in.")
    parser.add_argument("--revisions", type=int, default=10_000, help="Of the story that is filed beside one with one.")
    parser.add_argument("--postgresql", action="store_true", help="Measure on PostgreSQL, too, where it is installed.")
    parser.add_argument("parts", nargs="*", default=["pages", "writes", "archives"])
    options = parser.parse_args()
    figures: dict[str, object] = {"load": tool(), "connections": options.connections}
    with tempfile.TemporaryDirectory() as folder:
        if "pages" in options.parts:
            figures["pages"] = pages.page_report(Path(folder), options)
        if "writes" in options.parts:
            figures["writes"] = writes.write_report(Path(folder), options)
        if "archives" in options.parts and options.large:
            figures["archives"] = archives.archive_report(Path(folder), options)
    RESULTS.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
