"""The page that takes words down: it shows where they stand, asks for the number, and names other stories."""

import pytest

from stories import copy
from stories.copy.gaps import GAP
from stories.models import Filing
from tests.builders import a_chain, a_filing, a_story, filings
from tests.stories.admin.browser import a_browser, story_page, words_of

pytestmark = pytest.mark.django_db


def test_words_are_looked_for_first_and_taken_out_of_chosen_stories():
    story = a_chain("Urgent", headline="Edda Roan opens the gate")
    other = a_story(slugline="Gate-Two", headline="Gate of Edda Roan holds")
    a_filing(other, "Urgent")
    browser = a_browser("chief")
    page = story_page("take_down_phrases", story)
    asked = {"phrases": "Edda Roan", "reason": "Removed by order of a court."}

    opened = words_of(browser.get(page))
    looked = browser.post(page, {**asked, "look": "1"})
    mistaken = browser.post(page, {**asked, "number": story.pk + 7})
    kept = filings(story)[0].headline
    done = browser.post(page, {**asked, "others": [other.pk], "number": story.pk}, follow=True)

    assert "Each of the words becomes a marked gap" in opened
    assert "Where they are Write the words, then press" in opened
    assert "Where they are Version 1, Urgent … Edda Roan opens the gate …" in words_of(looked)
    assert "Gate-Two #" in words_of(looked)
    assert f'name="others" value="{other.pk}"' in looked.content.decode()
    assert f"This is story {story.pk}, not {story.pk + 7}. Nothing was done." in words_of(mistaken)
    assert kept == "Edda Roan opens the gate"
    assert "The words are gone: 2 gaps, marked for readers, and on record." in words_of(done)
    assert set(Filing.objects.values_list("headline", flat=True)) == {f"{GAP} opens the gate", f"Gate of {GAP} holds"}
    assert "Take down words …" in words_of(browser.get(story_page("history", story)))


@pytest.mark.parametrize(
    ("phrases", "refusal"),
    [
        ("", "This field is required."),
        ("x", "“x” can't be looked for. Write two letters at least, and up to twenty phrases."),
        ("Nobody here", "These words are nowhere in this story. Type them as the copy has them."),
        ("a court", "Readers see the reason, so it can't contain the words to remove."),
    ],
)
def test_words_that_cannot_be_taken_down_are_refused(phrases, refusal):
    story = a_chain("Urgent")

    page = a_browser("chief").post(
        story_page("take_down_phrases", story),
        {"phrases": phrases, "reason": "Removed by order of a court.", "number": story.pk},
    )

    assert refusal in words_of(page)
    assert GAP not in copy.plain_text(filings(story)[0].blocks)
