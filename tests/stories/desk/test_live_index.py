"""The list of live stories: what lists a story and what takes it out, its place, and how the list was first made."""

import importlib
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection

from stories import desk, search
from stories.copy.subjects import store_subjects, type_subjects
from stories.desk import live_index
from stories.models import Filing, LiveKey, LiveStory, SearchIndex, past_version, place_of, split_place
from tests.builders import NOON, a_chain, a_correction, an_editor

migration = importlib.import_module("stories.migrations.0011_list_live_stories")


def listed():
    """Return all that is listed: the rows and their keys."""
    rows = list(LiveStory.objects.order_by("story").values())
    return rows, sorted(LiveKey.objects.values_list("story", "key", "place"))


def empty_lists():
    LiveKey.objects.all().delete()
    LiveStory.objects.all().delete()


@pytest.mark.django_db
def test_lists_are_first_made_as_the_desk_keeps_them():
    subjects = store_subjects(type_subjects("medtop:20000344 fishing\nplace: Oren"))
    a_chain("Urgent", "1st LD Writethru", headline="Feature: Sheep", language="zh-Hant-HK", subjects=subjects)
    a_chain("", "2nd LD All", section=None, now=NOON - timedelta(days=3))
    a_correction(a_chain("2nd LD"))
    desk.hold(a_chain(""), by=None, now=NOON)
    kept = listed()
    assert len(kept[0]) == 3
    empty_lists()
    SearchIndex.objects.update(analysis="0")

    migration.fill(apps, connection.schema_editor())
    search.tend_indexes(NOON)  # which adds the designators of all versions

    assert listed() == kept


@pytest.mark.django_db
def test_story_is_listed_while_it_may_be_read():
    story = a_chain("Urgent", "1st LD")
    row = LiveStory.objects.get()
    assert row.filing == Filing.objects.get(story=story, number=2)

    desk.hold(story, by=None, now=NOON)
    assert listed() == ([], [])
    desk.release(story, by=None, now=NOON)
    assert LiveStory.objects.get() == row
    desk.take_down(row.filing, by=an_editor(group="chief"), now=NOON, reason="Private.")
    assert listed() == ([], [])


@pytest.mark.django_db
def test_two_stories_of_one_place_get_two(monkeypatch):
    monkeypatch.setattr(past_version, "place_of", lambda _moved_at, _key: 7)
    stories = [a_chain("") for _ in range(3)]

    assert list(LiveStory.objects.order_by("story").values_list("place", flat=True)) == [7, 8, 9]
    live_index.list_filings(list(Filing.objects.filter(story__in=stories).select_related("story")))
    assert list(LiveStory.objects.order_by("story").values_list("place", flat=True)) == [7, 8, 9]


@pytest.mark.django_db
def test_story_that_is_listed_wrongly_is_listed_anew():
    left_out, withdrawn, right = (a_chain("", headline=f"Story {number}") for number in range(3))
    before = LiveStory.objects.get(story=left_out)
    LiveKey.objects.filter(story=left_out.pk).delete()
    LiveStory.objects.filter(story=left_out).delete()
    shown = LiveStory.objects.get(story=withdrawn)
    desk.kill(withdrawn, by=None, now=NOON, reason="It was false.")
    shown.save(force_insert=True)

    assert desk.list_missing(NOON + timedelta(seconds=1)) == []
    assert desk.list_missing(NOON) == [left_out.pk, withdrawn.pk]

    assert set(LiveStory.objects.values_list("story", flat=True)) == {left_out.pk, right.pk}
    assert LiveStory.objects.get(story=left_out).place == before.place
    assert desk.list_missing(NOON) == []


@pytest.mark.parametrize("key", [1, 2**20 - 1, 2**20 + 5])
@pytest.mark.parametrize("moment", [datetime(1968, 5, 1, 1, 2, 3, 4000, UTC), NOON, datetime(2100, 1, 1, tzinfo=UTC)])
def test_place_goes_by_time_then_key(moment, key):
    place = place_of(moment, key)

    assert split_place(place) == (moment, key % 2**20)
    assert place_of(moment - timedelta(milliseconds=1), key) < place < place_of(moment + timedelta(milliseconds=1), 0)


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_place_of_any_time_has_room_in_the_database(moment):
    assert -(2**63) <= place_of(moment, 2**20 - 1) < 2**63


@pytest.mark.django_db
def test_older_copy_that_arrives_late_moves_the_beginning_of_a_listed_story():
    story = a_chain("Urgent")
    first = NOON - timedelta(hours=5)

    story.first_moved_at = first
    live_index.list_again(story)

    assert Filing.public.newest().get().first_moved_at == first
