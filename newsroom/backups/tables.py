"""What holds of the tables of either database: those that a backup leaves out, and what an empty newsroom is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from newsroom.backups.archive import ArchiveWriter

NOT_KEPT = {
    "django_session",
    "stories_storedpage",
    "stories_codedpage",
    "stories_heartbeat",
}  # log-ins, printed pages, running processes
IN_USE = ("stories_story", "stories_delivery", "stories_photo", "auth_user")  # a newsroom with a row in one is in use


class RefusedError(RuntimeError):
    """What is not done, with the reason and the way out."""


class Snapshot(Protocol):
    """The database as it was at one moment."""

    @property
    def tables(self) -> dict[str, list[str]]:
        """The columns of each table, where they are kept one by one."""

    @property
    def sequences(self) -> dict[str, int]:
        """The last number that each sequence gave."""

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""

    def write(self, archive: ArchiveWriter) -> None:
        """Write the database into an archive."""


def refuse_in_use(database: BaseDatabaseWrapper | None = None) -> None:
    """Raise RefusedError unless a newsroom, else the one at hand, has no story, copy, picture or person."""
    own = database or connection
    with own.cursor() as cursor:
        for table in sorted(set(IN_USE) & set(own.introspection.table_names(cursor))):
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 our own name
            if cursor.fetchone():
                raise RefusedError(f"This newsroom is in use: {table} has rows. Take a new, empty database.")


def count_anew(database: BaseDatabaseWrapper | None = None) -> None:
    """Have the count of public changes begin at the clock's milliseconds, as it does in a database made anew.

    So it is ahead of every number that a process, a stored page or a cache remembers.
    """
    with (database or connection).cursor() as cursor:
        now = time.time_ns() // 1_000_000
        cursor.execute("UPDATE stories_generation SET number = %s, total = %s WHERE story_id <= 0", [now, now])
