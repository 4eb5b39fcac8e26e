"""The database of SQLite in a backup: the file, as its online backup API copies it while people go on writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from newsroom.backups.archive import ArchiveWriter, DamagedError, read_blocks
from newsroom.backups.head import DATABASE_FOLDER
from newsroom.backups.tables import NOT_KEPT

SQLITE_MEMBER = "newsroom.sqlite3"


class SqliteSnapshot:
    """A copy of the database beside the backup, as the database is at one moment."""

    tables: dict[str, list[str]] = {}
    sequences: dict[str, int] = {}

    def __init__(self, path: Path, copy: sqlite3.Connection) -> None:
        self.path, self.copy = path, copy
        connection.ensure_connection()
        connection.connection.backup(copy)  # in one step: no writer makes it begin again
        for statement in ("PRAGMA journal_mode = DELETE", "PRAGMA secure_delete = ON"):
            copy.execute(statement)
        for (table,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table in NOT_KEPT:
                copy.execute(f"DELETE FROM {table}")  # noqa: S608 our own name
        copy.commit()
        refuse_damaged(copy)

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        yield from self.copy.execute(query)

    def write(self, archive: ArchiveWriter) -> None:
        """Write the database into the archive."""
        with self.path.open("rb") as file, archive.open_stream(DATABASE_FOLDER + SQLITE_MEMBER) as stream:
            for block in read_blocks(file):
                stream.write(block)


@contextmanager
def take_sqlite_snapshot(folder: Path) -> Iterator[SqliteSnapshot]:
    """Copy the database into a folder, for as long as the block lasts. It needs as much room as the database."""
    path = folder / f".{SQLITE_MEMBER}.copy"
    path.touch(mode=0o600)
    try:
        with connection.wrap_database_errors, closing(sqlite3.connect(path)) as copy:
            yield SqliteSnapshot(path, copy)
    finally:
        remove_database(path)


def load_sqlite(streams: Iterable[tuple[str, Iterator[bytes]]], check_empty: Callable[[], None]) -> None:
    """Put the database of a backup in the place of the one at hand, in one transaction. Raises DamagedError."""
    own = Path(connection.settings_dict["NAME"])
    path = own.with_name(f"{own.name}.restored")
    path.touch(mode=0o600)
    try:
        with path.open("wb") as file:
            for _name, blocks in streams:
                file.writelines(blocks)
        with connection.wrap_database_errors, closing(sqlite3.connect(path)) as restored:
            refuse_damaged(restored)
            check_empty()
            restored.backup(connection.connection)
    finally:
        remove_database(path)


def refuse_damaged(database: sqlite3.Connection) -> None:
    """Raise DamagedError where SQLite finds a fault in a database."""
    fault = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise DamagedError(f"The database is damaged: {fault}. See https://sqlite.org/recovery.html")


def remove_database(path: Path) -> None:
    """Remove a file of a database and those that SQLite keeps beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
