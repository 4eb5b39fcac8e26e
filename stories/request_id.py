"""The name of the request in hand, which stands in every line of the log about it, the worker's included."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

REQUEST_ID_LENGTH = 32  # characters at most
KNOWN_FORM = re.compile(r"[A-Za-z0-9._-]{6,32}\Z")  # nginx's $request_id, and those of other proxies

CURRENT: ContextVar[str] = ContextVar("request_id", default="")


def current_request() -> str:
    """Return the name of the request in hand; empty outside one."""
    return CURRENT.get()


def accept_request_id(given: str) -> str:
    """Return the name that a proxy gave to a request, where it has the form of one; else a new name."""
    return given if KNOWN_FORM.match(given) else secrets.token_hex(8)


@contextmanager
def carry_request(name: str) -> Iterator[None]:
    """Have lines of the log name a request: the one in hand, or the one that left the worker something to do."""
    token = CURRENT.set(name)
    try:
        yield
    finally:
        CURRENT.reset(token)
