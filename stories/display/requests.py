"""Requests as views receive them: what middleware and the admin site have set on Django's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django.contrib.auth.models import User
from django.http import HttpRequest


class Ticker(Protocol):
    """The ticker at one moment; `key` differs whenever its headlines differ."""

    @property
    def key(self) -> str: ...


class PageRequest(HttpRequest):
    """A request with the ticker that its page shows; `ticker_in` returns that of one language."""

    ticker: Ticker
    ticker_in: Callable[[str], Ticker]


class DeskRequest(HttpRequest):
    """A request that the admin site has let in: its user is signed in, its pages are in `newsroom_language`."""

    user: User
    newsroom_language: str
