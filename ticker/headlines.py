"""The headlines of the ticker: those that editors pinned, then the newest filings."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import F, IntegerField, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from stories.display.languages import direction
from stories.models import Filing
from ticker.models import Pin

logger = logging.getLogger("ticker")

LENGTH = 10  # headlines that a reader can go through while looking at a page
LAST = 2_147_483_647  # where a headline stands that nobody pinned: the largest value of a position
BEHIND_PINS = Value(LAST, output_field=IntegerField())
FIELDS = ("id", "story_id", "slug", "headline", "language", "filed_at", "place")

SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # stands for the moment in the query that is kept


@dataclass(frozen=True, slots=True)
class Headline:
    """One line of the ticker. The genre ("Feature:") stays in the text, the designator is no part of it."""

    filing: int
    story: int
    slug: str
    text: str
    lang: str
    filed_at: datetime
    is_pinned: bool

    @property
    def url(self) -> str:
        """The address of the story."""
        return reverse("stories:story", args=[self.story, self.slug])

    @property
    def dir(self) -> str:
        """The direction in which the headline is written."""
        return direction(self.lang)


@dataclass(frozen=True, slots=True)
class Board:
    """The ticker at one moment."""

    headlines: tuple[Headline, ...]
    language: str = ""  # that it was asked for in

    @property
    def key(self) -> str:
        """A key that two boards share exactly if readers see the same on both: filings never change."""
        filings = ",".join(str(line.filing) for line in self.headlines)
        return hashlib.sha256(filings.encode()).hexdigest()[:16]


def current(now: datetime, *, limit: int = LENGTH, language: str = "") -> Board:
    """Return the headlines at a time: pins in their order, then the newest, no story twice. One query.

    With a language, only those in it or a variety of it (zh: zh-Hans too).
    """
    rows = map(as_headline, Filing.public.raw(*statement(now, limit, language)))
    return Board(tuple(islice(each_story_once(rows), limit)), language)


def for_page(language: str = "") -> Board:
    """Return the headlines of now for a page of another subject; none, with a line in the log, where they fail."""
    try:
        return current(timezone.now(), language=language)
    except DatabaseError:
        logger.exception("The ticker was left out of a page.")
        return Board((), language)


def statement(now: datetime, limit: int, language: str) -> tuple[str, tuple[object, ...]]:
    """Return the query as SQL with its parameters."""
    if language:
        return union(now, limit, language).query.sql_with_params()
    sql, params = compiled(limit)
    adapt = connection.ops.adapt_datetimefield_value
    return sql, tuple(adapt(now) if param == adapt(SOME_DAY) else param for param in params)


@cache
def compiled(limit: int) -> tuple[str, tuple[object, ...]]:
    """Return the query of every page, cached: Django takes thirty times as long to build it as databases to answer."""
    return union(SOME_DAY, limit, "").query.sql_with_params()


def union(now: datetime, limit: int, language: str) -> QuerySet[Any, Any]:
    """Return the pins that are on now, and the newest filings behind them."""
    pinned = readable(language).filter(story__in=Pin.objects.on(now).values("story"))
    newest = readable(language)[:limit]
    both = arm(pinned, F("story__pin__position")).union(arm(newest, BEHIND_PINS), all=True)
    return both.order_by("place", "-id")


def readable(language: str) -> QuerySet[Filing]:
    """Return the newest filing of each live story, in a language if one is given."""
    filings = Filing.public.newest()
    if language:
        filings = filings.filter(Q(language=language) | Q(language__startswith=f"{language}-"))
    return filings


def arm(filings: QuerySet[Filing], place: F | Value) -> QuerySet[Any, Any]:
    """Return one half of the union. SQLite takes no limit inside a union, but takes it in a subquery of a half."""
    half: QuerySet[Any, Any] = Filing.public.order_by().filter(pk__in=filings.values("pk"))
    rows: QuerySet[Any, Any] = half.annotate(slug=F("story__slug"), place=place).values(*FIELDS)
    return rows


def as_headline(row: Any) -> Headline:
    """Return a row of the union, a filing with the columns that the query adds, as a headline."""
    return Headline(
        filing=row.pk,
        story=row.story_id,
        slug=row.slug,
        text=row.headline,
        lang=row.language,
        filed_at=row.filed_at,
        is_pinned=row.place != LAST,
    )


def each_story_once(lines: Iterable[Headline]) -> Iterator[Headline]:
    """Yield each story where it stands first."""
    seen: set[int] = set()
    for line in lines:
        if line.story not in seen:
            seen.add(line.story)
            yield line
