"""Feeds of the sources, asked by the worker for new copy.

The answers are waited for in threads that know no database, so that a slow host holds up few others; what they bring
is taken in one after the other. A feed is claimed by setting its next turn, so that two workers never ask it at once,
and one that was killed meanwhile has it asked again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from random import SystemRandom

from django.db import Error
from django.db.models import F

from stories import wire, wire_sandbox
from stories.intake.feed_entries import take_new_entries
from stories.intake.feed_timing import next_interval, pause_after
from stories.intake.safe_fetch import PORTS, Answer, NotFetchedError, ask, parse_address
from stories.models import FeedState, Item, Source, fit
from stories.wire import NotWireError, Piece, UnreadableError, WireItem

FEED_SECONDS = 20  # for one answer
ASKED_AT_ONCE = 4
ASKED_IN_A_SWEEP = 20
IN_TURN = timedelta(minutes=5)  # that a worker has for what it claimed
HEADER_LENGTH = 500
OK, NOT_MODIFIED, GONE = 200, 304, 410
ACCEPTED = {
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, */*;q=0.8"
}
CHARSET = re.compile(r"\bcharset=\"?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)
PLAIN_TEXT = "text"  # the format that takes whatever has words
NO_FEED = "The address answers with plain text, not with a feed. Ask the source for the address of its feed."
EMPTY = "The answer is empty. Ask the source for the address of its feed."
FEED_GONE = "The source says that the feed is gone for good (410). It is not asked again until the address is changed."

Ask = Callable[[str, Mapping[str, str]], Answer]  # an address, with further headers; raises NotFetchedError
chance_of_system = SystemRandom().random

logger = logging.getLogger(__name__)


class NotFeedError(ValueError):
    """An answer that is no feed; str() says what it is instead."""


def ask_web(address: str, headers: Mapping[str, str]) -> Answer:
    """Ask for a feed in the public internet. Raises NotFetchedError."""
    return ask(address, limit=wire.SIZE_LIMIT, headers=headers, seconds=FEED_SECONDS)


def poll_due(now: datetime, *, get: Ask = ask_web, chance: Callable[[], float] = chance_of_system) -> list[Item]:
    """Ask the feeds that are due, and return what was new in them. Runs twice, or in two workers at once."""
    register_feeds(now)
    states = [state for state in FeedState.objects.due(now)[:ASKED_IN_A_SWEEP] if claim_turn(state, now)]
    items: list[Item] = []
    if not states:
        return items
    with ThreadPoolExecutor(ASKED_AT_ONCE) as threads:
        answers = threads.map(partial(ask_feed, get), [(state.address, headers_for(state)) for state in states])
        for state, answer in zip(states, answers, strict=True):
            try:
                items += settle_answer(state, answer, now=now, chance=chance())
            except Error:
                raise
            except Exception:
                logger.exception("The feed of %s was not taken.", state.source)
                fail_feed(state, "It could not be taken. The log says why.", now=now, chance=chance())
    return items


def fault_of_address(address: str) -> str:
    """Return why an address is never asked, whatever its host: a scheme, a password, a port. Empty where it is."""
    try:
        parse_address(address, tuple(PORTS.values()))
    except NotFetchedError as error:
        return str(error)
    return ""


def register_feeds(now: datetime) -> None:
    """Make the state of feeds that are new, and make that of a feed anew whose address was changed."""
    sources = Source.objects.exclude(feed_address="")
    for source in sources.filter(feed_state=None):
        FeedState.objects.get_or_create(source=source, defaults={"address": source.feed_address, "next_at": now})
    for source in sources.exclude(feed_state__address=F("feed_address")):
        begin_feed(source, now=now)


def begin_feed(source: Source, *, now: datetime) -> None:
    """Have the feed of a source asked at once, as if it never was."""
    values = {
        **{"address": source.feed_address, "etag": "", "last_modified": "", "next_at": now},
        **{"asked_at": None, "failures": 0, "error": "", "gone_at": None},
    }
    FeedState.objects.update_or_create(source=source, defaults=values)


def claim_turn(state: FeedState, now: datetime) -> bool:
    """Claim a feed that is due; return whether no other worker has."""
    waiting = FeedState.objects.filter(pk=state.pk, next_at=state.next_at)
    return waiting.update(next_at=now + IN_TURN) == 1


def headers_for(state: FeedState) -> dict[str, str]:
    """Return the headers by which a server knows what is here already."""
    conditions = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {**ACCEPTED, **{name: value for name, value in conditions.items() if value}}


def ask_feed(get: Ask, request: tuple[str, Mapping[str, str]]) -> Answer | NotFetchedError:
    """Ask for a feed; return the answer, or the error of it. Knows no database."""
    try:
        return get(*request)
    except NotFetchedError as error:
        return error


def settle_answer(state: FeedState, answer: Answer | NotFetchedError, *, now: datetime, chance: float) -> list[Item]:
    """Take what an answer brings, and keep when the feed is asked again; return the new items."""
    if isinstance(answer, NotFetchedError):
        fail_feed(state, str(answer), now=now, chance=chance)
        return []
    if answer.status == GONE:
        FeedState.objects.filter(pk=state.pk).update(asked_at=now, gone_at=now, error=FEED_GONE)
        return []
    if answer.status not in (OK, NOT_MODIFIED):
        reason = f"The server answered {answer.status} instead of the feed. Look at the address."
        fail_feed(state, reason, now=now, chance=chance, headers=answer.headers)
        return []
    try:
        pieces = read_feed(answer, state.source) if answer.status == OK else ()
    except NotFeedError as error:
        fail_feed(state, str(error), now=now, chance=chance, headers=answer.headers)
        return []
    items = take_new_entries(state.address, answer.body, pieces, now=now, source=state.source)
    keep_answer(state, answer, now=now)
    return items


def read_feed(answer: Answer, source: Source) -> tuple[Piece, ...]:
    """Read the pieces of a feed. Raises NotFeedError for what is none: a page of HTML, words of regret."""
    if not answer.body.strip():
        raise NotFeedError(EMPTY)
    try:
        pieces = wire_sandbox.read(answer.body, usual=source.charset or charset_of(answer))
    except (NotWireError, UnreadableError) as error:
        raise NotFeedError(str(error)) from error
    if any(isinstance(piece, WireItem) and piece.format == PLAIN_TEXT for piece in pieces):
        raise NotFeedError(NO_FEED)
    return pieces


def charset_of(answer: Answer) -> str:
    """Return the character set that the server names; empty where it names none."""
    found = CHARSET.search(answer.headers.get("content-type", ""))
    return found[1] if found else ""


def keep_answer(state: FeedState, answer: Answer, *, now: datetime) -> None:
    """Keep what a feed that answered said of itself; an address that it moved to for good becomes the source's."""
    values: dict[str, object] = {"asked_at": now, "failures": 0, "error": ""}
    values["next_at"] = now + next_interval(answer.headers, answer.body)
    if answer.status == OK:
        values["etag"] = header_to_return(answer, "etag")
        values["last_modified"] = fit(FeedState, "last_modified", header_to_return(answer, "last-modified"))
    if answer.moved_to:
        values["address"] = answer.moved_to
        moved = Source.objects.filter(pk=state.source_id, feed_address=state.address)
        moved.update(feed_address=answer.moved_to)
        logger.info("The feed of %s moved for good to %s.", state.source, answer.moved_to)
    FeedState.objects.filter(pk=state.pk, address=state.address).update(**values)


def header_to_return(answer: Answer, name: str) -> str:
    """Return a header that can be sent back; empty where it is too long or strange to be."""
    value = answer.headers.get(name, "").strip()
    return value if len(value) <= HEADER_LENGTH and value.isascii() and value.isprintable() else ""


def fail_feed(
    state: FeedState, reason: str, *, now: datetime, chance: float, headers: Mapping[str, str] | None = None
) -> None:
    """Keep why a feed could not be had, and ask it later, the later the more often it fails."""
    failures = state.failures + 1
    pause = pause_after(failures, chance=chance, headers=headers or {}, now=now)
    FeedState.objects.filter(pk=state.pk).update(asked_at=now, failures=failures, error=reason, next_at=now + pause)
