"""Stories that were marked on the wire desk, pinned together."""

import pytest

from stories import desk
from tests.builders import NOON, a_chain, a_story, an_editor
from tests.stories.admin.browser import sign_in, words_of
from ticker import board_actions
from ticker.models import Change, Pin

pytestmark = pytest.mark.django_db

PIN = "/admin/ticker/pin/stories/"


def pin_stories(*stories):
    """Press the button with these stories marked, and return the page that follows."""
    browser = sign_in(an_editor("tomas", "ticker producer"))
    return words_of(browser.post(PIN, {"story": [story.pk for story in stories]}, follow=True))


def test_stories_go_on_top_in_the_order_in_which_they_are_marked():
    board_actions.pin_story(a_chain("", headline="Old"), by=None, now=NOON)
    first, second = a_chain("", headline="First"), a_chain("", headline="Second")

    page = pin_stories(first, second)

    assert "2 stories pinned to the ticker." in page
    assert [pin.story.headline for pin in Pin.objects.in_order()] == ["First", "Second", "Old"]
    assert [change.by.username for change in Change.objects.order_by("number")[1:]] == ["tomas", "tomas"]


def test_story_that_cannot_be_pinned_is_told_of():
    live, there = a_chain("", headline="Live"), a_chain("", headline="There")
    board_actions.pin_story(there, by=None, now=NOON)
    held, waiting = desk.hold(a_chain("", headline="Held"), by=None, now=NOON), a_story("Waiting")

    page = pin_stories(live, there, held, waiting)

    assert "1 story pinned to the ticker." in page
    assert "Not done with 3" in page
    assert "“ There ”: It is on the board already." in page
    assert "“ Held ”: It is held. Only a live story can be on the ticker." in page
    assert "“ Waiting ”: It is waiting. Only a live story can be on the ticker." in page
    assert [pin.story.headline for pin in Pin.objects.in_order()] == ["Live", "There"]


def test_nothing_marked_is_told():
    assert "No story is marked. Mark the ones you mean." in pin_stories()
