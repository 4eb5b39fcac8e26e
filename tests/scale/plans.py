"""What each page's queries read of a filled archive, by the database's own account. python -m tests.scale.plans N

Fills the empty database of DATABASE_URL with N stories (0: takes it as it is), asks for every address, and prints as JSON what each query
read: on PostgreSQL the rows of each growing table, on SQLite the steps of its machine.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import setup_test_environment
from django.utils import timezone

from stories import archive_filler
from tests.scale import addresses
from tests.scale.growing import GROWING, ROWS, STEPS, STEPS_A_ROW, TIMES_SHOWN

DEEP = 200  # versions of the last story
STEP = 100  # of SQLite's machine, that are counted at once
READS = ("SELECT", "WITH", "UPDATE", "DELETE", "(")
IN_PLANS = ("Relation Name", "Index Name")


@dataclass
class Reading:
    """What one query of an address read: `read` is rows by table, or steps. `faults` are empty where it is little."""

    address: str
    status: int
    sql: str
    shown: int
    read: dict[str, int]
    plan: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Recorder:
    """An execute wrapper that keeps the statements which read rows."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, object]] = []

    def __call__(self, execute, sql, params, many, context):
        if not many and str(sql).lstrip().upper().startswith(READS):
            self.statements.append((str(sql), params))
        return execute(sql, params, many, context)


def take_readings(address: str, ask) -> list[Reading]:
    """Ask for an address, and return what its queries read, each once."""
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        status = ask()
    seen = dict.fromkeys((sql, repr(params)) for sql, params in recorder.statements)
    statements = {(sql, repr(params)): params for sql, params in recorder.statements}
    return [take_reading(address, status, key[0], statements[key]) for key in seen]


def take_reading(address: str, status: int, sql: str, params: object) -> Reading:
    """Run a statement again, undo what it wrote, and return what it read."""
    measure = read_on_postgresql if connection.vendor == "postgresql" else read_on_sqlite
    with transaction.atomic():
        reading = measure(address, status, sql, params)
        transaction.set_rollback(True)
    return reading


def read_on_sqlite(address: str, status: int, sql: str, params: object) -> Reading:
    """Count the steps of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        plan = [row[3] for row in cursor.fetchall()]
        steps = Counter()
        connection.connection.set_progress_handler(lambda: steps.update(steps=STEP), STEP)
        cursor.execute(sql, params)
        shown = len(cursor.fetchall()) if cursor.description else 0
        connection.connection.set_progress_handler(None, 0)
    reading = Reading(address, status, sql, shown, dict(steps), plan)
    if steps["steps"] > STEPS + STEPS_A_ROW * shown:
        reading.faults.append(f"{steps['steps']} steps for {shown} rows")
    return reading


def read_on_postgresql(address: str, status: int, sql: str, params: object) -> Reading:
    """Count the rows that a statement read of each growing table."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF, COSTS OFF) {sql}", params)
        found = cursor.fetchone()[0]
    root = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    read: Counter[str] = Counter()
    plan: list[str] = []
    walk(root, read, plan)
    shown = round(root["Actual Rows"])
    reading = Reading(address, status, sql, shown, dict(read), plan)
    for table, rows in read.items():
        if rows > ROWS + TIMES_SHOWN * shown:
            reading.faults.append(f"{rows} rows of {table} for {shown} shown")
    return reading


def walk(node: dict, read: Counter[str], plan: list[str]) -> None:
    """Add up the rows that a node of a plan and those below it read of each growing table."""
    loops = node.get("Actual Loops", 1)
    removed = sum(node.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck"))
    rows = round((node.get("Actual Rows", 0) + removed) * loops)
    name = node.get("Relation Name") or (node.get("Index Name") if node["Node Type"] == "Bitmap Index Scan" else None)
    plan.append(f"{node['Node Type']} {node.get('Relation Name', '')} {node.get('Index Name', '')} {rows}")
    if name in GROWING or (node["Node Type"] == "Bitmap Index Scan"):
        read[name] += rows
    for child in node.get("Plans", ()):
        walk(child, read, plan)


def sweep_statuses():
    """Return the sweeps of the worker by their names."""
    from stories.intake import feeds, photos
    from stories.worker import due, mail
    from stories.worker.websub import HubPublisher

    sweeps = (due.release_due, due.cut_due, due.drop_terms, mail.send_due, photos.fetch_due, feeds.poll_due)
    named = {f"sweep {look.__name__}": look for look in (*sweeps, HubPublisher().publish_due)}
    return {name: (lambda look=look: (look(timezone.now()) and 0) or 0) for name, look in named.items()}


def main() -> None:
    """Fill the database, ask for every address, and print the readings."""
    setup_test_environment(debug=False)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    if count := int(sys.argv[1]):
        archive_filler.fill(archive_filler.ArchivePlan(seed=1, count=count, now=timezone.now(), deep=DEEP))
    reader, chief = Client(raise_request_exception=False), Client(raise_request_exception=False)
    chief.force_login(User.objects.get_or_create(username="reader-of-plans", is_staff=True, is_superuser=True)[0])
    archive = addresses.choose()
    readings = []
    for client, wanted in ((reader, addresses.public_addresses(archive)), (chief, addresses.desk_addresses(archive))):
        for address in wanted:
            readings += take_readings(address, lambda: client.get(address).status_code)
    for name, ask in sweep_statuses().items():
        readings += take_readings(name, ask)
    json.dump([asdict(reading) for reading in readings], sys.stdout)


if __name__ == "__main__":
    main()
