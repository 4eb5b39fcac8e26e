"""Time of the processor for every page, feed, filter and sweep: python -m bench.speed.visits, with DATABASE_URL.

Prints JSON: [[address, milliseconds], …], in an order that is the same for every filled archive. Nothing is answered
from the stored pages: each is printed.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402 needs Django set up, as all below
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from stories import archive_filler  # noqa: E402
from stories.models import Story  # noqa: E402
from tests.scale import addresses  # noqa: E402
from tests.scale.sweeps import SWEEPS  # noqa: E402

DEEP = 200  # versions of the last story
TURNS, ENOUGH = 5, 2.0  # turns of each address, fewer once they took so many seconds


def main(count: int) -> None:
    """Fill an empty database with so many stories, and print the times."""
    logging.disable(logging.CRITICAL)
    setup_test_environment(debug=False)
    call_command("migrate", verbosity=0)
    if not Story.objects.exists():
        archive_filler.fill(archive_filler.ArchivePlan(seed=1, count=count, now=timezone.now(), deep=DEEP))
    archive, reader, chief = addresses.choose(), Client(), Client()
    chief.force_login(User.objects.create_superuser(f"visitor-{time.time_ns()}"))
    times = [(page, best_time(partial(reader.get, page))) for page in addresses.public_addresses(archive)]
    times += [(page, best_time(partial(chief.get, page))) for page in addresses.desk_addresses(archive)]
    times += [(f"sweep: {look.__name__}", best_time(partial(look, timezone.now()))) for look in SWEEPS]
    json.dump(times, sys.stdout)


def best_time(ask: Callable[[], object]) -> float:
    """Return the least time of the processor, in milliseconds, behind one turn that warms."""
    ask()
    times: list[float] = []
    while len(times) < TURNS and sum(times) < ENOUGH * 1_000:
        begun = time.process_time()
        ask()
        times.append((time.process_time() - begun) * 1_000)
    return min(times)


if __name__ == "__main__":
    main(int(sys.argv[1]))
