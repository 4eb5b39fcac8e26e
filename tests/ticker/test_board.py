"""The acts of the board, and the board in the admin."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.utils import timezone

from stories import desk
from tests.builders import NOON, a_chain, a_story, an_editor
from tests.page_reading import assert_in_order, words_of
from ticker import board_actions
from ticker.headlines import current_board
from ticker.models import Pin

pytestmark = pytest.mark.django_db

BOARD = "/admin/ticker/pin/"
BOARD_COSTS = 11
LATE_COSTS = 19


def pins(*names):
    """Pin stories in this order, the first on top."""
    made = [
        board_actions.pin_story(a_chain("", headline=name, slugline=name), by=None, now=NOON)
        for name in reversed(names)
    ]
    return made[::-1]


def order():
    """Return the pins: place and headline."""
    return [(pin.position, str(pin)) for pin in Pin.objects.select_related("story").in_order()]


@pytest.fixture
def producer(client):
    """Return a ticker producer's browser."""
    client.force_login(an_editor("tomas", "ticker producer"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def response_messages(response):
    """Return the messages of a request."""
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("act", "which", "expected", "place"),
    [
        (board_actions.place_above, 2, "A C B", 2),
        (board_actions.place_above, 0, "A B C", 1),
        (board_actions.place_below, 0, "B A C", 2),
        (board_actions.place_below, 2, "A B C", 3),
        (board_actions.first_place, 2, "C A B", 1),
        (board_actions.first_place, 0, "A B C", 1),
        (board_actions.goal_for_place(2), 0, "B A C", 2),
        (board_actions.goal_for_place(9), 0, "B C A", 3),
    ],
)
def test_moves_leave_no_gap_and_say_the_place(act, which, expected, place):
    made = pins("A", "B", "C")

    assert board_actions.move_pin(made[which].pk, act, by=None, now=NOON) == (place, 3)
    assert order() == list(enumerate(expected.split(), start=1))


def test_a_pin_that_is_gone_is_said_to_be():
    made = pins("A")[0]
    board_actions.remove_pin(made.pk, by=None, now=NOON)

    with pytest.raises(board_actions.NotOnBoardError, match="Somebody took this headline off the board meanwhile"):
        board_actions.move_pin(made.pk, board_actions.place_above, by=None, now=NOON)


def test_pinning_again_moves_to_the_top_and_takes_the_new_times():
    first, second = pins("A", "B")

    board_actions.pin_story(second.story, by=None, now=NOON, until=NOON + timedelta(hours=1))

    assert order() == [(1, "B"), (2, "A")]
    assert Pin.objects.get(story=second.story).ends_at == NOON + timedelta(hours=1)
    assert first.story_id


def test_a_pin_never_ends_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        board_actions.pin_story(a_chain(""), by=None, now=NOON, until=NOON - timedelta(hours=1))


def test_board_shows_order_kind_and_state(producer):
    feature = board_actions.pin_story(a_chain("1st LD", headline="Feature: Bells"), by=None, now=NOON)
    held = board_actions.pin_story(a_chain("", headline="Bank audit"), by=None, now=NOON)
    desk.hold(held.story, by=None, now=NOON)

    page = words_of(producer.get(BOARD))

    assert_in_order(
        page, f"1 Feature: Bells {feature.story.slugline} #{feature.story_id} · 1st LD", "pinned until taken off"
    )
    assert_in_order(page, "Ended", "Bank audit", "off: the story is held")
    assert words_of(producer.get(f"{BOARD}preview/")).endswith("Off the wire Feature: Bells All headlines")


def test_board_offers_the_newest_that_are_not_pinned(producer):
    pins("Pinned")
    for number in range(12):
        a_chain("", headline=f"Newest {number}")

    page = producer.get(BOARD)

    rows = [(row.place, row.headline) for row, _ in page.context_data["rows"]]
    assert rows == [(1, "Pinned"), *((place, f"Newest {13 - place}") for place in range(2, 11))]
    assert [line.text for line in page.context_data["candidates"]] == ["Newest 2", "Newest 1", "Newest 0"]


def board_of(producer):
    """Return the three lists of the board, as pairs of place and headline."""
    ctx = producer.get(BOARD).context_data
    return [[(row.place, row.headline) for row, _ in ctx[name]] for name in ("rows", "coming", "ended")]


def test_rows_are_numbered_as_readers_get_them_and_pins_that_are_not_on_stand_apart(producer):
    now, hour = timezone.now(), timedelta(hours=1)
    made = pins("Over", "A", "Later", "B")
    a_chain("", headline="Newest")
    board_actions.set_pin_times(made[0].pk, since=now - 2 * hour, until=now - hour, by=None, now=now)
    board_actions.set_pin_times(made[2].pk, since=now + hour, until=None, by=None, now=now)

    on, coming, ended = board_of(producer)

    assert on == [(1, "A"), (2, "B"), (3, "Newest"), (4, "Over"), (5, "Later")]
    assert [text for _, text in on] == [line.text for line in current_board(now).headlines]
    assert (coming, ended) == ([(0, "Later")], [(0, "Over")])
    assert "not pinned now, 4 by time" in words_of(producer.get(BOARD))
    assert board_actions.move_pin(made[3].pk, board_actions.place_above, by=None, now=now) == (1, 2)
    assert board_of(producer)[0][:2] == [(1, "B"), (2, "A")]
    assert order() == [(1, "Over"), (2, "B"), (3, "A"), (4, "Later")]


@pytest.mark.parametrize(
    ("words", "found"), [("bridge", ["Bridge reopens"]), ("{number}", ["Bridge reopens"]), ("nothing", [])]
)
def test_story_to_pin_is_found_by_words_or_number(producer, words, found):
    story = a_chain("", headline="Bridge reopens")
    for number in range(10):
        a_chain("", headline=f"Newest {number}")

    page = producer.get(BOARD, {"q": words.format(number=f"#{story.pk}")})

    assert [line.text for line in page.context_data["candidates"]] == found


def test_moving_says_the_new_place(producer):
    _, second = pins("A", "B")

    response = producer.post(f"{BOARD}{second.pk}/move/", {"to": "up", "seen": board_actions.board_version()})

    assert (response.status_code, response["Location"]) == (302, f"{BOARD}?at={second.pk}-up")
    assert response_messages(response) == ["“<bdi>B</bdi>” is now 1 of 2."]
    assert order() == [(1, "B"), (2, "A")]


def test_pinning_from_the_list_puts_on_top(producer):
    pins("A")
    story = a_chain("", headline="B", slugline="B")

    response = producer.post(f"{BOARD}pin/", {"story": story.pk, "seen": board_actions.board_version()})

    assert response_messages(response) == ["“<bdi>B</bdi>” is pinned, now 1 of 2."]
    assert order() == [(1, "B"), (2, "A")]


def test_only_a_live_story_is_pinned(producer):
    waiting = a_story(headline="Embargoed words")

    response = producer.post(f"{BOARD}pin/", {"story": waiting.pk, "seen": 0})

    assert response_messages(response) == [
        "“<bdi>Embargoed words</bdi>” is waiting. Only a live story can be on the ticker."
    ]
    assert order() == []


def test_taking_off_closes_the_gap_and_leaves_the_story(producer):
    first, _ = pins("A", "B")

    response = producer.post(f"{BOARD}{first.pk}/off/", {"seen": board_actions.board_version()})

    assert response_messages(response) == ["“<bdi>A</bdi>” is no longer pinned."]
    assert order() == [(1, "B")]
    assert {line.text for line in current_board(NOON).headlines} == {"A", "B"}


@pytest.mark.parametrize("rest", ["pin/", "{pin}/move/", "{pin}/times/", "{pin}/off/", "stories/"])
def test_acts_take_a_post_from_somebody_who_may(client, rest):
    pin = pins("A", "B")[0]
    address = BOARD + rest.format(pin=pin.pk)
    before = order()

    anonymous = client.post(address)
    client.force_login(an_editor("rhea", "reporter"), backend="django.contrib.auth.backends.ModelBackend")
    reporter = client.post(address)
    client.force_login(an_editor("tomas", "ticker producer"), backend="django.contrib.auth.backends.ModelBackend")
    by_get = client.get(address)

    assert "You were logged out" in anonymous.content.decode()
    assert (anonymous.status_code, reporter.status_code, by_get.status_code) == (403, 403, 405)
    assert order() == before


def test_hostile_headlines_are_escaped(producer):
    pins("<img src=x onerror=alert(1)>")
    a_chain("", headline='"><script>alert(2)</script>')

    page = producer.get(BOARD).text

    assert "<img src=x" not in page
    assert "<script>alert(2)" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_board_costs_the_same_whatever_stands_on_it(producer, django_assert_num_queries, count):
    pins(*(f"Headline {number}" for number in range(count)))
    for number in range(count):
        a_chain("", headline=f"Newest {number}")
    producer.get(BOARD)

    with django_assert_num_queries(BOARD_COSTS):
        producer.get(BOARD)


@pytest.mark.parametrize("count", [1, 3])
def test_late_press_costs_the_same_however_much_happened(producer, django_assert_num_queries, count):
    made = pins("A", "B")
    for _ in range(2 * count):
        board_actions.move_pin(made[0].pk, board_actions.place_below, by=None, now=NOON)
        board_actions.move_pin(made[0].pk, board_actions.place_above, by=None, now=NOON)
    producer.get(BOARD)

    with django_assert_num_queries(LATE_COSTS):
        assert producer.post(f"{BOARD}{made[0].pk}/move/", {"to": "up", "seen": 0}).status_code == 409


def test_empty_ticker_is_said_to_be_off_the_page(producer):
    assert "The ticker is off the page until one story is added." in words_of(producer.get(BOARD))

    a_chain("", headline="A")

    assert "off the page" not in words_of(producer.get(BOARD))


def test_a_candidate_leads_to_the_form_with_start_and_end_filled_in(producer):
    story = a_chain("Urgent")

    assert f'href="?story={story.pk}#pin"' in producer.get(BOARD).content.decode()
    page = producer.get(BOARD, {"story": story.pk}).content.decode()
    assert '<details id="pin" class="pin" open>' in page
    assert f'value="{story.pk}"' in page
