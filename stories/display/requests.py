"""Requests as views receive them: what middleware and the admin site have set on Django's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.contrib.auth.models import User
from django.http import HttpRequest


class Ticker(Protocol):
    """The ticker at one moment; `key` differs whenever its headlines differ.

    `language` is the one that it was asked for in, `next_change` when the clock changes it. It is not whole where its
    headlines could not be read.
    """

    @property
    def key(self) -> str: ...

    @property
    def language(self) -> str: ...

    @property
    def is_whole(self) -> bool: ...

    @property
    def next_change(self) -> datetime | None: ...

    def render(self, *, lang: str, interface: str) -> str: ...


class PageRequest(HttpRequest):
    """A request with the ticker that its page shows; `ticker_in` returns that of one language."""

    ticker: Ticker
    ticker_in: Callable[[str], Ticker]


class DeskRequest(HttpRequest):
    """A request that the admin site has let in: its user is signed in, its pages are in `newsroom_language`."""

    user: User
    newsroom_language: str
