"""The acts of the board, and the board in the admin."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction

from stories import desk
from tests.newsroom import NOON, a_chain, a_story, an_editor
from tests.pages import words_of
from ticker import board
from ticker.headlines import current
from ticker.models import Pin

pytestmark = pytest.mark.django_db

BOARD = "/admin/ticker/pin/"


def pins(*names):
    """Pins in this order, the first on top."""
    made = [board.pin(a_chain("", headline=name, slugline=name), by=None, now=NOON) for name in reversed(names)]
    return made[::-1]


def order():
    """What is pinned: place and headline."""
    return [(pin.position, str(pin)) for pin in Pin.objects.select_related("story").in_order()]


@pytest.fixture
def producer(client):
    """A ticker producer's browser."""
    client.force_login(an_editor("tomas", "ticker producer"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def said(response):
    """The messages of a request."""
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("act", "which", "expected", "place"),
    [
        (board.up, 2, "A C B", 2),
        (board.up, 0, "A B C", 1),
        (board.down, 0, "B A C", 2),
        (board.down, 2, "A B C", 3),
        (board.to_top, 2, "C A B", 1),
        (board.to_top, 0, "A B C", 1),
    ],
)
def test_moves_leave_no_gap_and_say_the_place(act, which, expected, place):
    made = pins("A", "B", "C")

    assert act(made[which].pk) == (place, 3)
    assert order() == list(enumerate(expected.split(), start=1))


def test_a_pin_that_is_gone_is_said_to_be():
    made = pins("A")[0]
    board.take_off(made)

    with pytest.raises(board.NotOnTheBoard, match="Somebody took this headline off the board meanwhile"):
        board.up(made.pk or 1)


def test_pinning_again_moves_to_the_top_and_takes_the_new_times():
    first, second = pins("A", "B")

    board.pin(second.story, by=None, now=NOON, until=NOON + timedelta(hours=1))

    assert order() == [(1, "B"), (2, "A")]
    assert Pin.objects.get(story=second.story).ends_at == NOON + timedelta(hours=1)
    assert first.story_id


def test_a_pin_never_ends_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        board.pin(a_chain(""), by=None, now=NOON, until=NOON - timedelta(hours=1))


def test_board_shows_order_kind_and_state(producer):
    feature = board.pin(a_chain("1st LD", headline="Feature: Bells"), by=None, now=NOON)
    held = board.pin(a_chain("", headline="Bank audit"), by=None, now=NOON)
    desk.hold(held.story, by=None, now=NOON)

    page = words_of(producer.get(BOARD))

    assert feature.pk
    assert "1 Bank audit –" in page
    assert "off: the story is held" in page
    assert "2 Feature: Bells 1st LD" in page
    assert "What readers see now Feature: Bells (pinned)" in page


def test_board_offers_the_newest_that_are_not_pinned(producer):
    pins("Pinned")
    a_chain("", headline="Newest")

    page = words_of(producer.get(BOARD))

    assert page.partition("Newest on the wire")[2].startswith(" Pin Newest")
    assert "Pin Pinned" not in page


def test_moving_says_the_new_place(producer):
    _, second = pins("A", "B")

    response = producer.post(f"{BOARD}{second.pk}/up/move/")

    assert (response.status_code, response["Location"]) == (302, BOARD)
    assert said(response) == ["“<bdi>B</bdi>” is now 1 of 2."]
    assert order() == [(1, "B"), (2, "A")]


def test_pinning_from_the_list_puts_on_top(producer):
    pins("A")
    story = a_chain("", headline="B", slugline="B")

    response = producer.post(f"{BOARD}pin/{story.pk}/")

    assert said(response) == ["“<bdi>B</bdi>” is pinned, now 1 of 2."]
    assert order() == [(1, "B"), (2, "A")]


def test_only_a_live_story_is_pinned(producer):
    waiting = a_story(headline="Embargoed words")

    by_button = producer.post(f"{BOARD}pin/{waiting.pk}/")
    by_form = producer.post(f"{BOARD}add/", {"story": waiting.pk, "starts_at_0": "2026-02-10", "starts_at_1": "12:00"})

    assert "Only a live story can be on the ticker." in said(by_button)[0]
    assert "This story is waiting. Only a live story can be on the ticker." in by_form.text
    assert order() == []


def test_form_pins_with_a_start_and_an_end(producer):
    story = a_chain("", headline="A")

    response = producer.post(
        f"{BOARD}add/",
        {"story": story.pk, "starts_at_0": "2026-02-10", "starts_at_1": "12:00",
         "ends_at_0": "2026-02-10", "ends_at_1": "18:00"},
    )  # fmt: skip

    pin = Pin.objects.get()
    assert response.status_code == 302
    assert (pin.starts_at, pin.ends_at, pin.pinned_by.username) == (NOON, NOON + timedelta(hours=6), "tomas")


def test_form_refuses_an_end_before_the_start(producer):
    story = a_chain("", headline="A")

    response = producer.post(
        f"{BOARD}add/",
        {"story": story.pk, "starts_at_0": "2026-02-10", "starts_at_1": "12:00",
         "ends_at_0": "2026-02-10", "ends_at_1": "11:00"},
    )  # fmt: skip

    assert "It ends before it starts. Give a later time, or none." in response.text
    assert order() == []


def test_times_change_and_the_place_stays(producer):
    _, second = pins("A", "B")

    producer.post(
        f"{BOARD}{second.pk}/change/",
        {"starts_at_0": "2026-02-10", "starts_at_1": "13:00", "ends_at_0": "", "ends_at_1": ""},
    )

    assert order() == [(1, "A"), (2, "B")]
    assert Pin.objects.get(pk=second.pk).starts_at == NOON + timedelta(hours=1)


def test_taking_off_closes_the_gap_and_leaves_the_story(producer):
    first, _ = pins("A", "B")

    response = producer.post(f"{BOARD}{first.pk}/off/")

    assert said(response) == ["“<bdi>A</bdi>” is no longer pinned."]
    assert order() == [(1, "B")]
    assert {line.text for line in current(NOON).headlines} == {"A", "B"}


@pytest.mark.parametrize("rest", ["pin/{story}/", "{pin}/up/move/", "{pin}/off/"])
def test_acts_take_a_post_from_somebody_who_may(client, rest):
    pin = pins("A", "B")[0]
    address = BOARD + rest.format(pin=pin.pk, story=pin.story_id)
    before = order()

    anonymous = client.post(address)
    client.force_login(an_editor("rhea", "reporter"), backend="django.contrib.auth.backends.ModelBackend")
    reporter = client.post(address)
    client.force_login(an_editor("tomas", "ticker producer"), backend="django.contrib.auth.backends.ModelBackend")
    by_get = client.get(address)

    assert (anonymous.status_code, reporter.status_code, by_get.status_code) == (302, 403, 405)
    assert order() == before


def test_hostile_headlines_are_escaped(producer):
    pins("<img src=x onerror=alert(1)>")
    a_chain("", headline='"><script>alert(2)</script>')

    page = producer.get(BOARD).text

    assert "<img src=x" not in page
    assert "<script>alert(2)" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_board_costs_the_same_whatever_stands_on_it(producer, django_assert_max_num_queries, count):
    pins(*(f"Headline {number}" for number in range(count)))

    with django_assert_max_num_queries(9):
        producer.get(BOARD)


def test_a_candidate_leads_to_the_form_with_start_and_end_filled_in(client):
    story = a_chain("Urgent")
    client.force_login(an_editor("tomas", group="ticker producer"))
    address = f"/admin/ticker/pin/add/?story={story.pk}"

    assert f'href="{address}"' in client.get("/admin/ticker/pin/").content.decode()
    assert f'value="{story.pk}"' in client.get(address).content.decode()
