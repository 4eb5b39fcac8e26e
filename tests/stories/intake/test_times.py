"""The wire's own time: of a filing, of its story, and of embargoes by wall clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stories.intake.moments import latest_reading
from stories.models import Filing, Story
from tests.builders import NOON, a_filing, a_source, a_story, an_editor, rewrite
from tests.stories.intake.test_head import TO_DESK
from tests.stories.intake.test_taking import ninjs, take_pieces

MOVED = datetime(2026, 2, 10, 11, 1, tzinfo=UTC)
OREN = ZoneInfo("Europe/Berlin")  # which changes its clocks


@pytest.mark.django_db
def test_a_filing_has_the_wires_time_beside_its_own():
    take_pieces(ninjs(1, firstcreated="2026-02-10T09:00:00Z"), ninjs(2))

    first, second = Filing.objects.order_by("number")
    assert [first.moved_at, second.moved_at] == [MOVED, MOVED + timedelta(minutes=1)]
    assert first.filed_at == second.filed_at == NOON
    assert Story.objects.get().first_moved_at == datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_first_time_after_the_version_is_none():
    take_pieces(ninjs(1, firstcreated="2026-02-10T11:01:02Z"))

    assert Story.objects.get().first_moved_at == MOVED


@pytest.mark.django_db
def test_a_time_without_offset_is_the_sources():
    a_source(time_zone="Asia/Tokyo")
    take_pieces(ninjs(1, versioncreated="2026-02-10T18:00:00"))

    assert Filing.objects.get().moved_at == datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_time_ahead_of_the_clock_is_that_of_the_filing():
    take_pieces(ninjs(1, versioncreated="2026-02-11T11:00:00Z"))

    assert Filing.objects.get().moved_at == NOON


@pytest.mark.django_db
def test_waiting_copy_keeps_the_wires_time_when_an_editor_files_it():
    [item] = take_pieces(ninjs(1), options=TO_DESK)

    assert a_filing(item.story, by=an_editor()).moved_at == MOVED


@pytest.mark.django_db
def test_words_of_the_newsroom_move_when_they_are_filed():
    story = a_story()
    filing = a_filing(story)
    assert (filing.moved_at, Story.objects.get().first_moved_at) == (NOON, NOON)

    later = NOON + timedelta(days=9)
    filing = a_filing(rewrite(story, "It broke.", now=later), now=later)
    assert (filing.moved_at, filing.is_back_dated) == (later, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "is_back_dated"),
    [
        ({"versioncreated": "2026-02-08T12:00:00Z"}, False),
        ({"versioncreated": "2026-02-08T11:59:59Z"}, True),
        ({"versioncreated": "2026-02-01T12:00:00Z", "embargoed": "2026-02-10T11:00:00Z"}, False),
        ({"versioncreated": "2026-01-01T12:00:00Z", "embargoed": "2026-02-01T11:00:00Z"}, True),
    ],
)
def test_copy_of_two_days_before_is_back_dated(fields, is_back_dated):
    take_pieces(ninjs(1, **fields))

    assert Filing.objects.get().is_back_dated is is_back_dated


WALL_CLOCKS = [
    ("2026-07-01T09:00", "2026-07-01T07:00Z"),
    ("2026-10-25T02:30", "2026-10-25T01:30Z"),  # the doubled hour: the later one
    ("2026-03-29T02:30", "2026-03-29T01:00Z"),  # the hour that is left out: its end
    ("2026-03-29T03:00", "2026-03-29T01:00Z"),
    ("2026-03-29T01:59", "2026-03-29T00:59Z"),
]


@pytest.mark.parametrize(("clock", "moment"), WALL_CLOCKS)
def test_an_embargo_by_a_wall_clock_ends_at_the_latest_reading(clock, moment):
    assert latest_reading(datetime.fromisoformat(clock), zone=OREN) == datetime.fromisoformat(moment)


def test_an_embargo_with_an_offset_is_a_moment():
    assert latest_reading(MOVED.astimezone(OREN), zone=UTC) == MOVED
