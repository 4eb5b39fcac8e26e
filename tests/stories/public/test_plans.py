"""The ways on which SQLite finds the rows of lists: along an index from the latest, never sorting all."""

from datetime import timedelta

import pytest
from django.db import connection

from stories.models import Filing
from stories.models.front_page import front_keys
from stories.models.related import filings_of_related
from stories.public.keyset_paging import Cursor, rows_beyond
from tests.builders import NOON

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plan as SQLite prints it"),
]

NEWEST, NEWS = Filing.public.newest, Filing.public.news
IN_WORLD = {"section__slug": "world"}
LISTS = {
    "latest": (lambda: NEWS()[:50], "filing_recent"),
    "edition": (lambda: NEWS().in_language("en")[:50], "filing_recent"),
    "map of news": (lambda: NEWS().first_moved_since(NOON)[:1000], "filing_recent"),
    "section": (lambda: NEWEST().filter(**IN_WORLD)[:31], "filing_in_section"),
    "older in a section": (lambda: NEWEST().filter(**IN_WORLD).filter(beyond(older=True))[:31], "filing_in_section"),
    "archive": (lambda: NEWEST()[:51], "filing_by_move"),
    "older": (lambda: NEWEST().filter(beyond(older=True))[:51], "filing_by_move"),
    "newer": (lambda: NEWEST().filter(beyond(older=False)).reverse()[:51], "filing_by_move"),
    "corrections": (lambda: Filing.public.amendments().filter(came_from=None)[:51], "filing_amending"),
    "day": (lambda: NEWEST().moved_between(NOON, NOON + timedelta(days=1))[:51], "filing_by_move"),
}  # fmt: skip


def beyond(*, older):
    return rows_beyond(Cursor(NOON, 7), older=older)


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

    assert steps[0].startswith("SEARCH stories_story USING INTEGER PRIMARY KEY"), steps
    assert not [step for step in steps if step.startswith("SCAN")], steps


def test_corrections_that_came_from_other_stories_are_sought_among_what_came_alone():
    steps = plan(Filing.public.amendments().with_origins(before=NOON)[:51])

    assert "USING INDEX filing_by_origin" in steps[0], steps
    assert not [step for step in steps if step.startswith("SCAN")], steps


def test_front_page_walks_to_the_latest_and_to_those_of_each_section():
    steps = plan(front_keys(21, 7))

    assert [step for step in steps if "USING INDEX filing_recent" in step], steps
    assert len([step for step in steps if "USING INDEX filing_recent_in_section" in step]) == 7, steps
    assert not [step for step in steps if "TEMP B-TREE" in step], steps
