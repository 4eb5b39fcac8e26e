"""Who is told what: of acts of others on one's stories, in one place for all acts, the wire's too."""

import json

import pytest

from stories import desk, intake
from stories.models import Amends, Notification, NotificationKind, Story
from tests.builders import NOON, a_chain, a_correction, a_filing, a_story, an_editor, filings, rewrite

pytestmark = pytest.mark.django_db


def assign_to_self(story, person):
    """Assign the story to a person by themselves."""
    return desk.assign(story, person, by=person, now=NOON, instead_of=None)


def correct(story, by, amends=Amends.CORRECTION):
    story = rewrite(story, "The dam failed. Three towns are dry.", by=by)
    desk.correct(story, by=by, now=NOON, wrong="two", right="three", amends=amends, based_on=story.save_number)


def hold(story, by):
    desk.hold(story, by=by, now=NOON)


def release(story, by):
    hold(story, story.assigned_to)
    desk.release(story, by=by, now=NOON)


def kill(story, by):
    desk.kill(story, by=by, now=NOON, reason="Not so.")


def take_down(story, by):
    desk.take_down(filings(story)[0], by=by, now=NOON, reason="A court said so.")


ACTS = {
    correct: NotificationKind.CORRECTED,
    hold: NotificationKind.HELD,
    release: NotificationKind.RELEASED,
    kill: NotificationKind.KILLED,
    take_down: NotificationKind.TAKEN_DOWN,
}


def all_notifications():
    """Return every notification."""
    rows = Notification.objects.order_by("pk").values_list("person__username", "what", "by__username", "story")
    return list(rows)


@pytest.mark.parametrize("act", ACTS, ids=[act.__name__ for act in ACTS])
@pytest.mark.parametrize("by", ["vera", None], ids=["by a colleague", "by the wire"])
def test_whom_it_is_assigned_to_is_told(act, by):
    story = assign_to_self(a_chain("Urgent"), an_editor("ilse"))

    act(story, an_editor(by) if by else None)

    assert all_notifications() == [("ilse", ACTS[act], by, story.pk)]


@pytest.mark.parametrize("act", ACTS, ids=[act.__name__ for act in ACTS])
def test_nobody_is_told_of_their_own_acts(act):
    ilse = an_editor("ilse")

    act(assign_to_self(a_chain("Urgent"), ilse), ilse)

    assert all_notifications() == []


def test_of_an_unassigned_story_who_filed_it_last_is_told():
    story = a_story()
    a_filing(story, by=an_editor("olaf"))
    a_filing(rewrite(story, "Other words."), "1st LD", by=an_editor("ilse"))
    a_filing(rewrite(story, "The wire's words."), "2nd LD")

    a_correction(Story.objects.get(pk=story.pk))

    assert all_notifications() == [("ilse", NotificationKind.CORRECTED, None, story.pk)]


def test_of_an_assigned_story_who_filed_it_is_not_told():
    story = a_story()
    a_filing(story, by=an_editor("olaf"))
    assign_to_self(story, an_editor("ilse"))

    hold(story, an_editor("vera"))

    assert [person for person, *_ in all_notifications()] == ["ilse"]


def test_of_a_story_of_the_wire_alone_nobody_is_told():
    hold(a_chain("Urgent"), an_editor("vera"))

    assert all_notifications() == []


def test_new_lead_and_refile_are_not_told():
    story = assign_to_self(a_chain("Urgent"), an_editor("ilse"))

    a_filing(rewrite(story, "Other words."), "1st LD", by=an_editor("vera"))
    correct(Story.objects.get(pk=story.pk), an_editor("vera"), Amends.REFILE)

    assert all_notifications() == []


def test_spiked_story_is_told():
    story = assign_to_self(a_story(), an_editor("ilse"))

    desk.spike(story, by=an_editor("vera"), now=NOON)

    assert all_notifications() == [("ilse", NotificationKind.SPIKED, "vera", story.pk)]


def test_who_is_given_a_story_and_who_loses_it_are_told():
    ilse, vera, olaf = an_editor("ilse"), an_editor("vera"), an_editor("olaf")
    story = assign_to_self(a_story(), ilse)

    desk.assign(story, vera, by=olaf, now=NOON, instead_of=ilse.pk)

    given, taken_over = all_notifications()
    assert given == ("vera", NotificationKind.GIVEN, "olaf", story.pk)
    assert taken_over == ("ilse", NotificationKind.TAKEN_OVER, "olaf", story.pk)


def test_who_left_the_newsroom_is_told_nothing():
    story = assign_to_self(a_chain("Urgent"), an_editor("ilse"))
    type(an_editor()).objects.update(is_active=False)

    hold(story, an_editor("vera"))

    assert all_notifications() == []


def test_act_that_is_refused_tells_nobody():
    story = assign_to_self(a_chain("Urgent"), an_editor("ilse"))

    with pytest.raises(desk.NotCompleteError):
        desk.kill(story, by=an_editor("vera"), now=NOON, reason=" ")

    assert all_notifications() == []


def test_kill_from_the_wire_is_told_as_the_wires():
    item = {
        "uri": "urn:example:dam", "version": "1", "versioncreated": "2026-02-10T11:00:00Z", "type": "text",
        "headline": "Dam at Karse Head holds", "body_text": "The dam held.", "source": "Vesper",
    }  # fmt: skip
    options = intake.IntakeOptions(on_arrival=intake.OnArrival.FILE)
    intake.take("one.json", json.dumps(item).encode(), now=NOON, options=options)
    story = assign_to_self(Story.objects.get(), an_editor("ilse"))
    cancel = {**item, "version": "2", "versioncreated": "2026-02-10T11:30:00Z", "pubstatus": "canceled"}

    intake.take("two.json", json.dumps(cancel).encode(), now=NOON, options=options)

    assert Story.objects.get().state == "killed"
    assert all_notifications() == [("ilse", NotificationKind.KILLED, None, story.pk)]
    assert Notification.objects.get().who == "the wire"


def test_what_is_marked_as_seen_keeps_its_time():
    story = assign_to_self(a_chain("Urgent"), an_editor("ilse"))
    release(story, an_editor("vera"))
    kill(story, an_editor("vera"))
    one, *_ = Notification.objects.order_by("pk")

    desk.mark_seen(one, now=NOON)
    marked = desk.mark_all_seen(an_editor("ilse"), upto=one.pk, now=NOON.replace(hour=13))
    rest = desk.mark_all_seen(an_editor("ilse"), upto=one.pk + 9, now=NOON.replace(hour=14))

    assert (marked, rest) == (0, 1)
    assert [each.seen_at.hour for each in Notification.objects.order_by("pk")] == [12, 14]
