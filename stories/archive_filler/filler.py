"""Filling an empty newsroom: batches are made by several processes and written by this one, each in a transaction."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

import django
from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.db import connection, transaction

from stories import search
from stories.archive_filler.batches import Batch, Keys
from stories.archive_filler.furniture import furnish
from stories.archive_filler.plan import BATCH, ArchivePlan
from stories.archive_filler.story_writer import TABLES
from stories.archive_filler.tables import Rows
from stories.models import Story
from stories.table_statistics import refresh_statistics

AHEAD = 4  # batches that are made and wait to be written
CACHE = 400_000  # KiB, of the database file while it is filled


class InUseError(RuntimeError):
    """A newsroom with stories or people."""


def fill(archive: ArchivePlan, *, tell: Callable[[int], None] = lambda _written: None) -> None:
    """Fill an empty newsroom; `tell` is called with the number of stories written so far, batch by batch.

    Raises InUseError where there is a story or a person.
    """
    if Story.objects.exists() or User.objects.exists():
        raise InUseError("This newsroom is in use: it has stories or people. Fill an empty one.")
    begin()
    batches, written = plan_batches(archive), 0
    made = map(Batch.make, batches) if archive.count <= BATCH else make_in_processes(batches)
    while True:
        with transaction.atomic():  # with the people and sections of the first one, so that a failure leaves none
            if (rows := next(made, None)) is None:
                break
            write_rows(rows)
        written = min(written + BATCH, archive.count)
        tell(written)
    finish()


def plan_batches(archive: ArchivePlan) -> Iterator[Batch]:
    """Return the batches of an archive, each with the keys behind those of the one before."""
    furniture, keys = furnish(), Keys()
    for number in archive.batches():
        yield Batch(archive, furniture, number, keys)
        keys = keys.after(archive.batch(number))


def make_in_processes(batches: Iterator[Batch]) -> Iterator[Rows]:
    """Make batches in as many processes as there are processors; return their rows in order."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=django.setup) as pool:
        waiting: deque[Future[Rows]] = deque()
        for batch in batches:
            waiting.append(pool.submit(batch.make))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def write_rows(rows: Rows) -> None:
    """Write the rows of a batch, and its documents."""
    for table in TABLES:
        table.insert_rows(rows.by_table[table.name])
    for index, documents in rows.documents.items():
        search.write_documents(index, documents)


def begin() -> None:
    """Give the file of SQLite room in memory for as long as it is filled."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{CACHE}")


def finish() -> None:
    """Let the database number on from the last keys, and count what it chooses its indexes by."""
    statements = connection.ops.sequence_reset_sql(no_style(), [table.model for table in TABLES if table.keys])
    if connection.vendor == "postgresql":
        statements.append("ANALYZE")
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    refresh_statistics(connection.alias)
