"""A press on a board that somebody else changed meanwhile: nothing is done, and the wanted act is one press away."""

import re

import pytest

from tests.builders import NOON, a_chain, an_editor
from tests.page_reading import assert_in_order, words_of
from tests.stories.admin.browser import sign_in
from ticker import board_actions
from ticker.models import Change, Pin

pytestmark = pytest.mark.django_db

BOARD = "/admin/ticker/pin/"


def a_board(*names):
    """Make a board with these pins, the first on top, and return them by name."""
    made = {name: board_actions.pin_story(a_chain("", headline=name), by=None, now=NOON) for name in reversed(names)}
    return {name: made[name] for name in names}


def order():
    """Return the pins in order."""
    return [pin.story.headline for pin in Pin.objects.select_related("story").in_order()]


@pytest.fixture
def producer():
    """Return a ticker producer's browser."""
    return sign_in(an_editor("tomas", "ticker producer"))


def move_as_colleague(pin, goal):
    """Move a pin as somebody else."""
    board_actions.move_pin(pin.pk, goal, by=an_editor("vera", "chief"), now=NOON)


ACTS = [
    ("{B}/move/", {"to": "top"}, "Move “B” to the top all the same", "B C A"),
    ("{B}/move/", {"to": "up"}, "Move “B” up all the same", "C B A"),
    ("{B}/move/", {"to": "1"}, "Move “B” to place 1 all the same", "B C A"),
    ("{B}/off/", {}, "Take “B” off all the same", "C A"),
    ("{B}/times/", {"until": "3"}, "Give “B” these times all the same", "C A B"),
    ("pin/", {"story": "{new}"}, "Pin “New” all the same", "New C A B"),
]


@pytest.mark.parametrize(("act", "sent", "label", "then"), ACTS)
def test_late_press_changes_nothing_and_is_offered_again(producer, act, sent, label, then):
    pins = a_board("A", "B", "C")
    new = a_chain("", headline="New")
    seen = board_actions.board_version()
    move_as_colleague(pins["C"], board_actions.first_place)
    address = BOARD + act.format(B=pins["B"].pk)
    sent = {name: value.format(new=new.pk) for name, value in sent.items()}

    late = producer.post(address, {**sent, "seen": seen})

    assert late.status_code == 409
    assert order() == ["C", "A", "B"]
    assert_in_order(words_of(late), "Nothing was changed", "vera, Feb 10, 12:00: “C” moved, now 1", label)

    again = late.context_data["late"]
    done = producer.post(again.address, {**dict(again.fields), "seen": late.context_data["seen"]})
    assert done.status_code == 302
    assert order() == then.split()


def test_late_press_on_what_is_gone_leaves_nothing_to_do(producer):
    pins = a_board("A", "B")
    seen = board_actions.board_version()
    board_actions.remove_pin(pins["B"].pk, by=an_editor("vera", "chief"), now=NOON)

    late = producer.post(f"{BOARD}{pins['B'].pk}/off/", {"seen": seen})

    assert_in_order(words_of(late), "vera, Feb 10, 12:00: “B” taken off", "It is not on the board any more")
    assert order() == ["A"]


def test_every_button_carries_the_version_that_the_page_shows(producer):
    a_board("A", "B")
    a_chain("", headline="Newest")

    page = producer.get(BOARD).content.decode()

    carried = re.findall(r'name="seen" value="(\d+)"', page)
    assert set(carried) == {str(board_actions.board_version())}
    assert len(carried) == page.count('<form method="post" action="/admin/ticker/')


@pytest.mark.parametrize("sent", [{}, {"seen": "x", "to": "up"}, {"seen": 2, "to": "sideways"}, {"seen": 2, "to": "0"}])
def test_press_that_says_too_little_does_nothing(producer, sent):
    pins = a_board("A", "B")

    page = producer.post(f"{BOARD}{pins['B'].pk}/move/", sent, follow=True)

    assert "That could not be read, so nothing was done." in words_of(page)
    assert order() == ["A", "B"]


def test_move_to_where_it_stands_is_no_change():
    pins = a_board("A", "B")

    assert board_actions.move_pin(pins["A"].pk, board_actions.place_above, by=None, now=NOON, seen=2) == (1, 2)
    assert board_actions.board_version() == 2


def test_changes_are_numbered_and_say_who_did_what_when():
    pins, vera = a_board("A", "B"), an_editor("vera", "chief")

    move_as_colleague(pins["B"], board_actions.place_above)

    kept = Change.objects.values_list("number", "kind", "story__headline", "place", "by", "at")
    assert list(kept) == [
        (1, "pinned", "B", 1, None, NOON),
        (2, "pinned", "A", 1, None, NOON),
        (3, "moved", "B", 1, vera.pk, NOON),
    ]


def test_headline_of_a_late_press_is_escaped(producer):
    pins = a_board("<img src=x onerror=alert(1)>", "B")
    seen = board_actions.board_version()
    move_as_colleague(pins["B"], board_actions.place_above)

    late = producer.post(
        f"{BOARD}{pins['B'].pk}/move/", {"seen": seen, "to": "top", '"><script>': "<script>alert(1)</script>"}
    )

    assert late.status_code == 409
    assert "<script>alert" not in late.text
    assert "<img src=x" not in late.text
