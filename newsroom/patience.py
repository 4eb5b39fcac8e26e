"""Waits for a database that end: one that hangs is as good as one that is down.

A server that hangs still takes what it is sent, so neither its own time-outs nor those of the network ever come. A
request looks at its connection before the first query; where that look hangs, the one who waits is told within seconds.
So is who waits for the one write lock of SQLite, which a command or the worker may wait for longer.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from time import monotonic
from typing import Any

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import waiting

STEP_SECONDS = 0.1  # between two looks at the clock
LOOK_SECONDS = 1.5  # that a connection has to say that it is there; with those to connect anew, less than five
LOCK_SECONDS = 3  # that a request waits for the write lock of SQLite; commands wait for its time-out

Waits = Generator[Any, Any, Any]


def limit_waits(connection: psycopg.Connection[Any], seconds: float) -> None:
    """Have each statement on a connection fail after so many seconds, and close the connection with it."""
    vars(connection)["wait"] = partial(wait_in_time, connection, seconds)


def limit_look(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Have the look at a connection before a request's first query end, whatever the server does."""
    if connection.vendor == "postgresql":
        vars(connection)["is_usable"] = partial(is_usable_in_time, connection)


def limit_lock_wait(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Have a request that waits for the write lock of SQLite end in time to say so."""
    if connection.vendor == "sqlite":
        seconds = min(LOCK_SECONDS, connection.settings_dict["OPTIONS"]["timeout"])
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1_000)}")


def is_usable_in_time(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the server answers on a connection of Django's, soon."""
    if connection.connection is None:
        return False
    own = vars(connection.connection)
    usual = own.get("wait")
    limit_waits(connection.connection, LOOK_SECONDS)
    try:
        return type(connection).is_usable(connection)
    finally:
        if usual is None:
            del own["wait"]
        else:
            own["wait"] = usual


def wait_in_time(connection: psycopg.Connection[Any], seconds: float, waits: Waits, interval: float = 0) -> Any:
    """Return what the server answers, as the connection's own way to wait does. Raises OperationalError."""
    step = min(interval or STEP_SECONDS, STEP_SECONDS)
    return waiting.wait(end_in_time(connection, seconds, waits), connection.pgconn.socket, interval=step)


def end_in_time(connection: psycopg.Connection[Any], seconds: float, waits: Waits) -> Waits:
    """Wait as a generator of psycopg's does. Raises OperationalError once it takes too long."""
    ends_at = monotonic() + seconds
    try:
        awaited = next(waits)
        while True:
            ready = yield awaited
            if not ready and monotonic() > ends_at:
                connection.close()
                message = f"The server did not answer within {seconds} seconds."
                raise psycopg.OperationalError(message)
            awaited = waits.send(ready)
    except StopIteration as end:
        return end.value
