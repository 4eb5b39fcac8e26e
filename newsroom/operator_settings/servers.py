"""Asks the database and the cache whether they answer, each within five seconds, and tells their own sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import psycopg
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, ConnectionError, TimeoutError
from redis.retry import Retry

from newsroom.operator_settings.configuration import Configuration
from newsroom.operator_settings.setting import Fault

ANSWER_LIMIT = 5  # seconds that a server has to answer in
LONGEST_ANSWER = 200  # characters of what a server says


@dataclass(frozen=True)
class Silence(Fault):
    """A server that pages do without did not answer: told, and no reason for a web server not to start."""


class Question(Thread):
    """A question to a server in a thread of its own, as a name that is looked up hangs without a limit.

    `answer` is empty where the server answered, and what it said otherwise.
    """

    def __init__(self, name: str, ask: Callable[[], object], password: str, *, is_needed: bool) -> None:
        super().__init__(daemon=True)
        self.setting, self.ask, self.password, self.is_needed = name, ask, password, is_needed
        self.said = f"no answer within {ANSWER_LIMIT} seconds"

    def run(self) -> None:
        """Ask."""
        try:
            self.ask()
        except Exception as error:  # noqa: BLE001 each client fails in its own ways
            self.is_needed = self.is_needed or (isinstance(error, RedisError) and not is_silence(error))
            self.said = sentence_of(error, self.password)
        else:
            self.said = ""

    def fault(self) -> Fault:
        """Return the fault of a server that did not answer."""
        kind = Fault if self.is_needed else Silence
        return kind(self.setting, f"{self.setting}: the server does not answer: {self.said}")


def is_silence(error: RedisError) -> bool:
    """Return whether a cache is away, and does not merely refuse us."""
    return isinstance(error, (ConnectionError, TimeoutError)) and not isinstance(error, AuthenticationError)


def sentence_of(error: Exception, password: str) -> str:
    """Return the first line of what a server or its client says, without the password."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    said = lines[0].removeprefix("connection failed: ").strip()
    said = "".join(sign if sign.isprintable() else "?" for sign in said)
    return (said.replace(password, "…") if password else said)[:LONGEST_ANSWER]


def server_faults(configuration: Configuration) -> Iterator[Fault]:
    """Ask all servers side by side; give a fault for each that does not answer."""
    questions = list(questions_of(configuration))
    for question in questions:
        question.start()
    for question in questions:
        question.join(ANSWER_LIMIT)
        if question.said:
            yield question.fault()


def questions_of(configuration: Configuration) -> Iterator[Question]:
    """Give what is to be asked."""
    values = configuration.values
    database, replica, cache = values["DATABASE_URL"], values["DATABASE_REPLICA_URL"], values["CACHE_URL"]
    yield Question("DATABASE_URL", lambda: ask_database(database), database.get("PASSWORD", ""), is_needed=True)
    if replica:
        yield Question("DATABASE_REPLICA_URL", lambda: ask_postgres(replica), replica["PASSWORD"], is_needed=False)
    if "redis" in cache["LOCATION"]:
        password = urlsplit(cache["LOCATION"]).password or ""
        yield Question("CACHE_URL", lambda: ask_redis(cache["LOCATION"]), unquote(password), is_needed=False)


def ask_database(database: dict[str, Any], query: str = "SELECT 1") -> list[tuple[Any, ...]]:
    """Return the rows of a query to a database. Raises what its client raises."""
    if database["ENGINE"].endswith("sqlite3"):
        return ask_sqlite(database["NAME"], query)
    return ask_postgres(database, query)


def ask_postgres(database: dict[str, Any], query: str = "SELECT 1") -> list[tuple[Any, ...]]:
    """Return the rows of a query to a PostgreSQL, connected to as Django does."""
    named = {"host": database["HOST"], "port": database["PORT"], "user": database["USER"], "dbname": database["NAME"]}
    given = {name: value for name, value in named.items() if value}
    options = {**database.get("OPTIONS", {}), "connect_timeout": ANSWER_LIMIT}
    with psycopg.connect(**given, password=database["PASSWORD"] or None, **options) as connection:
        return connection.execute(query).fetchall()


def ask_sqlite(name: str, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query to a file of SQLite; none where it is not there, as `migrate` makes it."""
    if name == ":memory:" or not Path(name).exists():
        return []
    connection = sqlite3.connect(f"file:{quote(str(Path(name).absolute()))}?mode=ro", uri=True, timeout=ANSWER_LIMIT)
    try:
        connection.execute("PRAGMA schema_version").fetchone()  # a file that is none of SQLite's
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def ask_redis(address: str) -> None:
    """Ask a Redis."""
    limits = {"socket_connect_timeout": ANSWER_LIMIT, "socket_timeout": ANSWER_LIMIT, "retry": Retry(NoBackoff(), 0)}
    with Redis.from_url(address, **limits) as redis:
        redis.ping()
