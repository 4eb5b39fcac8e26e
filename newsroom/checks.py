"""System checks: warnings at the start about a setting or a library that will do harm later."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.management.base import CommandError
from django.db import connections
from django.dispatch import receiver

from newsroom import schema
from stories import signals

# SQLite 3.7.0 to 3.51.2: two processes that write one WAL database, as the web server and the worker do, can
# damage it. https://sqlite.org/wal.html, "The WAL-Reset Bug".
FIRST_AFFECTED, FIRST_REPAIRED = (3, 7, 0), (3, 51, 3)


@register(Tags.database)
def check_sqlite_version(**_kwargs: Any) -> list[CheckMessage]:
    """Warn where the database is SQLite's and the linked library can damage it."""
    engines = [database["ENGINE"] for database in settings.DATABASES.values()]
    if not any(can_be_damaged(engine, sqlite3.sqlite_version_info) for engine in engines):
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} can damage a database that two processes write.",
            hint="Install pysqlite3 0.6.1 or later, or set DATABASE_URL to PostgreSQL.",
            id="newsroom.W001",
        )
    ]


@register(Tags.database)
def tables_are_those_of_the_code(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Return an error for a database whose migrations all ran, and which lacks columns or triggers all the same.

    One that still has migrations to run is `migrate`'s matter, which runs these checks first.
    """
    migrated = [connections[alias] for alias in databases or () if schema.is_migrated(connections[alias])]
    return [
        Error(
            f"The database {connection.alias!r} has run all migrations, and lacks {', '.join(missing)}.",
            hint=schema.WAY_OUT,
            id="newsroom.E002",
        )
        for connection in migrated
        if (missing := schema.missing_parts(connection))
    ]


def can_be_damaged(engine: str, version: tuple[int, ...]) -> bool:
    """Return whether a database of this engine can be damaged by this version of SQLite."""
    return engine.endswith("sqlite3") and FIRST_AFFECTED <= version < FIRST_REPAIRED


@register(Tags.security, deploy=True)
def check_second_factor(**_kwargs: Any) -> list[CheckMessage]:
    """Warn where a password alone may open a newsroom that the world can reach."""
    if settings.SECOND_FACTOR == "required":
        return []
    return [
        Warning(
            "SECOND_FACTOR is 'optional': people without one get in with a password alone.",
            hint="Leave SECOND_FACTOR out. It may be optional where one person runs the newsroom and has one set up.",
            id="newsroom.W002",
        )
    ]


@receiver(signals.worker_starts)
def stop_over_wrong_tables(**_kwargs: Any) -> None:
    """Stop the worker over a database that lacks what the code needs. Raises CommandError with what to do."""
    fault = schema.fault_at_start()
    if fault:
        raise CommandError(fault)
