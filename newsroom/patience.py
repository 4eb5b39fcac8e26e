"""Waits for a server of PostgreSQL that end: one that hangs is as good as one that is down.

A server that hangs still takes what it is sent, so neither its own time-outs nor those of the network ever come.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from time import monotonic
from typing import Any

import psycopg
from psycopg import waiting

STEP_SECONDS = 0.1  # between two looks at the clock

Waits = Generator[Any, Any, Any]


def limit_waits(connection: psycopg.Connection[Any], seconds: float) -> None:
    """Have each statement on a connection fail after so many seconds, and close the connection with it."""
    vars(connection)["wait"] = partial(wait_in_time, connection, seconds)


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
