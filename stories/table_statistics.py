"""What a database knows of its tables, by which it chooses between indexes."""

from __future__ import annotations

from django.db import connections

SAMPLE = 1_000  # rows of an index that are read: a second for gigabytes
FEWEST = 1_000  # rows; what a short table says of itself is wrong when it has grown a hundredfold an hour later


def refresh_statistics(using: str) -> None:
    """Have SQLite look at its longer tables again, each in a moment of its own. PostgreSQL does so by itself."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
        for table in connection.introspection.django_table_names(only_existing=True):
            name = connection.ops.quote_name(table)
            if (cursor.execute(f"SELECT MAX(rowid) FROM {name}").fetchone()[0] or 0) >= FEWEST:  # noqa: S608 our own tables
                cursor.execute(f"ANALYZE {name}")
