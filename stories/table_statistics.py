"""What a database knows of its tables, by which it chooses between indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

SAMPLE = 1_000  # rows of an index that are read: a second for gigabytes
GROWING = "stories_story"
FEWEST = (
    1_000  # stories; what a young newsroom says of its tables is wrong when it has grown a hundredfold an hour later
)


def refresh_statistics(using: str) -> None:
    """Have SQLite look at its tables again, each in a moment of its own. PostgreSQL does so by itself.

    All of them or none: a table of which nothing is known counts as a million rows, an empty one among them.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        tables = connection.introspection.django_table_names(only_existing=True)
        if GROWING not in tables or rows_at_most(cursor, GROWING) < FEWEST:
            return
        cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
        for table in tables:
            cursor.execute(f'ANALYZE "{table}"')
            if not rows_at_most(cursor, table):
                cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = %s", [table])
                cursor.execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, NULL, '1')", [table])
        cursor.execute("ANALYZE sqlite_schema")  # has this connection read what was written


def rows_at_most(cursor: CursorWrapper, table: str) -> int:
    """Return the key of the last row of a table: no fewer than its rows."""
    last = cursor.execute(f'SELECT MAX(rowid) FROM "{table}"').fetchone()[0]  # noqa: S608 one of our own
    return last or 0
