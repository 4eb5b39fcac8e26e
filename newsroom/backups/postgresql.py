"""The database of PostgreSQL in a backup: its tables by COPY, all as they are in one transaction's snapshot.

No program of PostgreSQL's is needed, and any of its versions reads it: the tables are made by our own migrations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from newsroom.backups.archive import ArchiveWriter
from newsroom.backups.head import DATABASE_FOLDER, Head
from newsroom.backups.tables import NOT_KEPT, RefusedError

TABLE_COLUMNS = """
SELECT relname, array_agg(attname::text ORDER BY attnum)
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
  AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
GROUP BY relname ORDER BY relname
"""
LAST_NUMBERS = (
    "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() AND last_value > 0"
)
SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
ROWS_OF_A_FETCH = 2_000


class PostgresqlSnapshot:
    """A transaction that sees the database as it is at its first query. The sequences are read last, and are ahead."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        raw.execute(SNAPSHOT)
        self.tables: dict[str, list[str]] = dict(raw.execute(TABLE_COLUMNS).fetchall())
        self.sequences: dict[str, int] = dict(raw.execute(LAST_NUMBERS).fetchall())

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        with self.raw.cursor(name="backup") as cursor:
            cursor.itersize = ROWS_OF_A_FETCH
            yield from cursor.execute(query)

    def write(self, archive: ArchiveWriter) -> None:
        """Write the tables into the archive, in the text format of COPY."""
        for table in sorted(self.tables.keys() - NOT_KEPT):
            statement = copy_statement(table, self.tables[table], "TO STDOUT")
            with (
                archive.open_stream(f"{DATABASE_FOLDER}{table}") as stream,
                self.raw.cursor() as cursor,
                cursor.copy(statement) as blocks,
            ):
                for block in blocks:
                    stream.write(block)


@contextmanager
def take_postgresql_snapshot() -> Iterator[PostgresqlSnapshot]:
    """Begin a transaction on a connection of its own, for as long as the block lasts."""
    own = connection.copy()
    try:
        own.connect()
        own.set_autocommit(False)
        with own.wrap_database_errors:
            yield PostgresqlSnapshot(own.connection)
    finally:
        own.close()


def load_postgresql(
    head: Head, streams: Iterable[tuple[str, Iterator[bytes]]], check_empty: Callable[[], None]
) -> None:
    """Put the rows of a backup into the tables of an empty newsroom, in one transaction, past the triggers.

    These are up again at its end. Raises RefusedError where the tables are others than those of the backup.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TABLE_COLUMNS)
        refuse_other_tables(dict(cursor.fetchall()), head.tables)
        every = sql.SQL(", ").join(map(sql.Identifier, head.tables))
        cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(every))
        check_empty()
        switch_triggers(cursor, head.tables, "DISABLE")
        cursor.execute(sql.SQL("TRUNCATE {}").format(every))
        for table, blocks in streams:
            copy_in(cursor, table, head.tables[table], blocks)
        for name, last in head.sequences.items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [f'"{name}"', last])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # foreign keys, before the tables are altered again
        switch_triggers(cursor, head.tables, "ENABLE")


def copy_in(cursor: Any, table: str, columns: list[str], blocks: Iterable[bytes]) -> None:
    """Write the rows of a table."""
    with cursor.copy(copy_statement(table, columns, "FROM STDIN")) as copy:
        for block in blocks:
            copy.write(block)


def copy_statement(table: str, columns: list[str], way: str) -> sql.Composed:
    """Return the statement that copies a table out or in."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) " + way).format(sql.Identifier(table), names)


def switch_triggers(cursor: Any, tables: Iterable[str], verb: str) -> None:
    """Switch the newsroom's own triggers of some tables on or off; foreign keys stay."""
    for table in tables:
        cursor.execute(sql.SQL("ALTER TABLE {} " + verb + " TRIGGER USER").format(sql.Identifier(table)))


def refuse_other_tables(own: dict[str, list[str]], theirs: dict[str, list[str]]) -> None:
    """Raise RefusedError where tables or columns differ from those of the backup."""
    tables = own.keys() | theirs.keys()
    if other := sorted(table for table in tables if set(own.get(table, ())) != set(theirs.get(table, ()))):
        message = f"The tables of this database are others than those of the backup: {', '.join(other)}."
        raise RefusedError(f"{message} Let DATABASE_URL name a database without tables.")
