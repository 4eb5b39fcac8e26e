"""What the ticker says at a moment: what editors pinned, then the newest filings."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice

from django.db import DatabaseError, connection
from django.db.models import F, IntegerField, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from stories.display.datetimes import direction
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
        """The story's own page."""
        return reverse("stories:story", args=[self.story, self.slug])

    @property
    def dir(self) -> str:
        """Which way it is written."""
        return direction(self.lang)


@dataclass(frozen=True, slots=True)
class Board:
    """The ticker at one moment."""

    headlines: tuple[Headline, ...]
    language: str = ""  # that it was asked for in

    @property
    def key(self) -> str:
        """The same for two boards exactly if readers see the same on both: filings never change."""
        shown = ",".join(str(line.filing) for line in self.headlines)
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


def current(now: datetime, *, limit: int = LENGTH, language: str = "") -> Board:
    """The headlines at a moment: pins in their order, then the newest, no story twice. One query.

    With a language, only those in it or a variety of it (zh: zh-Hans too).
    """
    rows = map(as_headline, Filing.public.raw(*statement(now, limit, language)))
    return Board(tuple(islice(each_story_once(rows), limit)), language)


def for_page(language: str = "") -> Board:
    """The headlines of now for a page that is about something else: without them, and logged, where they fail."""
    try:
        return current(timezone.now(), language=language)
    except DatabaseError:
        logger.exception("The ticker was left out of a page.")
        return Board((), language)


def statement(now: datetime, limit: int, language: str) -> tuple[str, tuple[object, ...]]:
    """The query as SQL with its parameters."""
    if language:
        return union(now, limit, language).query.sql_with_params()
    sql, params = compiled(limit)
    adapt = connection.ops.adapt_datetimefield_value
    return sql, tuple(adapt(now) if param == adapt(SOME_DAY) else param for param in params)


@cache
def compiled(limit: int) -> tuple[str, tuple[object, ...]]:
    """The query of every page, kept: Django builds it in thirty times the time in which a database answers it."""
    return union(SOME_DAY, limit, "").query.sql_with_params()


def union(now: datetime, limit: int, language: str) -> QuerySet[Filing]:
    """The pins whose time it is, and the newest filings behind them."""
    pinned = readable(language).filter(story__in=Pin.objects.on(now).values("story"))
    newest = readable(language)[:limit]
    both = arm(pinned, F("story__pin__position")).union(arm(newest, BEHIND_PINS), all=True)
    return both.order_by("place", "-id")


def readable(language: str) -> QuerySet[Filing]:
    """The newest filing of each live story, in a language if one is given."""
    filings = Filing.public.newest()
    if language:
        filings = filings.filter(Q(language=language) | Q(language__startswith=f"{language}-"))
    return filings


def arm(chosen: QuerySet[Filing], place: F | Value) -> QuerySet[Filing]:
    """One half of the union. SQLite takes no limit inside a union, but takes it in what the half is chosen from."""
    half = Filing.public.order_by().filter(pk__in=chosen.values("pk"))
    return half.annotate(slug=F("story__slug"), place=place).values(*FIELDS)


def as_headline(filing: Filing) -> Headline:
    """A row of the union."""
    return Headline(
        filing=filing.pk,
        story=filing.story_id,
        slug=filing.slug,
        text=filing.headline,
        lang=filing.language,
        filed_at=filing.filed_at,
        is_pinned=filing.place != LAST,
    )


def each_story_once(lines: Iterable[Headline]) -> Iterator[Headline]:
    """Each story where it stands first."""
    seen: set[int] = set()
    for line in lines:
        if line.story not in seen:
            seen.add(line.story)
            yield line
