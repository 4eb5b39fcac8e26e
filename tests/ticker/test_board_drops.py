"""A pinned story that is held or killed drops out, and the board says so until somebody has noted it."""

import pytest

from stories import desk
from tests.builders import NOON, a_chain, an_editor
from tests.page_reading import assert_in_order, words_of
from tests.stories.admin.browser import sign_in
from ticker import board_actions
from ticker.models import Change, Pin

pytestmark = pytest.mark.django_db(transaction=True)

BOARD = "/admin/ticker/pin/"


def a_board():
    """Pin three stories, A on top, and return them."""
    stories = [a_chain("", headline=name) for name in "CBA"]
    for story in stories:
        board_actions.pin_story(story, by=None, now=NOON)
    return stories[::-1]


def producer():
    """Return a ticker producer's browser."""
    return sign_in(an_editor("tomas", "ticker producer"))


def places():
    """Return the pins with their places."""
    return [(pin.position, pin.story.headline) for pin in Pin.objects.select_related("story").in_order()]


@pytest.mark.parametrize(
    ("act", "word"),
    [(desk.hold, "held"), (lambda story, **who: desk.kill(story, reason="Not so.", **who), "killed")],
    ids=["hold", "kill"],
)
def test_story_drops_out_with_a_notice_that_says_who_and_when(act, word):
    _, second, _ = a_board()
    browser = producer()

    act(second, by=an_editor("vera", "chief"), now=NOON)

    assert places() == [(1, "A"), (2, "C")]
    page = words_of(browser.get(BOARD))
    assert_in_order(page, f"Taken off: “B”, {word} Feb 10, 12:00 UTC by vera. It stood at 2. Noted")


def test_notice_goes_when_it_is_noted():
    first, *_ = a_board()
    desk.hold(first, by=None, now=NOON)
    browser = producer()
    (notice,) = Change.objects.notices()

    assert "Taken off: “A”" in words_of(browser.get(BOARD))
    browser.post(f"{BOARD}notices/{notice.number}/dismiss/")

    assert "Taken off" not in words_of(browser.get(BOARD))
    assert Change.objects.filter(kind="held").count() == 1


def test_story_that_is_live_again_is_one_press_from_the_board():
    first, *_ = a_board()
    desk.hold(first, by=None, now=NOON)
    browser = producer()
    assert "It is live again: pin it" not in words_of(browser.get(BOARD))

    desk.release(first, by=None, now=NOON)

    assert "It is live again: pin it" in words_of(browser.get(BOARD))
    assert places() == [(1, "B"), (2, "C")]


def test_press_on_a_board_that_still_shows_it_is_late():
    first, second, _ = a_board()
    seen, pin = board_actions.board_version(), Pin.objects.get(story=second)
    desk.kill(first, by=an_editor("vera", "chief"), now=NOON, reason="Not so.")

    late = producer().post(f"{BOARD}{pin.pk}/move/", {"to": "up", "seen": seen})

    assert late.status_code == 409
    assert "vera, Feb 10, 12:00: “A” killed" in words_of(late)


def test_being_told_twice_or_of_a_story_that_is_not_pinned_does_nothing():
    first, *_ = a_board()
    desk.hold(first, by=None, now=NOON)
    kept = Change.objects.count()

    board_actions.drop_withdrawn(story_id=first.pk)
    desk.hold(a_chain(""), by=None, now=NOON)

    assert Change.objects.count() == kept


def test_killed_story_is_never_pinned():
    story = a_chain("", headline="A")
    stale = type(story).objects.get(pk=story.pk)
    desk.kill(story, by=None, now=NOON, reason="Not so.")

    with pytest.raises(board_actions.NotLiveError, match=r"It is killed\. Only a live story can be on the ticker\."):
        board_actions.pin_story(stale, by=None, now=NOON)
    assert places() == []
