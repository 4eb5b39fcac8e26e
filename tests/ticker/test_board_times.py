"""Pins from one time to another: given on the board in the zone of its user, shown in UTC too."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from stories.models import Person
from tests.builders import NOON, a_chain, an_editor
from tests.page_reading import assert_in_order, words_of
from tests.stories.admin.browser import sign_in
from ticker import board_actions
from ticker.forms import Until
from ticker.headlines import current_board
from ticker.models import Pin

pytestmark = pytest.mark.django_db

BOARD = "/admin/ticker/pin/"


@pytest.fixture
def producer():
    """Return the browser of a ticker producer whose pages are in the time of Tokyo."""
    person = an_editor("tomas", "ticker producer")
    Person.objects.create(user=person, time_zone="Asia/Tokyo")
    return sign_in(person)


@pytest.mark.parametrize(
    ("until", "end"),
    [
        (Until.TAKEN_OFF, None),
        (Until.ONE_HOUR, datetime(2026, 2, 10, 13, 0, tzinfo=UTC)),
        (Until.THREE_HOURS, datetime(2026, 2, 10, 15, 0, tzinfo=UTC)),
        (Until.END_OF_DAY, datetime(2026, 2, 11, 0, 0, tzinfo=UTC)),
    ],
)
def test_choice_means_an_end(until, end):
    assert until.after(NOON) == end


def test_day_ends_where_the_newsroom_is():
    with timezone.override("Asia/Tokyo"):
        assert Until.END_OF_DAY.after(NOON) == datetime(2026, 2, 10, 15, 0, tzinfo=UTC)


# What is typed into the times of a pin that starts at noon UTC and has no end, and when it then ends (UTC).
TYPED = [
    ({"until": "1"}, "13:00"),
    ({"until": "3", "ends_at": ""}, "15:00"),
    ({"until": "day"}, "15:00"),
    ({"until": "at", "ends_at": "2026-02-10T23:30"}, "14:30"),
    ({"until": "", "ends_at": "2026-02-10T23:30"}, "14:30"),
    ({"until": ""}, None),
]


@pytest.mark.parametrize(("typed", "end"), TYPED)
def test_times_are_set_on_the_board(producer, typed, end):
    pin = board_actions.pin_story(a_chain("", headline="A"), by=None, now=NOON)

    response = producer.post(
        f"{BOARD}{pin.pk}/times/", {"seen": board_actions.board_version(), "starts_at": "2026-02-10T21:00", **typed}
    )

    pin.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, f"{BOARD}?at={pin.pk}-times")
    assert pin.starts_at == NOON
    assert (pin.ends_at and f"{pin.ends_at:%H:%M}") == end


def test_end_that_stands_there_gives_way_to_another_choice(producer):
    pin = board_actions.pin_story(a_chain(""), by=None, now=NOON, until=NOON + timedelta(hours=5))
    shown = producer.get(BOARD).content.decode()
    assert 'name="initial-ends_at" value="2026-02-10 17:00:00+00:00"' in shown

    sent = {
        "starts_at": "2026-02-10T21:00",
        "ends_at": "2026-02-11T02:00",
        "initial-ends_at": "2026-02-10 17:00:00+00:00",
    }
    producer.post(f"{BOARD}{pin.pk}/times/", {"seen": board_actions.board_version(), "until": "1", **sent})

    pin.refresh_from_db()
    assert pin.ends_at == NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"until": "at"}, "Say until when, or choose another end."),
        ({"until": "at", "ends_at": "2026-02-10 20:00"}, "It ends before it starts. Give a later time, or none."),
        ({"until": "at", "ends_at": "tomorrow"}, "Type the time as 2026-12-24 17:26"),
        ({"until": "at", "ends_at": "9999-12-31 23:59"}, "That year cannot be right."),
        ({"starts_at": "0001-01-01 00:00"}, "That year cannot be right."),
        ({"until": "never"}, "Select a valid choice."),
    ],
)
def test_mistake_is_said_in_the_row_and_what_was_typed_stays(producer, typed, error):
    pin = board_actions.pin_story(a_chain("", headline="A"), by=None, now=NOON)

    page = producer.post(
        f"{BOARD}{pin.pk}/times/", {"seen": board_actions.board_version(), "starts_at": "2026-02-10T21:00", **typed}
    )

    assert page.status_code == 200
    assert_in_order(words_of(page), "Times: A", error)
    assert all(f'value="{value}"' in page.text for name, value in typed.items() if name != "until")
    assert Pin.objects.get().ends_at is None


def test_row_shows_newsroom_time_and_utc(producer):
    board_actions.pin_story(a_chain("", headline="A"), by=None, now=NOON, until=NOON + timedelta(hours=1))

    page = words_of(producer.get(BOARD))

    assert_in_order(page, "Feb 10, 21:00 JST (12:00 UTC)", "Feb 10, 22:00 JST (13:00 UTC)", "not pinned now, 1 by time")


def test_story_is_pinned_from_a_start_that_is_to_come(producer):
    story = a_chain("", headline="A")
    start = timezone.now() + timedelta(days=1)
    typed = timezone.localtime(start, timezone.get_fixed_timezone(9 * 60)).strftime("%Y-%m-%dT%H:%M")

    producer.post(f"{BOARD}pin/", {"seen": 0, "story": story.pk, "starts_at": typed, "until": "1"})

    pin = Pin.objects.get()
    assert (pin.story_id, pin.pinned_by.username) == (story.pk, "tomas")
    assert pin.starts_at == start.replace(second=0, microsecond=0)
    assert pin.ends_at - pin.starts_at == timedelta(hours=1)
    assert not any(line.is_pinned for line in current_board(timezone.now()).headlines)
    assert "to come" in words_of(producer.get(BOARD))


@pytest.mark.parametrize("number", ["", "x", "0", "999999", "9" * 40])
def test_number_of_no_story_is_refused_in_words(producer, number):
    page = producer.post(f"{BOARD}pin/", {"seen": 0, "story": number})

    assert page.status_code == 200
    assert "This field is required." in page.text or "There is no such story." in page.text
    assert not Pin.objects.exists()
