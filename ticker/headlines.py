"""The headlines of the ticker: those that editors pinned, then the latest news."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.template.loader import render_to_string
from django.utils import timezone

from stories import search
from stories.display.languages import direction
from stories.models import Filing, story_address
from ticker.models import Pin

logger = logging.getLogger("ticker")

KEY_BYTES = 6  # of the digest: a page has its own part of the tag beside it
TICKER_LENGTH = 10  # headlines that a reader can go through while looking at a page
UNPINNED_PLACE = 2_147_483_647  # where a headline stands that nobody pinned: the largest value of a position
BEHIND_PINS = Value(UNPINNED_PLACE, output_field=IntegerField())
FIELDS = ("id", "story_id", "slug", "headline", "language", "moved_at", "filed_at", "place", "wording")

STORY_NUMBER = re.compile(r"#?([0-9]{1,15})")  # as a row of the desk shows it, or as it is typed

SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # stands for the moment in the query that is kept


@dataclass(frozen=True, slots=True)
class Headline:
    """One line of the ticker: the own wording of its pin, else the headline of its filing.

    The genre ("Feature:") stays in the text, the designator is no part of it.
    """

    filing: int
    story: int
    slug: str
    text: str
    lang: str
    moved_at: datetime
    filed_at: datetime
    is_pinned: bool
    headline: str  # that the text stands for

    @property
    def url(self) -> str:
        """The address of the story."""
        return story_address(self.story, self.slug)

    @property
    def dir(self) -> str:
        """The direction in which the headline is written."""
        return direction(self.lang)


@dataclass(frozen=True, slots=True)
class Board:
    """The ticker at one moment."""

    headlines: tuple[Headline, ...]
    language: str = ""  # that it was asked for in
    at: datetime = SOME_DAY
    is_whole: bool = True  # but where the headlines could not be read

    @property
    def key(self) -> str:
        """A key that two boards share exactly if readers see the same on both: addresses and wordings may change."""
        filings = ",".join(f"{line.filing} {line.slug} {line.text}" for line in self.headlines)
        return base64.urlsafe_b64encode(hashlib.sha256(filings.encode()).digest()[:KEY_BYTES]).decode()

    @property
    def next_change(self) -> datetime | None:
        """When the next pin begins or ends; None for never. One query."""
        return Pin.objects.next_change(self.at)

    def render(self, *, lang: str, interface: str) -> str:
        """Return the headlines as a page in a language shows them; nothing where there is none."""
        around = {"headlines": self.headlines, "of_language": self.language, "lang": lang, "interface": interface}
        return render_to_string("ticker/_ticker.html", around)


def current_board(now: datetime, *, limit: int = TICKER_LENGTH, language: str = "") -> Board:
    """Return the headlines at a time: pins in their order, then the newest, no story twice. One query.

    With a language, only those in it or a variety of it (zh: zh-Hans too).
    """
    found: Iterable[Any] = Filing.public.raw(*board_sql(now, limit, language))  # with the columns that the query adds
    rows = (make_headline(row, row.wording) for row in found)
    return Board(tuple(islice(each_story_once(rows), limit)), language, now)


def find_headlines(words: str, *, limit: int, language: str = "") -> list[Headline]:
    """Return the headlines of the live stories that have some words, or of the one with the number; newest first.

    With a language, only those in it.
    """
    number = STORY_NUMBER.fullmatch(words.strip())
    places = [] if number else search.find_places(search.Index.LIVE, words, search.Span(), limit=limit)
    chosen = Q(live__story=int(number[1])) if number else Q(live__place__in=places or [])
    filings = Filing.public.newest().filter(chosen)
    return [make_headline(row) for row in (filings.live_in_language(language) if language else filings)[:limit]]


def board_for_page(language: str = "") -> Board:
    """Return the headlines of now for a page of another subject; none, with a line in the log, where they fail."""
    try:
        return current_board(timezone.now(), language=language)
    except DatabaseError:
        logger.exception("The ticker was left out of a page.")
        return Board((), language, is_whole=False)


def board_sql(now: datetime, limit: int, language: str) -> tuple[str, tuple[object, ...]]:
    """Return the query as SQL with its parameters."""
    if language:
        return pins_and_newest(now, limit, language).query.sql_with_params()
    sql, params = board_template_sql(limit)
    adapt = connection.ops.adapt_datetimefield_value
    return sql, tuple(adapt(now) if param == adapt(SOME_DAY) else param for param in params)


@cache
def board_template_sql(limit: int) -> tuple[str, tuple[object, ...]]:
    """Return the query of every page, cached: Django takes thirty times as long to build it as databases to answer."""
    return pins_and_newest(SOME_DAY, limit, "").query.sql_with_params()


def pins_and_newest(now: datetime, limit: int, language: str) -> QuerySet[Any, Any]:
    """Return the pins that are on now, and the latest news behind them."""
    pins = Pin.objects.on(now).values("story")
    pinned, newest = Filing.public.newest().filter(live__story__in=pins).order_by(), Filing.public.news()
    if language:
        pinned, newest = pinned.live_in_language(language), newest.live_in_language(language)
    worded = Case(When(story__pin__worded_number=F("number"), then=F("story__pin__wording")), default=Value(""))
    halves = (
        half_of_union(pinned, F("story__pin__position"), worded),
        half_of_union(newest[:limit], BEHIND_PINS, Value("", output_field=CharField())),
    )
    return halves[0].union(halves[1], all=True).order_by("place", "-moved_at", "-id")


def half_of_union(filings: QuerySet[Filing], place: F | Value, wording: Case | Value) -> QuerySet[Any, Any]:
    """Return one half of the union. SQLite takes no limit inside a union, but takes it in a subquery of a half."""
    half: QuerySet[Any, Any] = Filing.public.order_by().filter(pk__in=filings.values("pk"))
    rows: QuerySet[Any, Any] = half.annotate(slug=F("story__slug"), place=place, wording=wording).values(*FIELDS)
    return rows


def make_headline(row: Any, wording: str = "") -> Headline:
    """Return a row of the union, a filing with the columns that the query adds, as a headline."""
    return Headline(
        filing=row.pk,
        story=row.story_id,
        slug=row.slug,
        text=wording or row.headline,
        headline=row.headline,
        lang=row.language,
        moved_at=row.moved_at,
        filed_at=row.filed_at,
        is_pinned=row.place != UNPINNED_PLACE,
    )


def each_story_once(lines: Iterable[Headline]) -> Iterator[Headline]:
    """Yield each story where it stands first."""
    seen: set[int] = set()
    for line in lines:
        if line.story not in seen:
            seen.add(line.story)
            yield line
