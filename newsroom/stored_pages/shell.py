"""The application around Django's: it answers what is stored, and has Django print the rest."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from newsroom.counts import counts
from newsroom.stored_pages import addresses, codings, printing
from newsroom.stored_pages.database import Database, StoreError, open_database
from newsroom.stored_pages.flights import Flights
from newsroom.stored_pages.memory import Memory
from newsroom.stored_pages.pages import Answer, Fragment, Headers, Totals, headers_of_200, headers_of_304
from stories.display.http_caching import build_prefix

Environ = addresses.Environ
StartResponse = Callable[..., Any]
Body = Iterable[bytes]

FROM_MEMORY, FROM_STORE, FROM_DJANGO = (
    f'newsroom_answers_total{{from="{source}"}}' for source in ("memory", "store", "django")
)
ATTEMPTS = 3  # at a page that changes while it is printed; after them Django answers
CODED_APART = 0.05  # seconds between two pages that a process stores pressed
MEGABYTE = 1_000_000
REASONS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}

logger = logging.getLogger(__name__)


class MustWaitError(Exception):
    """An answer has to be asked for elsewhere, printed or pressed first."""


class Shell:
    """The WSGI application. Where it does not store, it presses answers alone: the bytes are the same."""

    def __init__(self, handler: printing.PageHandler) -> None:
        self.handler = handler
        self.stores = settings.STORED_PAGES and not settings.DEBUG
        self.memory = Memory(settings.STORED_PAGES_MEMORY * MEGABYTE)
        self.database: Database = open_database()
        self.flights = Flights()
        self.build = build_prefix()
        self.coded_at = 0.0  # the time of a clock that is never set

    def __call__(self, environ: Environ, start_response: StartResponse) -> Body:
        """Answer a request."""
        if not addresses.is_public_reading(environ):
            counts.add(FROM_DJANGO)
            return self.handler(environ, start_response)
        if environ.get("QUERY_STRING"):
            known = addresses.drop_unknown_names(environ.get("PATH_INFO", ""), environ["QUERY_STRING"])
            environ = {**environ, "QUERY_STRING": known}
        if self.stores and addresses.may_be_stored(environ):
            coding = codings.choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
            found = self.find(self.build + environ.get("PATH_INFO", ""), coding, environ)
            if isinstance(found, Answer):
                return self.send_answer(found, coding, environ, start_response)
            if found is not None:
                return send_response(found, environ, start_response)
        counts.add(FROM_DJANGO)
        return send_response(self.handler.print_response(make_get_request(environ)), environ, start_response)

    def answer_at_once(self, environ: Environ, start_response: StartResponse) -> Body | None:
        """Answer a request for whose answer nothing has to be waited for; None for others, and nothing was started."""
        if not self.stores or not addresses.is_public_reading(environ) or not addresses.may_be_stored(environ):
            return None
        coding = codings.choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        try:
            known = self.known(self.build + environ.get("PATH_INFO", ""), coding, may_wait=False)
        except (MustWaitError, StoreError):
            return None
        if known is None or not known[0].is_ready(coding):
            return None
        answer, source = known
        counts.add(source)
        return self.send_answer(answer, coding, environ, start_response)

    def send_answer(self, answer: Answer, coding: str, environ: Environ, start_response: StartResponse) -> Body:
        """Send a kept answer: 304 to who has it, else in the coding that the reader takes."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and (tag := codings.tag_of_reader(known, answer.etag)):
            start_response(REASONS[304], answer.headers_of_304(tag))
            return []
        is_new = coding not in answer.coded
        headers, body = answer.in_coding(coding)
        if is_new and coding in answer.coded:
            self.store_coded(answer, coding)
        start_response(REASONS[200], headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def store_coded(self, answer: Answer, coding: str) -> None:
        """Store an answer pressed, for processes that do not have it: so many a second, as readers ask for any."""
        now = time.monotonic()
        if coding and now - self.coded_at >= CODED_APART:
            self.coded_at = now
            self.database.store_coded(printing.row_of_coded(answer, coding))

    def find(self, address: str, coding: str, environ: Environ) -> Answer | HttpResponseBase | None:
        """Return the answer at an address; a response where it is not to be kept; None where Django is to be asked."""
        try:
            for _attempt in range(ATTEMPTS):
                if (known := self.known(address, coding)) is not None:
                    answer, source = known
                    counts.add(source)
                    return answer
                with self.flights.join(address) as (flight, leads):
                    if leads:
                        printed = self.print(address, environ)
                        flight.is_common = isinstance(printed, Answer)
                        return printed
                if not flight.is_common:
                    return None
        except (StoreError, DatabaseError):
            logger.warning("The store of pages did not answer.", exc_info=True)
        return None

    def known(self, address: str, coding: str, *, may_wait: bool = True) -> tuple[Answer, str] | None:
        """Return the answer at an address, and whence: from memory or from the store; None where it has to be printed.

        Raises MustWaitError where it may not wait and would have to.
        """
        kept = self.memory.find(address)
        if kept is None:
            return self.stored(address, coding, may_wait=may_wait)
        now = clock_milliseconds()
        totals = self.database.known_totals()
        if totals is None or kept.checked != totals.newsroom:
            self.allow_question(may_wait=may_wait)
            totals = self.database.totals(kept.page.scope)
        else:  # nothing has changed since the page was looked at
            totals = replace(totals, scope=kept.page.generation)
        if not kept.page.is_valid(totals, now):
            return self.stored(address, coding, may_wait=may_wait)
        answer = self.with_ticker(kept, totals, now, may_wait=may_wait)
        if answer.checked != totals.newsroom:
            answer.checked = totals.newsroom
        return answer, FROM_MEMORY

    def stored(self, address: str, coding: str, *, may_wait: bool) -> tuple[Answer, str] | None:
        """Return a stored page as an answer; None where there is none that holds. Raises MustWaitError as `known`."""
        self.allow_question(may_wait=may_wait)
        found = self.database.find(address, coding)
        now = clock_milliseconds()
        if found.page is None or not found.page.is_valid(found.totals, now):
            return None
        fragment = None
        if found.page.fragment:
            fragment = self.fragment(found.page.fragment, found.totals, now, found.fragment, may_wait=may_wait)
        answer = Answer(found.page, fragment, found.totals.newsroom)
        if found.coded is not None:
            answer.take_coded(coding, found.coded)
        self.memory.keep(found.page.address, answer)
        return answer, FROM_STORE

    def allow_question(self, *, may_wait: bool) -> None:
        """Allow a question to the database. Raises MustWaitError where its answer would be waited for, and may not."""
        if not may_wait and not self.database.is_local:
            raise MustWaitError

    def with_ticker(self, answer: Answer, totals: Totals, now: int, *, may_wait: bool) -> Answer:
        """Return an answer with the ticker as it is now: itself where that is the same. Raises as `fragment`."""
        if answer.fragment is None or answer.fragment.is_valid(totals, now):
            return answer
        fragment = self.fragment(answer.fragment.address, totals, now, may_wait=may_wait)
        fresh = Answer(answer.page, fragment, totals.newsroom)
        if (fragment.key, fragment.text) == (answer.fragment.key, answer.fragment.text):
            fresh.coded = answer.coded
        self.memory.keep(answer.page.address, fresh)
        return fresh

    def fragment(
        self, address: str, totals: Totals, now: int, stored: Fragment | None = None, *, may_wait: bool
    ) -> Fragment:
        """Return the ticker at an address, printed anew where none that is known holds.

        Raises MustWaitError where it may not wait for that.
        """
        for at_hand in (self.memory.fragments.get(address), stored):
            if at_hand is not None and at_hand.is_valid(totals, now):
                return at_hand
        if not may_wait:
            raise MustWaitError
        with self.flights.join(address) as (_flight, leads):
            known = self.memory.fragments.get(address)
            if not leads and known is not None and known.is_valid(totals, now):
                return known
            kept = self.database.find(address)
            if kept.page is not None and (fragment := kept.page.as_fragment()).is_valid(kept.totals, now):
                self.memory.keep_fragment(fragment)
            else:
                fragment = printing.print_fragment(address, kept.totals)
                self.keep_fragment(fragment)
            return fragment

    def keep_fragment(self, fragment: Fragment) -> None:
        """Keep a ticker in memory and in the store."""
        self.memory.keep_fragment(fragment)
        self.database.store(printing.row_of_fragment(fragment, clock_milliseconds()))

    def print(self, address: str, environ: Environ) -> Answer | HttpResponseBase | None:
        """Have Django print a page, and keep it where it may be kept. The generations are read before.

        None where it is not to be kept, and Django has to be told which one the reader has.
        """
        story_id = addresses.story_of(environ["PATH_INFO"])
        before = printing.Before(self.database.totals(story_id), story_id)
        unconditional = {
            name: value for name, value in make_get_request(environ).items() if name != "HTTP_IF_NONE_MATCH"
        }
        response = self.handler.print_response(unconditional)
        counts.add(FROM_DJANGO)
        answer = printing.keep_response(address, response, before)
        if answer is None and "HTTP_IF_NONE_MATCH" not in environ:
            return response
        response.close()
        if answer is None:
            return None
        if answer.fragment is not None:
            self.keep_fragment(answer.fragment)
        self.memory.keep(address, answer)
        self.database.store(printing.row_of_page(answer.page, clock_milliseconds()))
        return answer


def clock_milliseconds() -> int:
    """Return the time now."""
    return int(time.time() * 1000)


def make_get_request(environ: Environ) -> Environ:
    """Return a request by GET, whose tags have no coding: Django presses nothing, and HEAD gets the same headers."""
    known = codings.plain_tags(environ.get("HTTP_IF_NONE_MATCH", ""))
    return {**environ, "REQUEST_METHOD": "GET", **({"HTTP_IF_NONE_MATCH": known} if known else {})}


def send_response(response: HttpResponseBase, environ: Environ, start_response: StartResponse) -> Body:
    """Send a response of Django's, pressed where the reader takes that and it is text."""
    status = f"{response.status_code} {response.reason_phrase}"
    if not isinstance(response, HttpResponse):
        return send_stream(response, status, environ, start_response)
    body, headers = response.content, printing.headers_of(response)
    response.close()
    etag = response.headers.get("ETag", "")
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    tag = codings.tag_of_reader(known, etag) if response.status_code in (200, 304) and etag else ""
    if tag:
        start_response(REASONS[304], [("ETag", tag), *headers_of_304(headers)])
        return []
    coding = ""
    if "Content-Encoding" not in response.headers and codings.is_pressed(
        response.headers.get("Content-Type", ""), len(body)
    ):
        coding = codings.choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers = vary_by_coding(headers)
    body = codings.press(body, coding)
    start_response(status, headers_of_200(headers, etag, coding, len(body)))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def vary_by_coding(headers: Headers) -> Headers:
    """Return headers that say that the answer differs by coding."""
    vary = next((value for name, value in headers if name == "Vary"), "")
    if "Accept-Encoding" in vary:
        return headers
    others = [(name, value) for name, value in headers if name != "Vary"]
    return [*others, ("Vary", f"{vary}, Accept-Encoding" if vary else "Accept-Encoding")]


def send_stream(response: HttpResponseBase, status: str, environ: Environ, start_response: StartResponse) -> Body:
    """Send a file of Django's as it is."""
    start_response(status, printing.headers_of(response))
    if environ["REQUEST_METHOD"] == "HEAD":
        response.close()
        return []
    return response
