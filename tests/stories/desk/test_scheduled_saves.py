"""A save that keeps the time of a scheduled story: the new words are filed then, and only what can be filed is kept."""

from datetime import timedelta

import pytest

from stories import desk
from stories.models import Filing, Story
from tests.builders import NOON, a_section, a_story, an_editor

pytestmark = pytest.mark.django_db

SIX = NOON + timedelta(hours=6)


def a_scheduled_story(**fields):
    """Make a story that olaf scheduled for six hours after noon."""
    story = a_story(**fields)
    given = {"at": SIX, "designator": "", "note": "", "based_on": story.save_number}
    return desk.schedule(story, by=an_editor("olaf"), now=NOON, **given)


def save_on_schedule(story, now=NOON, **changes):
    """Save the story with changed fields in vera's name, its time kept."""
    changed = Story.objects.get(pk=story.pk)
    for name, value in changes.items():
        setattr(changed, name, value)
    return desk.save_on_schedule(changed, by=an_editor("vera"), now=now, based_on=story.save_number)


def test_new_words_are_filed_at_the_time_in_the_name_of_who_saved_them():
    story = save_on_schedule(a_scheduled_story(), headline="Dam fails")
    assert story.release_at == SIX

    desk.release_due(story, now=SIX)

    filing = Filing.objects.get()
    assert (filing.headline, filing.revision.user) == ("Dam fails", an_editor("vera"))


@pytest.mark.parametrize(
    ("changes", "now", "error"),
    [
        ({"headline": ""}, NOON, desk.NotCompleteError),
        ({"body": {"schema": 1, "blocks": []}}, NOON, desk.NotCompleteError),
        ({"designator": "Kill"}, NOON, desk.NotCompleteError),
        ({"embargo_until": SIX + timedelta(hours=1)}, NOON, desk.EmbargoedError),
        ({"headline": "Dam fails"}, SIX, desk.NotPossibleError),
    ],
)
def test_what_cannot_be_filed_then_is_refused_and_the_schedule_stands(changes, now, error):
    story = a_scheduled_story()

    with pytest.raises(error):
        save_on_schedule(story, now=now, **changes)

    current = Story.objects.get()
    assert (current.save_number, current.release_at, current.headline) == (story.save_number, SIX, story.headline)


def test_save_of_a_story_that_was_saved_since_is_refused():
    story = a_scheduled_story()
    desk.change_section(story, a_section("Sport"), by=None, now=NOON)

    with pytest.raises(desk.StaleError):
        save_on_schedule(story, headline="Dam fails")
