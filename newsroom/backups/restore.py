"""Restoring a backup into an empty newsroom: the pictures first, so that a failure leaves the database empty."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from newsroom import schema
from newsroom.backups.archive import read_streams, verify
from newsroom.backups.head import DATABASE_FOLDER, Head, head_of_backup
from newsroom.backups.media import load_media
from newsroom.backups.postgresql import load_postgresql
from newsroom.backups.sqlite import load_sqlite
from newsroom.backups.tables import RefusedError, count_anew, refuse_in_use
from newsroom.version import VERSION

ENGINE_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore_backup(path: Path, *, tell: Callable[[str], None]) -> None:
    """Put a backup into the newsroom at hand, which is empty; `tell` is called with each step that is done.

    Raises DamagedError where the file is not whole, RefusedError where the newsroom is not the one to put it into, and
    what `verify` raises. Nothing is written before the whole file was read.
    """
    head = head_of_backup(path)
    refuse_other_database(head)
    refuse_in_use()
    tell(f"{path} of {head.made_at} is whole: {verify(path)} parts.")
    if head.has_media:
        tell(f"{load_media(path)} files of pictures.")
    load_database(head, path)
    tell(f"The database, of {ENGINE_NAMES[head.engine]}.")
    call_command("migrate", verbosity=0)
    count_anew()
    if missing := schema.missing_parts(connection):
        raise RefusedError(f"The restored database lacks {', '.join(missing)}.")


def load_database(head: Head, path: Path) -> None:
    """Put the rows of a backup into the database at hand."""
    streams = read_streams(path, DATABASE_FOLDER)
    if head.engine == "sqlite":
        load_sqlite(streams, refuse_in_use)
        return
    make_tables(head)
    load_postgresql(head, streams, refuse_in_use)


def refuse_other_database(head: Head) -> None:
    """Raise RefusedError for a backup of the other engine, or of a later version."""
    if head.engine != connection.vendor:
        own, other = ENGINE_NAMES[connection.vendor], ENGINE_NAMES[head.engine]
        way = " manage.py move_to takes it from there to PostgreSQL." if head.engine == "sqlite" else ""
        raise RefusedError(f"The backup is of {other}, and DATABASE_URL names {own}. Restore it into {other}.{way}")
    known = list_migrations()
    if any((app, name) not in known for app, name in head.migrations):
        raise RefusedError(f"The backup is of version {head.version}, whose tables this one, {VERSION}, does not know.")


def list_migrations() -> set[tuple[str, str]]:
    """Return the migrations of this version, with those that others of them replaced."""
    on_disk = MigrationLoader(None).disk_migrations or {}
    replaced = {key for migration in on_disk.values() for key in migration.replaces}
    return on_disk.keys() | replaced


def make_tables(head: Head) -> None:
    """Make the tables that the backup has rows of, as its version had them, in a database without any."""
    executor = MigrationExecutor(connection)
    run = {(app, name) for app, name in head.migrations}
    if not executor.loader.applied_migrations:
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        executor.migrate(None, [step for step in plan if (step[0].app_label, step[0].name) in run])
    elif set(executor.loader.applied_migrations) != run:
        raise RefusedError(
            "The tables of this database are another version's. Let DATABASE_URL name one without tables."
        )
