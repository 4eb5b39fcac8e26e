"""The guard of writes: rows of Story and Filing change in `stories.desk` alone, whatever the code looks like.

Every statement that goes to a database is looked at. One that writes to either table fails unless a frame of the desk,
of a migration, of the tests' builders or of the clean-up between tests is on the stack, or the test says that it
tampers.
"""

import re
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.db import connections
from django.db.backends.signals import connection_created

ROOT = Path(__file__).resolve().parents[1]
WRITE = re.compile(
    r"""\s* (?: INSERT \s+ (?: OR \s+ \w+ \s+ )? INTO | REPLACE \s+ INTO | UPDATE | DELETE \s+ FROM | TRUNCATE )
    \s+ (?: "[^"]+" , \s* )* "? stories_(?:story|filing) "? (?= [\s,;(] | $ )""",
    re.VERBOSE | re.IGNORECASE,
)
DESK, FILLER = str(ROOT / "stories" / "desk"), str(ROOT / "stories" / "archive_filler")
DOORS = (DESK, FILLER, str(ROOT / "tests" / "builders.py"), str(ROOT / "tests" / "conftest.py"))
_tampers = ContextVar("tampers", default=False)


class WriteOutsideDeskError(AssertionError):
    """A row of Story or Filing was about to be written by code outside of the desk."""


@contextmanager
def tampering():
    """Let a test write past the desk, for what it says it tries."""
    token = _tampers.set(True)
    try:
        yield
    finally:
        _tampers.reset(token)


def refuse_writes(execute, sql, params, many, context):
    """Run a statement; refuse one that writes past the desk. An execute wrapper of Django's connections."""
    if WRITE.match(str(sql)) and not _tampers.get() and not has_door_on_stack():
        raise WriteOutsideDeskError(f"Only stories.desk writes stories and filings: {str(sql)[:120]}")
    return execute(sql, params, many, context)


def has_door_on_stack():
    """Return whether somebody who may write is among the callers."""
    frame = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(DOORS) or "/migrations/" in path:
            return True
        frame = frame.f_back
    return False


def set_up(connection, **_kwargs):
    """Put the guard around a connection, once."""
    if refuse_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(refuse_writes)


def guard_all_connections():
    """Put the guard around every connection, those to come too."""
    connection_created.connect(set_up, dispatch_uid="write guard")
    for connection in connections.all(initialized_only=True):
        set_up(connection)
