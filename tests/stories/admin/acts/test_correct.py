"""The page that corrects the newest filing: its suggestions, questions and refusals."""

import pytest

from stories import desk
from stories.models import Amends, Story
from tests.builders import NOON, a_chain, filings, rewrite
from tests.stories.admin.browser import a_browser, story_page, words_of

pytestmark = pytest.mark.django_db


def again(story):
    return Story.objects.get(pk=story.pk)


def test_figures_proposed_for_a_correction_are_proposed_anew():
    lead = "Two towns below the dam were told to leave on Tuesday."
    story = rewrite(a_chain("Urgent", body=lead), lead.replace("Two", "Three"))
    browser = a_browser()
    found = browser.get(story_page("correct", story)).context_data["form"]
    typed = {name: found[name].value() for name in ("amends", "wrong", "right", "note", "based_on")}
    rewrite(story, lead.replace("Two", "Four"))

    form = browser.post(story_page("correct", story), typed).context_data["form"]

    assert "Three" in typed["right"]
    assert "Four" in form["right"].value()


def test_correct_page_proposes_what_was_wrong_and_what_is_right():
    told = "towns below the dam at Karse Head were told to leave on Tuesday."
    story = rewrite(a_chain("Urgent", body=f"Two {told}"), f"Three {told}")

    form = a_browser().get(story_page("correct", story)).context_data["form"]

    assert (form["wrong"].value(), form["right"].value()) == (f"Two {told}", f"Three {told}")
    assert form["note"].value() == "Corrects figure from two to three in 1st paragraph"
    assert form["amends"].value() == Amends.CORRECTION


def test_correct_files_with_both_sentences():
    story = rewrite(a_chain("Urgent"), "Three towns are dry.")

    a_browser().post(
        story_page("correct", story),
        {
            "amends": "correction",
            "wrong": "Two towns",
            "right": "Three towns",
            "note": "",
            "based_on": story.save_number,
        },
    )

    filing = filings(story)[-1]
    assert (filing.amends, filing.wrong, filing.right) == (Amends.CORRECTION, "Two towns", "Three towns")
    assert again(story).is_corrected


def test_correction_without_its_words_is_refused_and_a_refile_is_not():
    story = rewrite(a_chain("Urgent"), "Three towns are dry.")
    browser = a_browser()

    page = browser.post(
        story_page("correct", story), {"amends": "correction", "wrong": "", "right": "", "based_on": story.save_number}
    )
    assert "A correction tells readers what was wrong and what is right. Write both." in words_of(page)

    browser.post(story_page("correct", story), {"amends": "refile", "based_on": story.save_number})
    assert filings(story)[-1].amends == Amends.REFILE


def test_correct_page_says_when_there_is_nothing_to_correct():
    words = words_of(a_browser().get(story_page("correct", a_chain("Urgent"))))

    assert "The working copy is the same as the newest filing. Put the text right first" in words


@pytest.mark.parametrize(
    ("right", "note", "doubted"),
    [
        ("Fixes the number of towns", "", "What is right: “Fixes” plays down the error"),
        ("fixed: three towns", "", "What is right: “fixed” plays down the error"),
        ("“Clarified”: three towns", "", "What is right: “Clarified” plays down the error"),
        ("Three towns", "Recasts lead", "Editor's note: “Recasts” plays down the error"),
        ("Three towns", "recast lead", "Editor's note: “recast” plays down the error"),
        ("Three towns", "CHANGES headline", "Editor's note: “CHANGES” plays down the error"),
    ],
)
def test_correction_that_begins_with_a_lesser_word_is_asked_about_once(right, note, doubted):
    story = rewrite(a_chain("Urgent"), "Three towns are dry.")
    browser = a_browser()
    typed = {"amends": "correction", "wrong": "Two towns", "right": right, "note": note, "based_on": story.save_number}
    name = "note" if note else "right"

    page = browser.post(story_page("correct", story), typed)

    assert doubted in words_of(page)
    assert "File it with these words all the same" in words_of(page)
    form = page.context_data["form"]
    assert {field: form[field].value() for field in typed} == {**typed, "based_on": str(story.save_number)}
    assert f'id="act-{name}_error"' in page.content.decode()
    assert f"act-{name}_error" in form[name].aria_describedby
    assert len(filings(story)) == 1

    browser.post(story_page("correct", story), {**typed, "all_the_same": "on"})

    second = filings(story)[-1]
    assert (second.right, second.note, second.amends) == (right, note, Amends.CORRECTION)


@pytest.mark.parametrize(
    ("amends", "right", "note"),
    [
        ("correction", "Three towns", "Corrects number of towns"),
        ("correction", "Fixtures stand as printed", "Changeover on Monday"),
        ("clarification", "Clarifies that three towns", "Clarifies number"),
        ("refile", "", "Fixes a typing error"),
    ],
)
def test_other_words_and_classes_are_filed_at_the_first_press(amends, right, note):
    story = rewrite(a_chain("Urgent"), "Three towns are dry.")
    browser = a_browser()

    assert "all the same" not in words_of(browser.get(story_page("correct", story)))
    browser.post(
        story_page("correct", story),
        {"amends": amends, "wrong": "Two towns", "right": right, "note": note, "based_on": story.save_number},
    )

    assert (filings(story)[-1].amends, filings(story)[-1].note) == (amends, note)


def test_words_filed_all_the_same_stay_ticked_when_the_story_moved_meanwhile():
    story = rewrite(a_chain("Urgent"), "Three towns are dry.")
    rewrite(story, "Four towns are dry.")

    page = a_browser().post(
        story_page("correct", story),
        {"amends": "correction", "wrong": "Two", "right": "Fixes: three", "all_the_same": "on",
         "based_on": story.save_number},
    )  # fmt: skip

    assert page.status_code == 409
    assert "File it with these words all the same" in words_of(page)
    assert page.context_data["form"]["all_the_same"].value() is True


def test_correct_page_proposes_the_note_and_keeps_the_editors_own():
    lead = "Two towns below the dam were told to leave on Tuesday."
    story = rewrite(a_chain("Urgent", body=lead), f"{lead}\n\nThe minister came.")
    browser = a_browser()
    assert (
        browser.get(story_page("correct", story)).context_data["form"]["note"].value()
        == "Corrects to add 2nd paragraph"
    )

    story.note = "Corrects towns"
    desk.save(story, by=None, now=NOON, based_on=story.save_number)
    assert browser.get(story_page("correct", story)).context_data["form"]["note"].value() == "Corrects towns"


def test_proposed_note_of_a_correction_is_not_one_that_is_asked_about():
    story = rewrite(a_chain("Urgent", body="The dam held."), "The dam held.", headline="Dam at Karse Head fails")
    browser = a_browser()

    noted = {
        act: browser.get(story_page(act, story)).context_data["form"]["note"].value() for act in ("file", "correct")
    }

    assert noted == {"file": "Changes headline", "correct": "Corrects headline"}
