"""New leads from the wire never overwrite the desk: both texts are merged, and nothing of either is lost."""

import json
from datetime import UTC, timedelta

import pytest
from django.utils import timezone
from reversion.models import Version

from stories import copy, desk, intake
from stories.intake.options import IntakeOptions, OnArrival
from stories.models import Delivery, Filing, Item, Notification, Outcome, Person, Story
from stories.models.packed_json import version_text
from tests.builders import NOON, a_filing, a_section, a_story, an_editor
from tests.stories.admin.browser import a_browser, form_values, page_form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

LEAD = "Water ran over the dam at Karse Head on Tuesday, and two towns were told to leave."
RAIN = "A third of the rain of an ordinary year has fallen on the hills above the lake in six days."
SIREN = "The sirens were heard as far as Northport, the warden said, and nobody was hurt."


def take_next_version(number, headline, *paragraphs, now=NOON, on_arrival=OnArrival.FILE, **fields):
    """Take in the next version of a wire story, filed at once where nobody has changed it, unless said otherwise."""
    piece = {
        "uri": "urn:example:dam", "version": str(number), "versioncreated": f"2026-02-10T11:{number:02}:00Z",
        "type": "text", "source": "Vesper", "headline": headline, "body_text": "\n\n".join(paragraphs),
        **fields,
    }  # fmt: skip
    return intake.take(
        f"{number}.json", json.dumps(piece).encode(), now=now, options=IntakeOptions(on_arrival=on_arrival)
    )[0]


def again(story):
    return Story.objects.get(pk=story.pk)


def edit_copy(story, *paragraphs, by=None, **fields):
    """Return the story with an editor's own words in its working copy."""
    story = again(story)
    story.body = copy.to_json(copy.from_typed("\n\n".join(paragraphs)))
    for name, value in fields.items():
        setattr(story, name, value)
    return desk.save(story, by=by or an_editor("vera"), now=NOON, based_on=story.save_number)


def an_edited_story_with_new_lead(lead=LEAD, **fields):
    """Return a story with an editor's own paragraph, and the lead that came meanwhile."""
    story = take_next_version(1, "Urgent: Dam overtops", LEAD, RAIN).story
    edit_copy(story, lead, RAIN, "Our own reporter saw boats in the streets.")
    item = take_next_version(
        2, "1st LD: Dam overtops, three towns dry", LEAD.replace("two", "three"), SIREN, RAIN, **fields
    )
    return again(story), item


def test_what_came_meanwhile_is_kept_and_the_story_says_so():
    story, item = an_edited_story_with_new_lead()

    words = words_of(a_browser().get(story_page("change", story)))

    assert "New copy from Vesper came at" in words
    assert "Put it together with yours" in words
    assert item.waits_beside_edits
    assert "Our own reporter" in copy.plain_text(story.blocks)


def test_own_words_are_carried_to_the_new_text():
    story, item = an_edited_story_with_new_lead()

    page = a_browser().get(story_page("rebase", story, item.pk))

    assert page.status_code == 200
    assert page_form_values(page)["body"] == "\n\n".join(
        [LEAD.replace("two", "three"), SIREN, RAIN, "Our own reporter saw boats in the streets."]
    )
    assert page_form_values(page)["headline"] == "Dam overtops, three towns dry"
    assert page_form_values(page)["designator"] == "1st LD"
    words = words_of(page)
    assert "What the wire changed" in words
    assert "What you changed" in words
    assert again(story).save_number == story.save_number


def test_the_text_of_both_is_saved_and_filed_from_both():
    story, item = an_edited_story_with_new_lead()
    browser = a_browser()
    page = browser.get(story_page("rebase", story, item.pk))

    answer = browser.post(story_page("rebase", story, item.pk), {**page_form_values(page), "save": "1"})

    assert answer.status_code == 302
    story = again(story)
    assert "Our own reporter" in copy.plain_text(story.blocks)
    assert SIREN in copy.plain_text(story.blocks)
    assert "New copy from" not in words_of(browser.get(story_page("change", story)))
    filing = desk.file(story, by=None, now=NOON, designator="1st LD", note="", based_on=story.save_number)
    assert Item.objects.get(pk=item.pk).filing == filing


def test_the_text_of_both_is_saved_and_filing_it_comes_next():
    story, item = an_edited_story_with_new_lead()
    browser = a_browser()
    page = browser.get(story_page("rebase", story, item.pk))

    answer = browser.post(
        story_page("rebase", story, item.pk), {**page_form_values(page), "headline": "Both", "file": "1"}
    )

    assert answer.url == story_page("file", story)
    assert again(story).headline == "Both"
    assert not Item.objects.get(pk=item.pk).waits_beside_edits


def test_the_text_of_the_wire_stands_in_the_history_before_the_text_of_both():
    story, item = an_edited_story_with_new_lead()
    browser = a_browser()
    page = browser.get(story_page("rebase", story, item.pk))

    browser.post(story_page("rebase", story, item.pk), {**page_form_values(page), "save": "1"})

    both, wire = Version.objects.get_for_object(story).select_related("revision")[:2]
    assert [(each.revision.comment, str(each.revision.user)) for each in (both, wire)] == [
        ("Put together with what came from Vesper", "a-editor"),
        ("1st LD arrived from Vesper", "None"),
    ]
    assert "Our own reporter" not in version_text(wire)


def merge_and_file(story, item, **changes):
    """Save the merge of wire copy and working copy as the page proposes it, and file it."""
    browser, address = a_browser(), story_page("rebase", story, item.pk)
    browser.post(address, {**page_form_values(browser.get(address)), **changes, "save": "1"})
    return a_filing(story, "1st LD", by=an_editor("vera"))


def test_own_words_that_were_filed_are_carried_to_every_lead_to_come():
    story, item = an_edited_story_with_new_lead()
    merge_and_file(story, item)

    item = take_next_version(3, "2nd LD: Dam overtops, four towns dry", LEAD.replace("two", "four"), SIREN)
    page = a_browser().get(story_page("rebase", story, item.pk))

    assert (item.outcome, item.waits_beside_edits) == (Outcome.WAITING, True)
    assert page_form_values(page)["body"] == "\n\n".join(
        [LEAD.replace("two", "four"), SIREN, "Our own reporter saw boats in the streets."]
    )


def test_a_lead_does_not_replace_what_the_desk_filed():
    story = take_next_version(1, "Urgent: Dam overtops", LEAD, RAIN).story
    edit_copy(story, LEAD.replace("two", "five"), RAIN)
    desk.correct(
        again(story), by=an_editor("vera"), now=NOON, wrong="Two.", right="Five.", based_on=again(story).save_number
    )

    item = take_next_version(2, "1st LD: Dam overtops", LEAD, SIREN, RAIN)

    assert (item.outcome, item.waits_beside_edits) == (Outcome.WAITING, True)
    assert "five" in Filing.public.story(story.pk).newest.body_html
    told = Notification.objects.get()
    assert (told.person.username, str(told), told.who) == (
        "vera", f"New copy beside yours: {story.slugline}", "the wire",
    )  # fmt: skip


def test_a_lead_goes_on_by_itself_once_the_desk_took_the_text_of_the_wire():
    story, item = an_edited_story_with_new_lead()
    merge_and_file(story, item, body="\n\n".join([LEAD.replace("two", "three"), SIREN, RAIN]))

    assert take_next_version(3, "2nd LD: Dam overtops, four towns dry", LEAD, SIREN).outcome == Outcome.FILED


def test_who_is_kept_to_sections_moves_no_story_of_anothers_by_putting_texts_together():
    story, item = an_edited_story_with_new_lead()
    story = desk.change_section(story, a_section("World"), by=None, now=NOON)
    theirs = a_section("Science")
    person = an_editor("pia")
    Person.objects.create(user=person).sections.add(theirs)
    browser, address = sign_in(person), story_page("rebase", story, item.pk)

    answer = browser.post(address, {**page_form_values(browser.get(address)), "section": theirs.pk, "file": "1"})

    assert "You file to other sections" in words_of(answer)
    assert again(story).section == a_section("World")


@pytest.mark.parametrize("gone", ["killed", "taken up", "taken down"])
def test_what_was_typed_while_the_story_or_the_copy_went_is_still_there(gone):
    story, item = an_edited_story_with_new_lead()
    browser, address = a_browser(), story_page("rebase", story, item.pk)
    sent = {**page_form_values(browser.get(address)), "headline": "Both of them", "save": "1"}
    if gone == "killed":
        desk.kill(again(story), by=None, now=NOON, reason="It was false.")
    elif gone == "taken up":
        browser.post(address, {**sent, "headline": "A colleague's"})
    else:
        desk.take_down(Filing.objects.get(), by=None, now=NOON, reason="A court said so.")

    answer = browser.post(address, sent)

    assert answer.status_code == (200 if gone == "killed" else 409)
    assert "Both of them" in words_of(answer) or page_form_values(answer)["headline"] == "Both of them"


def test_words_that_were_typed_and_not_saved_outlast_it():
    story, item = an_edited_story_with_new_lead()
    words, page = {"headline": "Dam fails"}, "0123456789abcdef"
    desk.keep_draft(story, words, by=an_editor("a-editor"), now=NOON, page=page, based_on=story.save_number)
    browser = a_browser()
    page = browser.get(story_page("rebase", story, item.pk))

    browser.post(story_page("rebase", story, item.pk), {**page_form_values(page), "save": "1"})

    assert "You left unsaved words here at" in words_of(browser.get(story_page("change", story)))


def test_embargo_of_what_arrived_is_in_the_form():
    ends = (timezone.now() + timedelta(hours=5)).replace(microsecond=0)
    story, item = an_edited_story_with_new_lead(embargoed=ends.isoformat())

    page = a_browser().get(story_page("rebase", story, item.pk))

    assert page.context_data["form"]["embargo_until"].value().replace(tzinfo=UTC) == ends


def test_clashes_are_shown_and_chosen():
    story, item = an_edited_story_with_new_lead(lead=LEAD.replace("two", "four"))
    browser = a_browser()
    asked = browser.get(story_page("rebase", story, item.pk))

    chosen = {"based_on": story.save_number, "text-0": "both"}
    page = browser.post(story_page("rebase", story, item.pk), chosen)

    assert [question.what for question in asked.context_data["choices"].questions()] == ["Text"]
    body = page_form_values(page)["body"]
    assert LEAD.replace("two", "four") in body
    assert LEAD.replace("two", "three") in body
    assert "Our own reporter" in body


def test_answers_to_another_working_copy_are_asked_for_anew():
    story, item = an_edited_story_with_new_lead(lead=LEAD.replace("two", "four"))
    edit_copy(story, LEAD.replace("two", "five"), RAIN)

    page = a_browser().post(story_page("rebase", story, item.pk), {"based_on": story.save_number, "text-0": "ours"})

    assert page.status_code == 409
    assert "five" in words_of(page)


def test_a_save_in_between_is_a_conflict_and_loses_nothing():
    story, item = an_edited_story_with_new_lead()
    browser = a_browser()
    page = browser.get(story_page("rebase", story, item.pk))
    edit_copy(story, LEAD, RAIN, "Boats were seen in the streets.")

    answer = browser.post(story_page("rebase", story, item.pk), {**page_form_values(page), "save": "1"})

    assert answer.status_code == 409
    assert "Boats were seen" in words_of(answer)
    assert "Our own reporter" in answer.content.decode()
    assert Item.objects.get(pk=item.pk).waits_beside_edits


def test_what_came_is_taken_up_after_a_conflict_too():
    story, item = an_edited_story_with_new_lead()
    browser, address = a_browser(), story_page("rebase", story, item.pk)
    page = browser.get(address)
    edit_copy(story, LEAD, RAIN, "Boats were seen in the streets.")
    conflict = browser.post(address, {**page_form_values(page), "aside": item.pk, "save": "1"})
    chosen = {
        **page_form_values(conflict),
        "found": conflict.context_data["found"],
        "aside": item.pk,
        "everywhere": "ours",
    }
    settled = browser.post(story_page("settle", story), chosen)

    answer = browser.post(settled.context_data["save_at"], {**page_form_values(settled), "save": "1"})

    assert (settled.context_data["save_at"], answer.status_code) == (address, 302)
    assert not Item.objects.get(pk=item.pk).waits_beside_edits


def test_a_look_at_both_texts_leaves_no_words_behind():
    story, item = an_edited_story_with_new_lead()

    assert "data-unsaved" not in a_browser().get(story_page("rebase", story, item.pk)).content.decode()


def test_a_text_that_cannot_be_saved_is_still_there():
    story, item = an_edited_story_with_new_lead()
    browser = a_browser()
    page = browser.get(story_page("rebase", story, item.pk))

    answers = [
        browser.post(story_page("rebase", story, item.pk), {**page_form_values(page), "save": "1", **wrong})
        for wrong in ({"headline": ""}, {"headline": "..."})
    ]

    assert all("Our own reporter" in answer.content.decode() for answer in answers)
    assert Item.objects.get(pk=item.pk).waits_beside_edits


def test_only_who_may_write_puts_texts_together():
    story, item = an_edited_story_with_new_lead()

    assert a_browser("ticker producer").get(story_page("rebase", story, item.pk)).status_code == 403
    assert a_browser("reporter").get(story_page("rebase", story, item.pk)).status_code == 200


def test_copy_whose_original_is_gone_or_that_is_taken_up_is_not_found():
    story, item = an_edited_story_with_new_lead()
    browser = a_browser()
    Delivery.objects.update(content=b"")
    gone = browser.get(story_page("rebase", story, item.pk)).status_code
    Item.objects.update(waits_beside_edits=False)

    assert (gone, browser.get(story_page("rebase", story, item.pk)).status_code) == (404, 404)
    assert browser.post(story_page("rebase", story, item.pk), form_values(story)).status_code == 404


def test_words_edited_long_ago_are_carried_all_the_same():
    story, item = an_edited_story_with_new_lead()
    for number in range(52):
        story = edit_copy(story, LEAD, RAIN, f"Our own reporter saw {number} boats.")

    page = a_browser().get(story_page("rebase", story, item.pk))

    assert page_form_values(page)["body"] == "\n\n".join(
        [LEAD.replace("two", "three"), SIREN, RAIN, "Our own reporter saw 51 boats."]
    )


def test_of_a_story_that_an_editor_began_every_word_is_chosen():
    story = a_story(body=RAIN, by=an_editor("vera"))
    item = take_next_version(1, "Dam overtops", LEAD)
    Item.objects.filter(pk=item.pk).update(story=story, filing=None, waits_beside_edits=True, outcome=Outcome.WAITING)

    page = a_browser().get(story_page("rebase", story, item.pk))

    assert [question.what for question in page.context_data["choices"].questions()] == ["Headline", "Text"]


def test_copy_that_is_not_needed_is_passed_over_and_stays_on_record():
    story, item = an_edited_story_with_new_lead()
    browser = a_browser()
    assert (
        f'action="{story_page("pass_over", story, item.pk)}"'
        in browser.get(story_page("change", story)).content.decode()
    )

    answer = browser.post(story_page("pass_over", story, item.pk), follow=True)
    again_pressed = browser.post(story_page("pass_over", story, item.pk), follow=True)

    item.refresh_from_db()
    assert (item.waits_beside_edits, item.outcome, item.reason) == (False, Outcome.SKIPPED, "An editor passed it over.")
    assert "The copy is no longer beside this story." in words_of(answer)
    assert "New copy from" not in words_of(answer)
    assert "That copy is no longer waiting alongside this story." in words_of(again_pressed)
    assert "Our own reporter" in copy.plain_text(again(story).blocks)
    assert Version.objects.get_for_object(story).first().revision.comment == "Passed over what came from Vesper"


def test_who_scheduled_it_is_told_where_texts_are_put_together():
    story, item = an_edited_story_with_new_lead()
    later = timezone.now() + timedelta(hours=1)
    desk.schedule(
        story, by=an_editor("edda"), now=timezone.now(), at=later, designator="", note="", based_on=story.save_number
    )
    browser, address = a_browser(), story_page("rebase", story, item.pk)

    browser.post(address, {**page_form_values(browser.get(address)), "save": "1"})

    assert again(story).release_at is None
    assert Notification.objects.get(what="unscheduled").person.username == "edda"
