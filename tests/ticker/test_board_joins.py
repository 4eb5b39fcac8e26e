"""The pin of a story that is joined to another goes with it, and comes back when that is undone."""

from datetime import timedelta

import pytest

from stories import desk, signals
from tests.builders import NOON, a_chain, an_editor
from ticker import board_actions
from ticker.headlines import current_board
from ticker.models import Pin

pytestmark = pytest.mark.django_db(transaction=True)


def an_older_story():
    """Make a story that moved before the others."""
    return a_chain("", headline="Story", now=NOON - timedelta(minutes=10))


def places():
    """Return the pinned headlines in order, of stories that readers see or not."""
    return [pin.story.headline for pin in Pin.objects.select_related("story").in_order()]


def headlines():
    """Return the ticker as readers have it, each with whether it is pinned."""
    return [(line.text, line.is_pinned) for line in current_board(NOON).headlines]


def test_pin_goes_with_a_story_and_comes_back():
    first, into, story = a_chain("", headline="First"), a_chain("", headline="Into"), an_older_story()
    for pinned in (story, first):
        board_actions.pin_story(pinned, by=None, now=NOON)

    move = desk.join_stories(story, into, by=an_editor(), now=NOON, reason="One story")

    assert places() == ["First", "Into"]
    assert headlines() == [("First", True), ("Into", True)]
    version = board_actions.board_version()
    signals.story_joined.send(None, story_id=story.pk, into_id=into.pk)
    assert (places(), board_actions.board_version()) == (["First", "Into"], version)

    desk.undo_move(move, by=an_editor(), now=NOON)

    assert places() == ["First", "Story"]
    assert headlines() == [("First", True), ("Story", True), ("Into", False)]


def test_pin_stays_behind_where_the_other_story_has_one():
    story, into = an_older_story(), a_chain("", headline="Into")
    for pinned in (into, story):
        board_actions.pin_story(pinned, by=None, now=NOON)

    move = desk.join_stories(story, into, by=an_editor(), now=NOON, reason="One story")

    assert headlines() == [("Into", True)]

    desk.undo_move(move, by=an_editor(), now=NOON)

    assert headlines() == [("Story", True), ("Into", True)]
