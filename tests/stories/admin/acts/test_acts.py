"""The pages of the actions: their contents and effects, and that a GET changes nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from stories import desk
from stories.display.datetimes import print_both_times
from stories.models import Notice, State, Story
from tests.builders import NOON, a_chain, a_filing, a_story, an_editor, filings, rewrite
from tests.stories.admin.browser import a_browser, form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db


def again(story):
    return Story.objects.get(pk=story.pk)


def test_file_page_proposes_the_next_designator_and_the_note():
    story = rewrite(a_chain("Urgent", body="The dam held."), "The dam held.\n\nThe minister came.")

    page = a_browser().get(story_page("file", story))

    assert page.context_data["form"]["designator"].value() == "1st LD"
    assert page.context_data["form"]["note"].value() == "Adds para 2"
    assert '<option value="1st LD">' in page.content.decode()
    assert "Changes since Urgent, filed Feb 10, 12:00 UTC" in words_of(page)
    assert "[added: The minister came. ]" in words_of(page)


def test_file_page_keeps_the_note_that_the_editor_wrote():
    story = a_chain("Urgent")
    story.note = "Recasts lead"
    desk.save(story, by=None, now=NOON, based_on=story.save_number)

    assert a_browser().get(story_page("file", story)).context_data["form"]["note"].value() == "Recasts lead"


def test_file_files_with_designator_and_note():
    editor = an_editor("vera")
    story = rewrite(a_chain("Urgent"), "The dam held. The minister came.")

    answer = sign_in(editor).post(
        story_page("file", story),
        {"designator": "1st ld", "note": "Adds minister", "based_on": story.save_number},
        follow=True,
    )

    _, second = filings(story)
    assert "Filed as 2: 1st LD." in words_of(answer)
    assert (second.number, second.designator, second.note) == (2, "1st LD", "Adds minister")
    assert second.revision.user == editor


def test_story_is_filed_at_the_time_that_was_chosen():
    story = rewrite(a_chain("Urgent"), "The dam held. The minister came.")
    at_six = (timezone.now() + timedelta(days=1)).replace(hour=6, minute=0, second=0, microsecond=0)

    answer = a_browser().post(
        story_page("file", story),
        {"designator": "1st LD", "note": "", "based_on": story.save_number, "at": f"{at_six:%Y-%m-%dT%H:%M:%S}"},
        follow=True,
    )

    assert f"Scheduled: it is filed at {at_six:%b} {at_six.day}, {at_six.year}, 06:00 UTC." in words_of(answer)
    assert Story.objects.get(pk=story.pk).release_at == at_six
    assert len(filings(story)) == 1


def test_time_that_has_passed_is_refused_and_nothing_typed_is_lost():
    story = rewrite(a_chain("Urgent"), "The dam held. The minister came.")

    answer = a_browser().post(
        story_page("file", story),
        {"designator": "1st LD", "note": "Adds minister", "based_on": story.save_number, "at": "2026-02-10T06:00:00"},
    )

    assert "That time has passed." in words_of(answer)
    assert "Adds minister</textarea>" in answer.content.decode()
    assert len(filings(story)) == 1


@override_settings(TIME_ZONE="Asia/Tokyo")
def test_times_are_told_in_the_newsroom_and_in_utc():
    story = a_story(embargo_until=datetime(2027, 3, 1, 21, 0, tzinfo=UTC))

    words = words_of(a_browser().get(story_page("file", story)))

    assert "Mar 2, 2027, 06:00 JST (21:00 UTC)" in words


def test_first_filing_needs_no_designator():
    story = a_story()

    a_browser().post(story_page("file", story), {"designator": "", "note": "", "based_on": story.save_number})

    (first,) = filings(story)
    assert (first.designator, again(story).state) == ("", State.LIVE)


@pytest.mark.parametrize(
    ("designator", "says"),
    [
        ("Nonsense", "“Nonsense” is no designator. Choose one of the list, or leave it empty."),
        ("Correction", "“Correction” is not filed from here: it has a page of its own"),
        ("Kill", "“Kill” is not filed from here"),
        ("x" * 81, "Ensure this value has at most 80 characters"),
    ],
)
def test_file_refuses_what_is_no_designator(designator, says):
    story = a_story()

    page = a_browser().post(story_page("file", story), {"designator": designator, "based_on": story.save_number})

    assert says in words_of(page)
    assert filings(story) == []


def test_file_refuses_the_same_text_and_says_so():
    story = a_chain("Urgent")

    page = a_browser().post(story_page("file", story), {"designator": "1st LD", "based_on": story.save_number})

    assert "The text is the same as Urgent" in words_of(page)
    assert len(filings(story)) == 1


def test_file_of_a_text_that_moved_meanwhile_is_shown_again():
    story = a_story()
    rewrite(story, "Somebody else wrote this.")
    browser = a_browser()

    page = browser.post(
        story_page("file", story), {"designator": "Urgent", "note": "Mine", "based_on": story.save_number}
    )

    assert page.status_code == 409
    assert "The story was saved after you opened this page." in words_of(page)
    assert page.context_data["form"]["note"].value() == "Mine"
    assert filings(story) == []
    based_on = page.context_data["form"]["based_on"].value()
    assert browser.post(story_page("file", story), {"designator": "Urgent", "based_on": based_on}).status_code == 302
    assert len(filings(story)) == 1


def test_what_was_proposed_is_proposed_anew_and_what_was_typed_stays():
    lead = "Two towns below the dam were told to leave on Tuesday."
    story = rewrite(a_chain("Urgent", body=lead), f"{lead}\n\nThe minister came.")
    browser = a_browser()
    found = browser.get(story_page("file", story)).context_data["form"]
    typed = {name: found[name].value() for name in ("designator", "note", "based_on")}
    assert typed["note"] == "Adds para 2"
    a_filing(story, "1st LD")
    rewrite(again(story), f"{lead}\n\nThe minister left.", headline="Minister leaves")

    page = browser.post(story_page("file", story), typed)

    assert page.status_code == 409
    form = page.context_data["form"]
    assert (form["designator"].value(), form["note"].value()) == ("2nd LD", "Changes headline; edits para 2")
    own = browser.post(story_page("file", story), {**typed, "designator": "Urgent", "note": "Mine"}).context_data[
        "form"
    ]
    assert (own["designator"].value(), own["note"].value()) == ("Urgent", "Mine")


def test_what_it_is_filed_as_is_chosen_above_the_form():
    story = rewrite(a_chain("Urgent"), "Other words.")
    waiting = a_story()
    browser = a_browser()

    for act in ("file", "correct"):
        page = browser.get(story_page(act, story))
        assert [to for _, to in page.context_data["classes"]] == [
            story_page("file", story),
            story_page("correct", story),
        ]
        assert f'href="{story_page(act, story)}" aria-current="page"' in " ".join(page.content.decode().split())
        assert "It replaces version 1, Urgent." in words_of(page)

    assert "Clarification" not in words_of(browser.get(story_page("file", waiting)))


def test_embargoed_story_is_scheduled_not_filed():
    ends = timezone.now().replace(microsecond=0) + timedelta(hours=6)
    story = a_story(embargo_until=ends)
    browser = a_browser()

    assert "It is scheduled now and filed then" in words_of(browser.get(story_page("file", story)))
    answer = browser.post(
        story_page("file", story), {"designator": "Urgent", "note": "", "based_on": story.save_number}, follow=True
    )

    assert f"Scheduled: it is filed at {print_both_times(ends)}." in words_of(answer)
    assert (again(story).release_at, filings(story)) == (ends, [])
    browser.post(story_page("unschedule", story))
    assert again(story).release_at is None


def test_hold_and_release():
    story = a_chain("Urgent")
    browser = a_browser()

    browser.post(story_page("hold", story), {"reason": "We check the toll."})
    assert (again(story).state, Notice.objects.in_force(story.pk).reason) == (State.HELD, "")

    browser.post(story_page("release", story))
    assert again(story).state == State.LIVE


def test_spike_drops_a_story_that_never_moved_and_no_other():
    story, moved = a_story(), a_chain("Urgent")
    browser = a_browser()

    browser.post(story_page("spike", story), {"reason": "Not ours"})
    page = browser.post(story_page("spike", moved), {"reason": "Not ours"})

    assert again(story).state == State.SPIKED
    assert again(moved).state == State.LIVE
    assert "cannot be spiked" in words_of(page) or "can only be killed" in words_of(page)


def test_kill_page_lists_what_vanishes():
    story = a_chain("Urgent", "1st LD", headline="Dam holds")

    words = words_of(a_browser("chief").get(story_page("kill", story)))

    base = f"/stories/{story.pk}/dam-holds/"
    assert f"{base} {base}history/ {base}history/1/ {base}history/2/" in words


def test_kill_needs_reason_and_number():
    story = a_chain("Urgent")
    browser = a_browser("chief")

    no_number = browser.post(story_page("kill", story), {"reason": "Not so"})
    wrong_number = browser.post(story_page("kill", story), {"reason": "Not so", "number": story.pk + 1})
    no_reason = browser.post(story_page("kill", story), {"reason": "", "number": story.pk})

    assert "Type the story's number: This field is required." in words_of(no_number)
    assert f"This is story {story.pk}, not {story.pk + 1}. Nothing was done." in words_of(wrong_number)
    assert "Reason, for readers: This field is required." in words_of(no_reason)
    assert again(story).state == State.LIVE


def test_kill_with_a_substitute():
    story, other = a_chain("Urgent"), a_chain("Urgent")

    a_browser("chief").post(
        story_page("kill", story),
        {"reason": "Not so", "number": story.pk, "substitute": other.pk, "headline_at_fault": "on"},
    )

    notice = Notice.objects.in_force(story.pk)
    assert again(story).state == State.KILLED
    assert (notice.reason, notice.substitute, notice.headline) == ("Not so", other, "")


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999999", "12345", "x"])
def test_kill_takes_only_a_live_story_as_substitute(number):
    story = a_chain("Urgent")

    page = a_browser("chief").post(
        story_page("kill", story), {"reason": "No", "number": story.pk, "substitute": number}
    )

    assert page.status_code == 200
    assert again(story).state == State.LIVE


def test_take_down_removes_the_words_of_one_filing():
    story = a_chain("Urgent", "1st LD")
    browser = a_browser("chief")

    wrong = browser.post(story_page("take_down", story, 1), {"reason": "Court order 7", "number": 2})
    assert "This is filing 1, not 2. Nothing was done." in words_of(wrong)
    browser.post(story_page("take_down", story, 1), {"reason": "Court order 7", "number": 1})

    first, second = filings(story)
    assert (first.is_taken_down, first.headline, second.is_taken_down) == (True, "", False)


def test_take_down_of_no_filing_is_not_found():
    browser = a_browser("chief")
    story = a_chain("Urgent")

    assert browser.get(story_page("take_down", story, 9)).status_code == 404
    assert browser.post(story_page("take_down", story, 9), {"reason": "x", "number": 9}).status_code == 404


@pytest.mark.parametrize(
    "name", ["file", "unschedule", "correct", "hold", "release", "spike", "kill", "history", "change"]
)
def test_looking_changes_nothing(name):
    story = rewrite(a_chain("Urgent"), "Other words.")
    before = Story.objects.filter(pk=story.pk).values().get()
    browser = a_browser("chief")

    assert browser.get(story_page(name, story), {"reason": "x", "number": story.pk}).status_code == 200

    assert Story.objects.filter(pk=story.pk).values().get() == before
    assert len(filings(story)) == 1


def test_acts_of_a_killed_story_are_refused_in_words():
    story = a_chain("Urgent")
    desk.kill(story, by=None, now=NOON, reason="Not so")

    page = a_browser("chief").post(story_page("hold", story), {"reason": ""})

    assert "a kill is for good" in words_of(page)
    assert again(story).state == State.KILLED


def test_act_without_token_is_refused():
    story = a_filing(a_story()).story
    browser = a_browser()
    browser.handler.enforce_csrf_checks = True

    assert browser.post(story_page("hold", story), {"reason": "x"}).status_code == 403
    assert again(story).state == State.LIVE


def test_first_filing_shows_the_words_that_are_filed():
    story = a_story(body="Words to look at.")

    assert "Words to look at." in words_of(a_browser().get(story_page("file", story)))


def test_a_refused_press_shows_the_words_and_the_designator_as_they_are_now():
    story = a_chain("Urgent")
    story = rewrite(story, "A second text.")
    a_filing(rewrite(story, "A first lead."), "1st LD")
    rewrite(story, "A text for the second lead.")

    page = a_browser().post(
        story_page("file", story), {"designator": "1st LD", "note": "Mine", "based_on": story.save_number}
    )

    assert page.status_code == 409
    assert page.context_data["form"]["designator"].value() == "2nd LD"
    assert "A text for the second lead." in words_of(page)


def test_what_is_typed_is_compared_with_what_readers_have():
    story = a_chain("Urgent", headline="Dam holds", body="The dam held.")

    page = a_browser().get(story_page("change", story) + "?next=1")
    typed_now = a_browser().post(
        story_page("against", story), form_values(story, headline="Dam fails", body="The dam failed.")
    )

    assert "Changes since Urgent" in words_of(page)
    assert "There are no differences." in words_of(page)
    assert "One paragraph was edited; the headline changed. 2 changes: headline, paragraph 1." in words_of(typed_now)
    assert a_browser().post(story_page("against", a_story()), {}).status_code == 404
    assert a_browser("ticker producer").post(story_page("against", story), {}).status_code == 403


def test_file_page_says_that_nothing_changed_and_that_no_section_is_chosen():
    same, changed = a_chain("Urgent"), a_story(section=None)

    assert "The working copy is the same as the newest filing." in words_of(a_browser().get(story_page("file", same)))
    assert "It has no section" not in words_of(a_browser().get(story_page("file", same)))
    page = words_of(a_browser().get(story_page("file", changed)))
    assert "It has no section" in page
    assert "The working copy is the same" not in page


@pytest.mark.parametrize("page", ["file", "correct"])
def test_same_text_that_says_something_else_of_itself_is_not_called_the_same(page):
    story = Story.objects.get(pk=a_chain("Urgent").pk)
    story.located = "Karn Bay"
    desk.save(story, by=None, now=NOON, based_on=story.save_number)

    assert "The working copy is the same" not in words_of(a_browser().get(story_page(page, story)))


@pytest.mark.parametrize(
    ("name", "begins"),
    [("file", "<button"), ("correct", 'name="wrong"'), ("hold", "reason"), ("kill", "reason")],
)
def test_act_begins_where_its_first_word_is_typed(name, begins):
    page = a_browser("chief").get(story_page(name, a_chain("Urgent"))).content.decode()

    (tag,) = re.findall(r"<[^<>]*\bautofocus\b[^<>]*>", page)
    assert begins in tag


def test_every_kind_of_address_is_said_to_vanish_in_letters():
    story = a_chain("Urgent", "1st LD", headline="Дамба держится")

    page = a_browser("chief").get(story_page("kill", story))
    words = words_of(page)

    base, data = f"/stories/{story.pk}/дамба-держится/", f"/stories/{story.pk}"
    pages = [base, f"{base}history/", f"{base}history/2/", f"{base}history/1..2/", f"{base}timemap/"]
    machines = [f"{data}/history.json", f"{data}/head.json", f"{data}.ninjs.json", f"{data}.newsml.xml"]
    assert all(address in words for address in pages + machines)
