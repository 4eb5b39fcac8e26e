"""The stored pages and the generations in the database, by bare connections of each thread's own.

Django's connections are made for requests, and its queries cost more than the whole answer. SQLite tells by
`data_version` whether anybody else has committed; a look at the generations of PostgreSQL holds for milliseconds.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol
from zlib import crc32

import psycopg
from django.db import connection as default_connection
from psycopg.pq import ExecStatus, Format

from newsroom.stored_pages.looks import LatestLook, read_clock
from newsroom.stored_pages.pages import CodedBody, Fragment, Page, Totals
from stories.models.stored_page import ALL_STORIES, EVERY_PAGE

TOTALS = f"SELECT story_id, total FROM stories_generation WHERE story_id IN ({ALL_STORIES}, {EVERY_PAGE}, ?)"  # noqa: S608 numbers of our own
LOOK = "SELECT is_quiet, newsroom, epoch, of_scope FROM stories_generation_look(?)"  # migration 0019
LOOK_NAME, FIND_NAME = b"newsroom_look", b"newsroom_page"  # of prepared statements
# What a server's history is called. A copy of the database that takes over has another one: it may lack the latest
# changes, and count others by the same numbers.
HISTORY = """SELECT system_identifier,
    CASE WHEN pg_is_in_recovery() THEN '' ELSE pg_walfile_name(pg_current_wal_lsn()) END FROM pg_control_system()"""
HISTORIES = 2**19  # that are told apart
TIMELINE = 8  # letters that the name of a file of the log begins with
EPOCH_BITS = 44  # of the total of every page, which began as milliseconds; the history's number stands above them
TOTAL_OF = "(SELECT total FROM stories_generation WHERE story_id = {})"
PAGE_COLUMNS = ("address", "scope", "generation", "epoch", "headers", "tag", "head", "tail", "fragment", "expires_at")
FRAGMENT_COLUMNS = ("address", "tag", "head", "generation", "epoch", "expires_at")
CODED_COLUMNS = ("tag", "fragment_tag", "body")
FIND = f"""SELECT {TOTAL_OF.format(ALL_STORIES)}, {TOTAL_OF.format(EVERY_PAGE)}, {TOTAL_OF.format("page.scope")},
    {", ".join(f"page.{column}" for column in PAGE_COLUMNS)},
    {", ".join(f"fragment.{column}" for column in FRAGMENT_COLUMNS)},
    {", ".join(f"coded.{column}" for column in CODED_COLUMNS)}
    FROM (SELECT 1) one LEFT JOIN stories_storedpage page ON page.address = ?
    LEFT JOIN stories_storedpage fragment ON fragment.address = page.fragment AND page.fragment <> ''
    LEFT JOIN stories_codedpage coded ON coded.key = ?"""  # noqa: S608 numbers and names of our own
STORED_COLUMNS = (*PAGE_COLUMNS, "printed_at")
STORE = f"""INSERT INTO stories_storedpage ({", ".join(STORED_COLUMNS)})
    VALUES ({", ".join("?" for _ in STORED_COLUMNS)}) ON CONFLICT (address) DO UPDATE SET
    {", ".join(f"{column} = excluded.{column}" for column in STORED_COLUMNS if column != "address")}"""  # noqa: S608 names of our own
STORED_CODED_COLUMNS = ("key", "address", "fragment", *CODED_COLUMNS)
STORE_CODED = f"""INSERT INTO stories_codedpage ({", ".join(STORED_CODED_COLUMNS)})
    VALUES ({", ".join("?" for _ in STORED_CODED_COLUMNS)}) ON CONFLICT (key) DO UPDATE SET
    {", ".join(f"{column} = excluded.{column}" for column in STORED_CODED_COLUMNS if column != "key")}"""  # noqa: S608 names of our own
SCOPE, PAGE, FRAGMENT = 2, 3, 3 + len(PAGE_COLUMNS)  # where they begin in a row of FIND
CODED = FRAGMENT + len(FRAGMENT_COLUMNS)
EPOCH_COLUMN = PAGE_COLUMNS.index("epoch")
EPOCHS = (1, PAGE + EPOCH_COLUMN, FRAGMENT + FRAGMENT_COLUMNS.index("epoch"))  # in a row of FIND

INTEGER, TEXT, BYTES = partial(int.from_bytes, byteorder="big", signed=True), bytes.decode, bytes  # of binary columns
LOOK_READERS = (b"\1".__eq__, INTEGER, INTEGER, INTEGER)
FIND_READERS = (
    *(INTEGER, INTEGER, INTEGER),
    *(TEXT, INTEGER, INTEGER, INTEGER, TEXT, TEXT, BYTES, BYTES, TEXT, INTEGER),
    *(TEXT, TEXT, BYTES, INTEGER, INTEGER, INTEGER),
    *(TEXT, TEXT, BYTES),
)

FAULTS = (sqlite3.Error, psycopg.Error, OSError)


class StoreError(Exception):
    """The database did not answer, or not in time."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one question brings: the generations, and the page, its ticker and it pressed where they are stored."""

    totals: Totals
    page: Page | None
    fragment: Fragment | None
    coded: CodedBody | None


class Database(Protocol):
    """The one of two engines that the newsroom runs on; a question to one that `is_local` waits for nobody."""

    is_local: bool

    def totals(self, scope: int) -> Totals:
        """Return the generations now. One query. Raises StoreError."""

    def known_totals(self) -> Totals | None:
        """Return the generations without a query where nothing was committed since this thread asked, else None."""

    def find(self, address: str, coding: str = "") -> Found:
        """Return the page at an address, its ticker, it pressed, and the generations. One query. Raises StoreError."""

    def store(self, row: Sequence[object]) -> bool:
        """Store a row of STORED_COLUMNS; return whether that was possible without waiting."""

    def store_coded(self, row: Sequence[object]) -> bool:
        """Store a row of STORED_CODED_COLUMNS; return whether that was possible without waiting."""

    def close(self) -> None:
        """Close what this thread has open; the next question opens it again."""


def make_totals(rows: Sequence[Sequence[int]], scope: int) -> Totals:
    """Return the rows of TOTALS as a value; what was never counted is 0."""
    by_story = {story_id: total for story_id, total in rows}  # noqa: C416 rows are sequences, not pairs
    return Totals(by_story.get(ALL_STORIES, 0), by_story.get(EVERY_PAGE, 0), by_story.get(scope, 0))


def make_found(row: Sequence[Any]) -> Found:
    """Return a row of FIND as a value."""
    totals = Totals(*(total or 0 for total in row[:PAGE]))
    page = Page(*row[PAGE:FRAGMENT]) if row[PAGE] is not None else None
    fragment = Fragment(*row[FRAGMENT:CODED]) if row[FRAGMENT] is not None else None
    return Found(totals, page, fragment, CodedBody(*row[CODED:]) if row[CODED] is not None else None)


def key_of_coded(coding: str, address: str) -> str:
    """Return the key of a pressed page; that of no page where nothing is pressed."""
    return f"{coding} {address}" if coding else ""


class SqliteDatabase(threading.local):
    """SQLite, by a connection that reads and one that writes for each thread."""

    is_local = True

    def __init__(self) -> None:
        self.reader: sqlite3.Connection | None = None
        self.path, self.version = "", -1
        self.latest: Totals | None = None

    def open_reader(self) -> sqlite3.Connection:
        """Return the connection that reads, opened again where the newsroom has another file now."""
        path = str(default_connection.settings_dict["NAME"])
        if self.reader is None or path != self.path:
            self.close()
            self.path = path
            self.reader = sqlite3.connect(f"file:{path}?mode=rw", uri=True, isolation_level=None, timeout=1)
            self.reader.execute("PRAGMA query_only = ON")
        return self.reader

    def read(self, sql: str, values: Sequence[object]) -> list[Any]:
        """Return the rows of a query. Raises StoreError."""
        try:
            return self.open_reader().execute(sql, values).fetchall()
        except FAULTS as error:
            self.close()
            raise StoreError from error

    def close(self) -> None:
        """Close the connection that reads."""
        if self.reader is not None:
            self.reader.close()
        self.reader, self.version, self.latest = None, -1, None  # each connection counts changes from its own beginning

    def known_totals(self) -> Totals | None:
        """Return the generations where nothing was committed since this thread asked, else None."""
        (version,) = self.read("PRAGMA data_version", ())[0]
        if version == self.version and self.latest is not None:
            return self.latest
        self.version, self.latest = version, None
        return None

    def totals(self, scope: int) -> Totals:
        """Return the generations now. Raises StoreError."""
        self.latest = make_totals(self.read(TOTALS, (scope,)), scope)
        return self.latest

    def find(self, address: str, coding: str = "") -> Found:
        """Return the page at an address, its ticker, it pressed, and the generations. Raises StoreError."""
        return make_found(self.read(FIND, (address, key_of_coded(coding, address)))[0])

    def store(self, row: Sequence[object]) -> bool:
        """Store a row; return whether nobody else was writing."""
        return self.write(STORE, row)

    def store_coded(self, row: Sequence[object]) -> bool:
        """Store a pressed page; return whether nobody else was writing."""
        return self.write(STORE_CODED, row)

    def write(self, sql: str, row: Sequence[object]) -> bool:
        """Write a row that may be lost; return whether nobody else was writing."""
        path = str(default_connection.settings_dict["NAME"])
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True, isolation_level=None, timeout=0)) as writer:
                writer.execute("PRAGMA synchronous = NORMAL")
                writer.execute(sql, row)
        except FAULTS:
            return False
        return True


class PostgresqlDatabase(threading.local):
    """PostgreSQL, by a connection for each thread that stays open and commits each statement by itself."""

    is_local = False

    def __init__(self, latest: LatestLook) -> None:
        self.latest = latest
        self.connection: psycopg.Connection[Any] | None = None
        self.history = 0

    def open_connection(self) -> psycopg.Connection[Any]:
        """Return the connection, opened where it is not."""
        if self.connection is None or self.connection.closed:
            given = default_connection.get_connection_params()
            wanted = {name: value for name, value in given.items() if name not in ("pool", "context", "cursor_factory")}
            wanted |= {"autocommit": True, "connect_timeout": 2, "prepare_threshold": 1}
            self.connection = psycopg.connect(**wanted)
            self.history = self.read_history(self.connection)
            self.connection.pgconn.prepare(LOOK_NAME, LOOK.replace("?", "$1::bigint").encode())
            find = FIND.replace("?", "$1::text", 1).replace("?", "$2::text", 1)
            self.connection.pgconn.prepare(FIND_NAME, find.encode())
        return self.connection

    def read_history(self, connection: psycopg.Connection[Any]) -> int:
        """Return the number of the history that the server's numbers belong to."""
        server, file = connection.execute(HISTORY).fetchone() or (0, "")
        return crc32(f"{server}/{file[:TIMELINE]}".encode()) % HISTORIES << EPOCH_BITS

    def run(self, sql: str, values: Sequence[object]) -> psycopg.Cursor[Any]:
        """Run a statement; once again on a new connection where the old one was closed. Raises StoreError."""
        statement = sql.replace("?", "%s")
        try:
            try:
                return self.open_connection().execute(statement, values)
            except psycopg.OperationalError:
                self.close()
                return self.open_connection().execute(statement, values)
        except FAULTS as error:
            self.close()
            raise StoreError from error

    def ask(
        self, name: bytes, values: Sequence[bytes], readers: Sequence[Callable[[bytes], Any]]
    ) -> list[list[Any]] | None:
        """Return the rows of a prepared question; None where the connection is gone.

        Asked at each request, so past psycopg's cursors, which take as long over it as the database.
        """
        if self.connection is None or self.connection.closed:
            return None
        reply = self.connection.pgconn.exec_prepared(name, values, result_format=Format.BINARY)
        if reply.status != ExecStatus.TUPLES_OK:
            return None
        return [
            [
                None if (got := reply.get_value(row, column)) is None else read(got)
                for column, read in enumerate(readers)
            ]
            for row in range(reply.ntuples)
        ]

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None
        self.latest.forget()

    def known_totals(self) -> Totals | None:
        """Return the generations without a query while a look of this process holds, else None."""
        return self.latest.totals()

    def totals(self, scope: int) -> Totals:
        """Return the generations now. Raises StoreError."""
        sent_at = read_clock()
        rows = self.ask(LOOK_NAME, [b"%d" % scope], LOOK_READERS) or self.run(LOOK, (scope,)).fetchall()
        is_quiet, newsroom, epoch, of_scope = rows[0]
        totals = Totals(newsroom or 0, (epoch or 0) + self.history, of_scope or 0)
        if is_quiet:
            self.latest.keep(totals, sent_at)
        return totals

    def find(self, address: str, coding: str = "") -> Found:
        """Return the page at an address, its ticker, it pressed, and the generations. Raises StoreError."""
        values = (address, key_of_coded(coding, address))
        asked = self.ask(FIND_NAME, [value.encode() for value in values], FIND_READERS)
        rows = asked or self.run(FIND, values).fetchall()
        row = list(rows[0])
        for place in EPOCHS:
            row[place] = None if row[place] is None else row[place] + self.history
        return make_found(row)

    def store(self, row: Sequence[Any]) -> bool:
        """Store a row; return whether that could be done, which the numbers of another history forbid."""
        epoch = row[EPOCH_COLUMN] - self.history
        if not 0 <= epoch < 1 << EPOCH_BITS:
            return False
        return self.write(STORE, [*row[:EPOCH_COLUMN], epoch, *row[EPOCH_COLUMN + 1 :]])

    def store_coded(self, row: Sequence[object]) -> bool:
        """Store a pressed page; return whether that could be done."""
        return self.write(STORE_CODED, row)

    def write(self, sql: str, row: Sequence[object]) -> bool:
        """Write a row that may be lost; return whether that could be done."""
        try:
            self.run(sql, row)
        except StoreError:
            return False
        return True


def open_database() -> Database:
    """Return the database of the newsroom for this process. Nothing is connected yet."""
    return PostgresqlDatabase(LatestLook()) if default_connection.vendor == "postgresql" else SqliteDatabase()
