"""Intake: the processor's time for a piece of copy that is new and filed, and for the same again.

    python -m bench.intake

Invented copy of a dozen paragraphs, in ninjs, each piece a story of its own, into an empty SQLite database made here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PIECES = 300
ROUNDS = 3  # of the same again; the best counts
BANKS = ("north", "south", "east", "west")
ROOT = Path(__file__).resolve().parent.parent
MEASURE = """
import json, sys, time
import newsroom, django
django.setup()
from django.core.management import call_command
from django.utils import timezone
from stories import intake
from stories.intake.options import IntakeOptions, OnArrival
call_command("migrate", verbosity=0)
pieces = json.load(sys.stdin)
options = IntakeOptions(on_arrival=OnArrival.FILE)
def seconds():
    start = time.process_time()
    outcomes = {item.outcome for name, piece in pieces.items()
                for item in intake.take(name, piece.encode(), now=timezone.now(), options=options)}
    return time.process_time() - start, sorted(outcomes)
rounds = [seconds() for _ in range(%d)]
print(json.dumps(rounds))
"""


def make_pieces() -> dict[str, str]:
    """Return invented pieces of copy by the names of their files."""
    return {f"{number}.json": json.dumps(make_piece(number)) for number in range(PIECES)}


def make_piece(number: int) -> dict[str, object]:
    """Return one piece of ninjs."""
    paragraphs = (
        f"<p>The dam number {number} at Karn Bay held on day {day}, and {number * 7 + day} people watched it from the "
        f"{BANKS[day % 4]} bank of river {number % 13}.</p>"
        for day in range(12)
    )
    return {
        "type": "text",
        "uri": f"urn:example:dam:{number}",
        "version": "1",
        "versioncreated": f"2026-11-{1 + number % 28:02}T10:{number % 60:02}:00Z",
        "headline": f"Dam {number} at place {number * 31 % 97} holds for day {number}",
        "slugline": f"Dam-{number}",
        "infosources": [{"name": "Vesper"}],
        "body_html": "".join(paragraphs),
    }


def intake_report() -> dict[str, float]:
    """Print milliseconds a piece for the first and for the same again, and their ratio; return them."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "MEDIA_STORAGE_URL": f"file://{folder}/media",
            "SECRET_KEY": "bench",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }
        ran = subprocess.run(  # noqa: S603, ourselves
            [sys.executable, "-c", MEASURE % (1 + ROUNDS)],
            input=json.dumps(make_pieces()),
            env=os.environ | settings,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    (first, _), *again = json.loads(ran.stdout)
    figures = {"first_ms": first / PIECES * 1000, "again_ms": min(seconds for seconds, _ in again) / PIECES * 1000}
    figures["ratio"] = figures["first_ms"] / figures["again_ms"]
    sys.stdout.write(
        "\n## Intake, processor's milliseconds a piece\n\n"
        "| new, filed at once | the same again | ratio |\n| --- | --- | --- |\n"
        f"| {figures['first_ms']:.1f} | {figures['again_ms']:.1f} | {figures['ratio']:.1f} |\n"
    )
    return figures


if __name__ == "__main__":
    intake_report()
