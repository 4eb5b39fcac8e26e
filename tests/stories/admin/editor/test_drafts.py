"""Drafts at the story form: typed words are kept and offered again, and editors of one story know of each other."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from reversion.models import Version

from stories import desk
from stories.desk import drafts
from stories.display.datetimes import print_datetime
from stories.models import Draft, Filing, Presence, Story
from tests.builders import NOON, a_chain, a_section, a_source, a_story, an_editor, filings, rewrite
from tests.stories.admin.browser import a_browser, form_values, page_form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

NEW = "/admin/stories/story/sitting/"
ADD = "/admin/stories/story/add/"
PAGE, ANOTHER = "0123456789abcdef", "fedcba9876543210"  # names of pages


def send_draft(browser, story, page=PAGE, **changes):
    """Return the answer to words sent as a draft."""
    return browser.post(
        story_page("sitting", story), form_values(story, draft="1", is_unsaved="1", page=page, **changes)
    )


def restore_query(page=PAGE):
    """Return the query that opens the form with the draft of a page."""
    return {"draft": page}


def test_draft_is_one_row_and_no_revision_and_no_filing():
    story = a_chain("Urgent")
    ilse, browser = an_editor("ilse"), sign_in(an_editor("ilse"))

    answers = [send_draft(browser, story, headline=f"Dam {word}") for word in ("holds", "fails")]

    draft = Draft.objects.get()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (draft.story, draft.editor, draft.based_on) == (story, ilse, story.save_number)
    assert (draft.fields["headline"], draft.fields["urgency"]) == ("Dam fails", "5")
    assert Version.objects.get_for_object(story).count() == story.save_number
    assert Filing.objects.get().headline == Story.objects.get().headline == story.headline


def test_draft_has_only_fields_of_the_form():
    story = a_story()

    send_draft(a_browser(), story, state="live", save_number="7", csrfmiddlewaretoken="x", designator="Urgent\0")

    fields = Draft.objects.get().fields
    assert {"state", "save_number", "based_on", "draft", "is_unsaved", "csrfmiddlewaretoken"}.isdisjoint(fields)
    assert fields["designator"] == "Urgent\ufffd"


def test_draft_over_the_limit_is_refused_in_words():
    story = a_story()

    answer = send_draft(a_browser(), story, body="x" * drafts.DRAFT_LIMIT)

    assert answer.status_code == 400
    assert "over the limit of 2,500,000." in answer.json()["refused"]
    assert not Draft.objects.exists()


def test_drafts_are_bounded_in_number_and_age(monkeypatch):
    monkeypatch.setattr(drafts, "DRAFTS_EACH", 3)
    ilse, other = an_editor("ilse"), an_editor("rita")
    desk.keep_draft(None, {}, by=other, now=NOON, page="0" * 16)
    for day in (0, 1, 2, 3, 40, 40):
        desk.keep_draft(None, {}, by=ilse, now=NOON + timedelta(days=day), page=f"{day:016}")

    assert [draft.saved_at.day for draft in desk.drafts_of(None, by=ilse)] == [22, 13, 12]
    assert desk.drop_old_drafts(before=NOON + timedelta(days=3)) == 2
    assert Draft.objects.count() == 2


def test_words_typed_while_a_story_is_killed_can_be_copied_from_until_they_are_dropped():
    story, browser = a_chain("Urgent"), a_browser()
    desk.kill(story, by=None, now=NOON, reason="It was false.")

    told = send_draft(browser, story, headline="Dam fails", body="<p>Two were <strong>hurt</strong>.</p>").json()
    page = browser.get(story_page("change", story))

    assert told["closed"] == "It was killed, and a kill is for good: write a new story."
    assert page.context_data["leftover_fields"] == [("Headline", "Dam fails"), ("Text", "Two were hurt.")]
    assert "Your words that were not saved" in words_of(page)
    assert "Your words" not in words_of(a_browser("chief").get(story_page("change", story)))
    browser.post(story_page("drop", story), {"page": PAGE})
    assert "Your words" not in words_of(browser.get(story_page("change", story)))


@pytest.mark.parametrize("based_on", ["-1", "soon", "99999999999999999999"])
def test_a_save_that_cannot_be_is_refused(based_on):
    assert send_draft(a_browser(), a_story(), based_on=based_on).status_code == 400


@pytest.mark.parametrize("page", ["", "x" * 16, "0123456789ABCDEF", f"{PAGE}\n", f"{PAGE}0"])
def test_page_of_no_name_of_ours_is_refused(page):
    assert send_draft(a_browser(), a_story(), page=page).status_code == 400
    assert not Draft.objects.exists()


def test_two_pages_of_one_person_keep_two_drafts():
    story, browser = a_story(), a_browser()
    send_draft(browser, story, headline="Dam fails")
    send_draft(browser, story, page=ANOTHER, headline="Dam bursts")

    newest = browser.get(story_page("change", story)).context_data["leftovers"][0].draft
    browser.post(story_page("change", story), {**form_values(story, headline="Dam bursts"), "page": ANOTHER})
    older = browser.get(story_page("change", story)).context_data["leftovers"][0].draft

    assert (newest.page, newest.fields["headline"]) == (ANOTHER, "Dam bursts")
    assert (older.page, older.fields["headline"]) == (PAGE, "Dam fails")


def test_words_that_are_taken_up_are_kept_once():
    story, browser = a_story(), a_browser()
    send_draft(browser, story, headline="Dam fails")

    page = browser.get(story_page("change", story), restore_query())
    send_draft(browser, story, page=ANOTHER, taken=page.context_data["taken"], headline="Dam fails again")

    assert [(draft.page, draft.fields["headline"]) for draft in Draft.objects.all()] == [(ANOTHER, "Dam fails again")]


def test_page_that_comes_again_keeps_its_name():
    story, browser = a_story(), a_browser()

    refused = browser.post(story_page("change", story), form_values(story, headline="", page=PAGE, taken=ANOTHER))

    assert (refused.context_data["page_name"], refused.context_data["taken"]) == (PAGE, ANOTHER)
    assert browser.get(story_page("change", story)).context_data["page_name"] not in ("", PAGE)


def test_database_takes_one_draft_of_a_page():
    row = {"editor": an_editor(), "page": PAGE, "fields": {}, "based_on": 0, "saved_at": NOON}
    Draft.objects.create(**row)

    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(**row)


def test_answer_tells_of_the_time_of_others_and_of_a_save():
    story = a_story()
    olaf, ilse = an_editor("olaf"), an_editor("ilse")
    sign_in(olaf).post(story_page("sitting", story), {"is_unsaved": "1"})
    changed = rewrite(story, "Other words.", by=olaf)

    answer = send_draft(sign_in(ilse), story).json()

    assert answer.pop("saved_at") == f"{Draft.objects.get().saved_at:%H:%M:%S} UTC"
    assert answer == {
        "others": [{"name": "olaf", "is_unsaved": True}],
        "saves": changed.save_number,
        "saved_by": "olaf",
        "changed_at": "12:00 UTC",
        "closed": "",
        "came": "",
    }


def test_who_closes_the_form_is_there_no_more():
    story, ilse = a_story(), an_editor("ilse")
    sign_in(an_editor("olaf")).post(story_page("sitting", story), {"is_unsaved": "1"})

    sign_in(an_editor("olaf")).post(story_page("sitting", story), {"gone": "1"})

    assert desk.others_present(story, by=ilse, now=timezone.now()) == []


def test_ping_keeps_no_words():
    story = a_story()

    answer = a_browser().post(story_page("sitting", story), form_values(story)).json()

    assert (answer["saved_at"], answer["others"], answer["saved_by"]) == (None, [], None)
    assert not Draft.objects.exists()


def test_somebody_is_there_for_thirty_seconds_and_forgotten_after_a_day():
    story, olaf, ilse = a_story(), an_editor("olaf"), an_editor("ilse")
    desk.record_presence(story, by=olaf, now=NOON, is_unsaved=True)
    desk.record_presence(story, by=olaf, now=NOON + timedelta(seconds=10), is_unsaved=False)

    def there(seconds):
        found = desk.others_present(story, by=ilse, now=NOON + timedelta(seconds=seconds))
        return [(each.person.username, each.is_unsaved) for each in found]

    assert there(40) == [("olaf", False)]
    assert there(41) == []
    assert desk.others_present(story, by=olaf, now=NOON + timedelta(seconds=11)) == []
    desk.record_presence(story, by=ilse, now=NOON + timedelta(days=1, seconds=11), is_unsaved=False)
    assert [each.person for each in Presence.objects.all()] == [ilse]


def test_new_story_has_a_draft_of_its_own():
    browser = a_browser()

    answer = browser.post(NEW, {"headline": "Dam holds", "draft": "1", "is_unsaved": "1", "page": PAGE})

    assert answer.json()["others"] == []
    assert Draft.objects.get().story is None
    assert "You left unsaved words here at" in words_of(browser.get(ADD))
    assert browser.get(ADD, restore_query()).context_data["form"]["headline"].value() == "Dam holds"


def test_words_left_are_offered_taken_up_and_saved():
    story, browser = a_story(), a_browser()
    send_draft(browser, story, headline="Dam fails", embargo_until="soon")

    offered = browser.get(story_page("change", story))
    page = browser.get(story_page("change", story), restore_query())

    assert "You left unsaved words here at" in words_of(offered)
    until = print_datetime(Draft.objects.get().saved_at + timedelta(days=30), year=False)
    assert f"They are kept until {until}." in words_of(offered)
    assert offered.context_data["form"]["headline"].value() == story.headline
    assert "These are the words that you left here" in words_of(page)
    assert page.context_data["form"]["headline"].value() == "Dam fails"
    assert 'value="soon"' in page.content.decode()
    browser.post(story_page("change", story), {**page_form_values(page), "embargo_until": ""})
    assert Story.objects.get().headline == "Dam fails"
    assert not Draft.objects.exists()
    assert "You left unsaved words here" not in words_of(browser.get(story_page("change", story)))


def test_words_left_are_one_s_own():
    story = a_story()
    send_draft(a_browser(), story, headline="Dam fails")

    page = words_of(a_browser("chief").get(story_page("change", story), restore_query()))

    assert "You left unsaved words" not in page
    assert "Dam fails" not in page


def test_words_that_the_story_has_are_not_offered():
    story, browser = a_story(), a_browser()
    send_draft(browser, story)

    assert "You left unsaved words" not in words_of(browser.get(story_page("change", story)))


def test_words_left_meet_a_save_in_between_and_overwrite_nothing():
    story, browser = a_story(body="The dam held.\n\nNobody was hurt."), a_browser()
    send_draft(browser, story, headline="Dam fails", body="The dam held.\n\nNobody was hurt.")
    rewrite(story, "The dam held.\n\nTwo were hurt.")

    words = page_form_values(browser.get(story_page("change", story), restore_query()))
    answer = browser.post(story_page("change", story), words)

    assert words["based_on"] == story.save_number
    assert answer.status_code == 409
    assert Story.objects.get().headline == story.headline
    assert Draft.objects.exists()
    merged = answer.context_data["form"]
    assert (merged["headline"].value(), merged["body"].value()) == ("Dam fails", "The dam held.\n\nTwo were hurt.")


def test_words_that_were_only_offered_outlast_a_save():
    story, browser = a_story(), a_browser()
    send_draft(browser, story, headline="Dam fails")

    browser.post(story_page("change", story), form_values(story, desk_note="Call Selda.", page=ANOTHER))

    assert Draft.objects.get().fields["headline"] == "Dam fails"


def test_words_left_are_dropped_by_their_button():
    story, browser = a_story(), a_browser()
    send_draft(browser, story, headline="Dam fails")
    browser.post(NEW, {"headline": "Another", "draft": "1", "page": ANOTHER})

    answer = browser.post(story_page("drop", story), {"page": PAGE})

    assert answer.url == story_page("change", story)
    assert [draft.story for draft in Draft.objects.all()] == [None]
    assert browser.post(f"{NEW}drop/", {"page": ANOTHER}).url == ADD
    assert not Draft.objects.exists()


@pytest.mark.parametrize("button", ["save", "file"])
def test_draft_of_a_new_story_goes_when_it_is_opened(button):
    browser = a_browser()
    words = {"headline": "Dam holds", "slugline": "Dam", "source": a_source().pk, "section": a_section().pk,
             "language": "en", "urgency": "5", "based_on": "0", "page": PAGE}  # fmt: skip
    browser.post(NEW, {**words, "draft": "1"})
    assert Draft.objects.exists()

    browser.post(ADD, {**words, button: "1"})

    assert Story.objects.get().headline == "Dam holds"
    assert not Draft.objects.exists()


def test_form_tells_the_browser_that_what_it_sent_arrived():
    story, browser = a_story(), a_browser()
    before = browser.get(story_page("change", story)).content.decode()

    browser.post(story_page("change", story), form_values(story, headline="Dam fails", file="1", sending="7-x"))
    browser.post(
        story_page("change", story), form_values(story, headline="Dam falls", sending="8-y")
    )  # too late: it is not saved

    after = browser.get(story_page("change", story)).content.decode()
    assert 'data-arrivals=""' in before
    assert 'data-arrivals="7-x"' in after


@pytest.mark.parametrize("sending", ["", "x" * 41, '"><b>', "a b"])
def test_names_that_no_browser_of_ours_gives_are_not_kept(sending):
    story, browser = a_story(), a_browser()

    browser.post(story_page("change", story), form_values(story, headline="Dam fails", sending=sending))

    assert 'data-arrivals=""' in browser.get(story_page("change", story)).content.decode()


def test_words_that_came_too_late_are_kept_and_go_when_the_text_of_both_is_saved():
    story, browser = a_story(), a_browser()
    stale = form_values(story, desk_note="Call", page=PAGE)
    rewrite(story, "Other words.", by=an_editor("olaf"))

    both = browser.post(story_page("change", story), stale)
    draft = Draft.objects.get()
    browser.post(story_page("change", story), page_form_values(both))

    assert (draft.page, draft.fields["desk_note"], draft.based_on) == (PAGE, "Call", story.save_number)
    assert Story.objects.get().desk_note == "Call"
    assert not Draft.objects.exists()


def test_words_that_came_too_late_are_not_kept_where_they_may_be_taken_down():
    story = a_chain("Urgent", "1st LD")
    stale = form_values(story, desk_note="Call", page=PAGE)
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    assert a_browser().post(story_page("change", story), stale).status_code == 409
    assert not Draft.objects.exists()


def test_designator_of_the_next_filing_stands_with_the_words_that_are_taken_up():
    story, browser = a_chain("Urgent"), a_browser()
    send_draft(browser, story, headline="Dam fails")

    page = browser.get(story_page("change", story), {**restore_query(), "next": "1"})

    assert (page.context_data["form"]["headline"].value(), page.context_data["form"]["designator"].value()) == (
        "Dam fails",
        "1st LD",
    )


def test_take_down_forgets_what_anybody_typed():
    story = a_chain("Urgent", "1st LD")
    other = a_story()
    for each, page in ((story, PAGE), (other, ANOTHER)):
        desk.keep_draft(each, {"headline": "Dam fails"}, by=an_editor("vera"), now=NOON, page=page)

    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    assert [draft.story for draft in Draft.objects.all()] == [other]


def test_form_from_before_a_take_down_brings_no_words_back():
    story = a_chain("Urgent", "1st LD")
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    answer = send_draft(a_browser(), story, headline="Dam fails")

    assert answer.status_code == 400
    assert "taken down" in answer.json()["refused"]
    assert not Draft.objects.exists()


def test_who_is_not_signed_in_is_told_so_and_led_nowhere(client):
    story = a_story()

    answers = [
        client.post(story_page("sitting", story), form_values(story, draft="1")),
        client.post(NEW, {"draft": "1"}),
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert [answer.json() for answer in answers] == [
        {"login": f"/admin/login/?next=%2Fadmin%2Fstories%2Fstory%2F{story.pk}%2Fchange%2F"},
        {"login": "/admin/login/?next=%2Fadmin%2Fstories%2Fstory%2Fadd%2F"},
    ]
    assert not Draft.objects.exists()


def test_words_need_the_form_s_own_token():
    story = a_story()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(an_editor(), backend="django.contrib.auth.backends.ModelBackend")

    assert send_draft(browser, story).status_code == 403
    assert not Draft.objects.exists()


def test_reporter_may_and_ticker_producer_may_not():
    story = a_story()

    assert send_draft(a_browser("reporter"), story).status_code == 200
    assert send_draft(a_browser("ticker producer"), story).status_code == 403
    assert a_browser("ticker producer").post(NEW, {"draft": "1"}).status_code == 403
    assert [draft.editor.username for draft in Draft.objects.all()] == ["a-reporter"]
