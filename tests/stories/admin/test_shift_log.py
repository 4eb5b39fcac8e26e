"""The shift log: filings, corrections, stops and hand-ins between two times, by section, and its mail."""

from datetime import timedelta

import pytest
from django.core import mail

from stories import desk
from stories.models import Story
from tests.builders import NOON, a_chain, a_correction, a_section, a_story, an_editor
from tests.stories.admin.browser import a_browser, words_of

pytestmark = pytest.mark.django_db

SHIFT = {"since": "2026-02-10T12:00", "until": "2026-02-10T20:00"}


def a_shift():
    """Make an act of every kind within a shift, and a filing before it; return the story."""
    a_chain("Urgent", now=NOON - timedelta(minutes=1), slugline="Too-Early")
    story = a_chain("Urgent", now=NOON, slugline="Dam-Flood")
    a_correction(story, now=NOON + timedelta(minutes=5))
    desk.hold(Story.objects.get(pk=story.pk), by=an_editor("edda"), now=NOON + timedelta(minutes=9), reason="A call.")
    copy = a_story(now=NOON, slugline="Vote-Count", section=a_section("Politics"))
    desk.hand_in(copy, by=an_editor("rhea"), now=NOON + timedelta(minutes=7), based_on=copy.save_number)
    return story


def test_page_says_what_happened_between_two_times():
    a_shift()

    words = words_of(a_browser("reporter").get("/admin/shift-log/", SHIFT))

    assert "Corrections 1" in words
    assert "12:09 Held Dam-Flood" in words
    assert "12:07 Handed in Vote-Count rhea" in words
    assert "Filed 1" in words
    assert "12:00 Urgent Dam-Flood" in words
    assert "edda: 1" in words
    assert "Too-Early" not in words


def test_page_of_a_section_leaves_the_others_out():
    a_shift()

    words = words_of(a_browser().get("/admin/shift-log/", {**SHIFT, "section": a_section("Politics").pk}))

    assert "Handed in Vote-Count" in words
    assert "Dam-Flood" not in words


def test_shift_that_ends_first_is_refused():
    page = a_browser().get("/admin/shift-log/", {"since": SHIFT["until"], "until": SHIFT["since"]})

    assert "Swap the two times." in words_of(page)


def test_times_are_typed_by_the_clock_of_24_hours_and_stay_as_they_were_typed():
    page = a_browser().get("/admin/shift-log/", {"since": "2026-02-10 12:00", "until": "2026-02-10 20:00"})
    unreadable = a_browser().get("/admin/shift-log/", {"since": "noon"})

    assert "From Feb 10, 2026, 12:00 UTC to Feb 10, 2026, 20:00 UTC" in words_of(page)
    assert 'value="2026-02-10 12:00"' in page.text
    assert "From: Type the time as 2026-12-24 17:26" in words_of(unreadable)


def test_log_is_mailed_to_who_was_chosen(settings):
    settings.EMAIL_IS_SET_UP = True
    story = a_shift()
    cleo = an_editor("cleo", group="chief", email="cleo@wire.example")
    edda = an_editor("edda")
    address = "/admin/shift-log/?since=2026-02-10T12:00&until=2026-02-10T20:00"

    refusal = a_browser().post(address, {"people": [edda.pk]})  # who has no address
    answer = a_browser().post(address, {"people": [cleo.pk], "note": "Legal rings at six."})

    assert (refusal.status_code, answer.status_code) == (200, 302)
    [letter] = mail.outbox
    assert letter.to == ["cleo@wire.example"]
    assert "Legal rings at six." in letter.body
    assert f"Held  Dam-Flood ({story.pk})  edda" in letter.body
    assert story.headline not in letter.body
    assert "/admin/shift-log/?since=2026-02-10T12%3A00" in letter.body
