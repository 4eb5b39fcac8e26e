"""A stop by the wire names no story in public until an editor says that its headline is harmless."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from reversion.models import Version

from stories import desk
from stories.models import Notice, Notification, NotificationKind, State, Story
from tests.builders import NOON, a_chain, a_story, an_editor

pytestmark = pytest.mark.django_db

HEADLINE = "Mayor of Karn Bay arrested over funds"


def a_notice():
    """Return what the latest notice says: its reason, its headline, and the one kept back."""
    notice = Notice.objects.latest("pk")
    return notice.reason, notice.headline, notice.hidden_headline


def comments(story):
    """Return the comments of a story's revisions, the latest first."""
    return [version.revision.comment for version in Version.objects.get_for_object(story)]


def told():
    """Return who was notified, and of what."""
    return sorted(Notification.objects.values_list("person__username", "what"))


def test_kill_by_the_wire_keeps_the_headline_back():
    desk.kill(a_chain("Urgent", headline=HEADLINE), by=None, now=NOON, reason="It could not be confirmed.")

    assert a_notice() == ("It could not be confirmed.", "", HEADLINE)


def test_kill_by_an_editor_prints_the_headline_and_any_reason():
    reason = f"We said: {HEADLINE}. He was not."

    desk.kill(a_chain("Urgent", headline=HEADLINE), by=an_editor("clara", "chief"), now=NOON, reason=reason)

    assert a_notice() == (reason, HEADLINE, "")


def test_reason_of_the_wire_that_names_the_story_stays_on_the_desk():
    story = a_chain("Urgent", headline=HEADLINE)
    note = "Kill the story Mayor of Karn Bay arrested."

    desk.kill(story, by=None, now=NOON, reason=note)

    assert a_notice() == ("Vesper withdrew this story.", "", HEADLINE)
    assert comments(story)[0] == f"Withdrawn. {note}"


def test_reason_of_the_wire_that_names_an_earlier_headline_stays_on_the_desk():
    story = a_chain("Urgent", headline=HEADLINE)
    story.headline = "Harbour funds: what is known"
    story = desk.save(story, by=None, now=NOON, based_on=story.save_number)
    desk.file(story, by=None, now=NOON, designator="1st LD", note="", based_on=story.save_number)

    desk.kill(story, by=None, now=NOON, reason="No mayor of Karn Bay was held.")

    assert a_notice() == ("Vesper withdrew this story.", "", "Harbour funds: what is known")


def test_editor_lets_the_headline_stand():
    story = desk.kill(a_chain("Urgent", headline=HEADLINE), by=None, now=NOON, reason="It could not be confirmed.")

    story = desk.reveal_headline(story, by=an_editor("clara", "chief"), now=NOON)

    assert story.state == State.KILLED
    assert a_notice() == ("It could not be confirmed.", HEADLINE, "")
    assert comments(story)[0] == "Let the headline stand in the notice of the kill."
    with pytest.raises(desk.NothingChangedError, match="keeps no headline back"):
        desk.reveal_headline(story, by=an_editor("clara", "chief"), now=NOON)


def test_kill_by_an_editor_has_nothing_to_reveal():
    chief = an_editor("clara", "chief")
    story = desk.kill(a_chain("Urgent"), by=chief, now=NOON, reason="Wrong.", headline_at_fault=True)

    with pytest.raises(desk.NothingChangedError):
        desk.reveal_headline(story, by=chief, now=NOON)


def test_taken_down_words_leave_no_headline_to_reveal():
    story = desk.kill(a_chain("Urgent", headline=HEADLINE), by=None, now=NOON, reason="It could not be confirmed.")

    desk.take_down(story.filings.get(number=1), by=None, now=NOON, reason="Court order")

    assert a_notice() == ("It could not be confirmed.", "", "")


def test_stops_by_the_wire_stand_out_until_they_are_settled():
    killed, held, released = (a_chain("Urgent", headline=f"{HEADLINE} {word}") for word in ("a", "b", "c"))
    held_before_filing = a_story()
    desk.kill(killed, by=None, now=NOON, reason="It could not be confirmed.")
    for story in (held, released, held_before_filing):
        desk.hold(story, by=None, now=NOON)
    desk.hold(a_chain("Urgent"), by=an_editor(), now=NOON)
    desk.release(released, by=None, now=NOON)

    assert [stop.story for stop in Notice.objects.stops_by_wire(NOON)] == [held_before_filing, held, killed]
    assert list(Notice.objects.stops_by_wire(NOON + timedelta(days=1))) == []
    desk.release(held, by=None, now=NOON)
    desk.release(held_before_filing, by=None, now=NOON)
    desk.reveal_headline(killed, by=an_editor("clara", "chief"), now=NOON)
    assert list(Notice.objects.stops_by_wire(NOON)) == []


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (lambda story: desk.kill(story, by=None, now=NOON, reason="Not so."), NotificationKind.KILLED),
        (lambda story: desk.hold(story, by=None, now=NOON), NotificationKind.HELD),
    ],
)
def test_of_a_stop_by_the_wire_chiefs_are_told_where_the_story_is_nobodys(act, what):
    for name, group in (("clara", "chief"), ("cleo", "chief"), ("ilse", "editor"), ("rolf", "reporter")):
        an_editor(name, group)

    act(a_chain("Urgent"))

    assert told() == [("clara", what), ("cleo", what)]


def test_of_a_stop_by_the_wire_whose_story_it_is_is_told_alone():
    ilse = an_editor("ilse")
    an_editor("clara", "chief")
    story = desk.assign(a_chain("Urgent"), ilse, by=ilse, now=NOON, instead_of=None)

    desk.hold(story, by=None, now=NOON)

    assert told() == [("ilse", NotificationKind.HELD)]


def test_of_an_editors_own_stop_chiefs_are_told_nothing():
    an_editor("clara", "chief")

    desk.hold(a_chain("Urgent"), by=an_editor("ilse"), now=NOON)

    assert told() == []
    assert Permission.objects.filter(codename="kill_story").exists()
    assert Story.objects.get().state == State.HELD
