"""Tidying of stored pages: what holds no more goes, the oldest first where there are too many."""

from datetime import timedelta

import pytest

from stories.display.http_caching import build_prefix
from stories.models import CodedPage, Generation, StoredPage
from stories.models.stored_page import ALL_STORIES, EVERY_PAGE
from stories.worker import slices, stored_pages
from tests.builders import NOON

pytestmark = pytest.mark.django_db

MINUTE = 60_000
PRINTED_AT = int(NOON.timestamp() * 1000)


def store(path, *, build=None, age=0, **fields):
    """Store a page that holds, but for the fields given."""
    totals = dict(Generation.objects.values_list("story_id", "total"))
    kept = {"scope": ALL_STORIES, "generation": totals[ALL_STORIES], "epoch": totals[EVERY_PAGE], **fields}
    StoredPage.objects.create(
        address=(build or build_prefix()) + path, headers="", head=b"", printed_at=PRINTED_AT - age, **kept
    )


def paths():
    """Return what is stored, without the builds."""
    return sorted(row.address[12:] for row in StoredPage.objects.all())


def test_pages_that_hold_no_more_are_dropped(monkeypatch):
    monkeypatch.setattr(slices, "SLICE", 2)
    Generation.objects.create(story_id=7, number=1, total=5)
    store("/")
    store("/stories/7/", scope=7, generation=5)
    store("/stories/8/", scope=8, generation=0)  # which never changed since the numbers began
    store("/stories/7/old/", scope=7, generation=4)
    store("/old/", generation=3)
    store("/epoch/", epoch=-1)
    store("/other/", build="0123456789ab", age=61 * MINUTE)
    store("/new/", build="0123456789ab", age=59 * MINUTE)

    assert stored_pages.drop_stored_pages(NOON) == 4
    assert paths() == ["/", "/new/", "/stories/7/", "/stories/8/"]
    assert stored_pages.drop_stored_pages(NOON + timedelta(minutes=2)) == 1


def test_pressed_pages_go_with_the_page_and_with_the_ticker_that_they_show():
    store("ticker", tag="new")
    store("/", tag="a", fragment=build_prefix() + "ticker")
    store("/stories/7/", tag="b", generation=3)
    for path, tag, ticker in (("/", "a", "new"), ("/x", "a", "new"), ("/", "a", "old"), ("/", "z", "new")):
        named = {"address": build_prefix() + path, "fragment": build_prefix() + "ticker"}
        CodedPage.objects.create(key=f"br {path}{tag}{ticker}", tag=tag, fragment_tag=ticker, body=b"", **named)
    for tag in ("b", "a"):
        CodedPage.objects.create(key=f"gzip {tag}", address=build_prefix() + "/", tag=tag, body=b"")

    assert stored_pages.drop_stored_pages(NOON) == 5

    assert sorted(CodedPage.objects.values_list("key", flat=True)) == ["br /anew", "gzip a"]


def test_the_oldest_pages_go_where_there_are_too_many(monkeypatch):
    monkeypatch.setattr(stored_pages, "MOST_STORED", 2)
    for age in range(5):
        store(f"/{age}/", age=age * MINUTE)

    assert stored_pages.drop_stored_pages(NOON) == 3
    assert paths() == ["/0/", "/1/"]
