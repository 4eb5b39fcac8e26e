"""The ways on which SQLite finds the rows of lists: along an index from the latest, never sorting all."""

from datetime import timedelta

import pytest
from django.db import connection

from stories.models import Amends, Filing, Notice, place_of
from stories.models.front_page import news_in_places
from stories.models.live_story import NEWS as NEWS_ALONE
from stories.models.related import filings_of_related
from stories.public.archive_rows import KeyRows
from stories.public.ninjs_feed import Place
from stories.search import Span
from tests.builders import NOON

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plan as SQLite prints it"),
]

EVERYWHERE = Span()
NEWEST, NEWS = Filing.public.newest, Filing.public.news
DAY_LATER = NOON + timedelta(days=1)
PLACE = place_of(NOON, 7)
PLACES, KEYS = "sqlite_autoindex_stories_livestory_2", "sqlite_autoindex_stories_livekey_1"
CORRECTION = Amends.CORRECTION
LISTS = {
    "latest": (lambda: NEWS()[:50], "live_news"),
    "edition": (lambda: NEWS().live_in_language("en")[:50], "live_news_in_language"),
    "map of news": (lambda: NEWS().live_first_moved_since(NOON)[:1000], "live_news"),
    "section": (lambda: NEWEST().live_in_section_of("world")[:31], "live_in_section"),
    "older in a section": (lambda: NEWEST().live_in_section_of("world").live_below(PLACE)[:31], "live_in_section"),
    "feed of a section": (lambda: NEWEST().live_in_section(1)[:50], "live_in_section"),
    "archive": (lambda: NEWEST()[:51], PLACES),
    "older": (lambda: NEWEST().live_below(PLACE)[:51], PLACES),
    "newer": (lambda: NEWEST().live_above(PLACE).reverse()[:51], PLACES),
    "day": (lambda: NEWEST().live_between(NOON, DAY_LATER)[:51], PLACES),
    "agency": (lambda: KeyRows("credit:vesper", EVERYWHERE).between(1, PLACE)[:51], "live_by_credit"),
    "genre": (lambda: KeyRows("genre:feature", EVERYWHERE).between(1, PLACE)[:51], "live_in_genre"),
    "language": (lambda: KeyRows("language:zh", EVERYWHERE).between(1, PLACE)[:51], "live_in_language"),
    "script": (lambda: KeyRows("language:zh-hant", EVERYWHERE).between(1, PLACE)[:51], KEYS),
    "kind": (lambda: KeyRows("designator:ld", EVERYWHERE).between(1, PLACE)[:51], KEYS),
    "whole": (lambda: KeyRows("whole designator:1st ld", EVERYWHERE).between(1, PLACE)[:51], "live_by_designator"),
    "map": (lambda: NEWEST().live_in_span(0, 1000), "sqlite_autoindex_stories_livestory_1"),
    "corrections": (lambda: Filing.public.amendments().filter(came_from=None)[:51], "filing_amending"),
    "older corrections": (lambda: Filing.public.amendments().filter(filed_at__lt=NOON)[:51], "filing_amending"),
    "a kind of corrections": (lambda: Filing.public.amendments().filter(amends=CORRECTION)[:51], "filing_amending_as"),
    "withdrawals": (lambda: Notice.objects.withdrawals()[:51], "notice_by_kind"),
    "subscribers": (lambda: by_time(Filing.public.for_subscribers().filter(NEWS_ALONE)), "filing_news"),
    "subscribers of a section": (lambda: by_time(Filing.public.for_subscribers().in_section(1)), "filing_in_section"),
    "subscribers of a language": (
        lambda: by_time(Filing.public.for_subscribers().filter(NEWS_ALONE).in_language("es")), "filing_in_language",
    ),
}  # fmt: skip


def by_time(filings):
    """Return the rows of a page of a subscribers' feed."""
    place = Place(NOON, "f", 7)
    return filings.filter(place.older_rows("filed_at", "f")).order_by("-filed_at", "-pk")[:51]


def plan(rows):
    """Return the steps of the plan of a query."""
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.parametrize("name", LISTS)
def test_list_is_walked_along_its_index(name):
    rows, index = LISTS[name]

    steps = plan(rows())

    assert [step for step in steps if f"USING INDEX {index}" in step], steps
    assert not [step for step in steps if "TEMP B-TREE" in step], steps


def test_related_stories_are_found_before_their_filings():
    steps = plan(filings_of_related(7))

    assert steps[0].startswith("SEARCH stories_livestory USING INDEX sqlite_autoindex_stories_livestory_1"), steps
    assert not [step for step in steps if step.startswith("SCAN")], steps


def test_corrections_that_came_from_other_stories_are_sought_among_what_came_alone():
    steps = plan(Filing.public.amendments().with_origins(before=NOON)[:51])

    assert "USING INDEX filing_by_origin" in steps[0], steps
    assert not [step for step in steps if step.startswith("SCAN")], steps


def test_front_page_walks_to_the_latest_and_to_those_of_each_section():
    steps = plan(news_in_places(latest=21, sections=6, in_a_section=7))

    walks = {step.partition("INDEX ")[2].partition(" ")[0] for step in steps if "stories_livestory" in step}
    assert walks == {"live_news", "live_news_in_section", PLACES}, steps
