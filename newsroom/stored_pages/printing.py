"""Pages as Django prints them, with the bytes and headers that a reader gets, and what of them is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signals
from django.core.handlers.wsgi import WSGIHandler, get_script_name
from django.db import close_old_connections
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix
from django.utils import timezone

from newsroom.stored_pages.addresses import Environ
from newsroom.stored_pages.database import key_of_coded
from newsroom.stored_pages.pages import Answer, Fragment, Headers, Page, Totals, write_headers
from stories.display.http_caching import PUBLIC_CACHE_CONTROL, PrintedPage, TickerPlace, build_prefix, find_printing
from stories.display.requests import Ticker
from stories.models.stored_page import ALL_STORIES
from ticker.headlines import current_board

OK = 200


class PageHandler(WSGIHandler):
    """Django's handler, which also returns a response instead of sending it."""

    def print_response(self, environ: Environ) -> HttpResponseBase:
        """Return the response to a request; who takes it closes it."""
        set_script_prefix(get_script_name(environ))
        signals.request_started.send(sender=self.__class__, environ=environ)
        return self.get_response(self.request_class(environ))


@dataclass(frozen=True, slots=True)
class Before:
    """The generations before a page was printed: those of the newsroom, and of the story in its address."""

    totals: Totals
    story_id: int


def headers_of(response: HttpResponseBase) -> Headers:
    """Return the headers of a response as it sends them."""
    cookies = [("Set-Cookie", cookie.output(header="")) for cookie in response.cookies.values()]
    return [*response.items(), *cookies]


def keep_response(address: str, response: HttpResponseBase, before: Before) -> Answer | None:
    """Return a response as an answer to keep; None for one that each has to ask Django for."""
    if not isinstance(response, HttpResponse) or response.status_code != OK or response.cookies:
        return None
    printed = find_printing(response)
    if printed is None or response.headers.get("Cache-Control") != PUBLIC_CACHE_CONTROL:
        return None
    if printed.ticker is not None and not printed.ticker.is_whole:
        return None
    scope = printed.scope if printed.scope == before.story_id else ALL_STORIES
    fragment = make_fragment(printed, before.totals)
    page = make_page(address, response, printed, scope, before.totals, fragment)
    answer = Answer(page, fragment, before.totals.newsroom)
    return answer if answer.body == response.content else None


def make_page(
    address: str, response: HttpResponse, printed: PrintedPage, scope: int, totals: Totals, fragment: Fragment | None
) -> Page:
    """Return a response as a page around its ticker."""
    return Page(
        address=address,
        scope=scope,
        generation=totals.scope if scope else totals.newsroom,
        epoch=totals.epoch,
        headers=write_headers(headers_of(response)),
        tag=printed.tag,
        head=printed.halves[0] if printed.halves else response.content,
        tail=printed.halves[1] if printed.halves else None,
        fragment=fragment.address if fragment else "",
        expires_at=unix_milliseconds(printed.expires_at() if printed.expires_at else None),
    )


def make_fragment(printed: PrintedPage, totals: Totals) -> Fragment | None:
    """Return the ticker of a page; None for a page without one."""
    if printed.place is None or printed.ticker is None:
        return None
    return fragment_of(printed.place, printed.ticker, totals)


def fragment_of(place: TickerPlace, ticker: Ticker, totals: Totals) -> Fragment:
    """Return a ticker as a kind of page shows it."""
    return Fragment(
        address=fragment_address(place),
        key=ticker.key,
        text=place.render(ticker).encode(),
        generation=totals.newsroom,
        epoch=totals.epoch,
        expires_at=unix_milliseconds(ticker.next_change),
    )


def fragment_address(place: TickerPlace) -> str:
    """Return the address of a ticker: no path, as it does not begin with a stroke."""
    return f"{build_prefix()}ticker {json.dumps([place.board_language, place.code, place.lang, place.interface])}"


def print_fragment(address: str, totals: Totals) -> Fragment:
    """Print the ticker at an address anew. Raises DatabaseError."""
    place = TickerPlace(*json.loads(address.partition(" ")[2]))
    close_old_connections()
    try:
        return fragment_of(place, current_board(timezone.now(), language=place.board_language), totals)
    finally:
        close_old_connections()


def unix_milliseconds(moment: datetime | None) -> int | None:
    """Return a time in milliseconds since 1970; None for never."""
    return None if moment is None else int(moment.timestamp() * 1000)


def row_of_page(page: Page, now: int) -> tuple[Any, ...]:
    """Return a page as the row that stores it."""
    return (page.address, page.scope, page.generation, page.epoch, page.headers, page.tag, page.head, page.tail,
            page.fragment, page.expires_at, now)  # fmt: skip


def row_of_coded(answer: Answer, coding: str) -> tuple[Any, ...]:
    """Return an answer in a coding that it has as the row that stores it."""
    page, (_headers, body) = answer.page, answer.coded[coding]
    return (key_of_coded(coding, page.address), page.address, page.fragment, page.tag, answer.fragment_tag, body)


def row_of_fragment(fragment: Fragment, now: int) -> tuple[Any, ...]:
    """Return a ticker as the row that stores it."""
    return (fragment.address, ALL_STORIES, fragment.generation, fragment.epoch, "", fragment.key, fragment.text, None,
            "", fragment.expires_at, now)  # fmt: skip
