"""Copy of the wire that later copy of its story, or an editor, has settled: nothing calls it new any more."""

import pytest

from stories import desk
from stories.intake.options import OnArrival
from stories.models import Item, Notification, NotificationKind, Outcome
from tests.builders import NOON
from tests.stories.admin.browser import a_browser, page_form_values, story_page
from tests.stories.admin.editor.test_wire_updates import LEAD, RAIN, SIREN, again, edit_copy, take_next_version

pytestmark = pytest.mark.django_db
SETTLED = "Later copy of the story was filed in its place."
TAKEN_UP = "An editor put it together with the words of the story."


def take_to_the_desk(number, *paragraphs):
    """Take in the next version of a wire story, which waits on the desk."""
    return take_next_version(number, "Dam overtops", *paragraphs, on_arrival=OnArrival.DESK)


def outcomes():
    return list(Item.objects.order_by("pk").values_list("outcome", "reason", "waits_beside_edits"))


def test_copy_put_together_and_filed_is_new_no_more():
    story = take_to_the_desk(1, LEAD).story
    edit_copy(story, LEAD, RAIN)
    beside = take_to_the_desk(2, LEAD, SIREN)
    story, browser = again(story), a_browser()
    assert Item.objects.latest_unfiled([story]) == {story.pk: beside}
    assert Notification.objects.filter(what=NotificationKind.CAME, seen_at=None).count() == 1

    page = browser.get(story_page("rebase", story, beside.pk))
    browser.post(story_page("rebase", story, beside.pk), {**page_form_values(page), "save": "1"})

    assert outcomes()[1] == (Outcome.WAITING, TAKEN_UP, False)
    assert not Notification.objects.filter(seen_at=None).exists()

    story = again(story)
    desk.file(story, by=None, now=NOON, designator="", note="", based_on=story.save_number)

    assert outcomes() == [(Outcome.SKIPPED, SETTLED, False), (Outcome.FILED, TAKEN_UP, False)]
    assert Item.objects.latest_unfiled([story]) == {}


def test_copy_that_waits_is_settled_where_the_next_is_filed_at_once():
    story = take_to_the_desk(1, LEAD).story
    take_next_version(2, "1st LD: Dam overtops", LEAD, SIREN)

    assert [outcome for outcome, *_ in outcomes()] == [Outcome.SKIPPED, Outcome.FILED]
    assert Item.objects.latest_unfiled([story]) == {}


def test_copy_that_comes_behind_the_filed_one_still_waits():
    story = take_to_the_desk(1, LEAD).story
    story = again(story)
    desk.file(story, by=None, now=NOON, designator="", note="", based_on=story.save_number)
    later = take_to_the_desk(2, LEAD, SIREN)

    assert [outcome for outcome, *_ in outcomes()] == [Outcome.FILED, Outcome.WAITING]
    assert Item.objects.latest_unfiled([story]) == {story.pk: later}
