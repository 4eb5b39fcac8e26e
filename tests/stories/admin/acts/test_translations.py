"""Translations opened beside their original, told of what changed there; and other stories found by words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stories import desk
from stories.models import Notification, Story, StoryRelation, Translation
from tests.builders import NOON, a_chain, a_filing, a_story, an_editor, rewrite
from tests.stories.admin.browser import a_browser, story_page, words_of

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def test_translation_is_opened_and_told_when_the_original_is_filed_again():
    original = a_chain("Urgent", slugline="Karse-Dam")
    browser = a_browser()

    refused = browser.post(story_page("translate", original), {"language": "en-GB"})
    opened = browser.post(story_page("translate", original), {"language": "fr"}, follow=True)

    assert "The original is in “en”. Choose another." in words_of(refused)
    story = Story.objects.exclude(pk=original.pk).get()
    assert (story.language, story.slugline, story.headline) == ("fr", "Karse-Dam", original.headline)
    assert story.blocks == original.blocks
    assert StoryRelation.objects.values_list("story", "other", "kind").get() == (story.pk, original.pk, "translation")
    page = words_of(browser.get(story_page("change", story)))
    assert f"The original, story #{original.pk}" in words_of(opened)
    assert "It was filed again" not in page
    assert (desk.tell_translators(NOON), Notification.objects.count()) == (0, 0)

    edda = an_editor("edda")
    a_filing(rewrite(original, "The dam burst on Tuesday.", now=LATER, by=edda), "1st LD", now=LATER, by=edda)

    assert [desk.tell_translators(LATER), desk.tell_translators(LATER)] == [1, 0]
    assert Notification.objects.values_list("story", "what", "person__username", "by__username").get() == (
        story.pk,
        "original",
        "a-editor",
        "edda",
    )
    page = words_of(browser.get(story_page("change", story)))
    assert "It was filed again: version 2. This translation has the words of version 1." in page
    assert "What changed in it" in page
    browser.post(story_page("original", story), {"number": 2})
    assert Translation.objects.get().based_on == 2
    assert "It was filed again" not in words_of(browser.get(story_page("change", story)))


def test_other_story_is_found_by_words_and_chosen_among_several():
    story = a_story(slugline="Kestrel-Count", headline="Kestrels counted")
    first = a_story(slugline="Ferry-One", headline="Ferry sails at noon")
    second = a_story(slugline="Ferry-Two", headline="Ferry sails at night")
    browser = a_browser()
    send = {"kind": "background", "back": "stories_story_change"}

    several = browser.post(story_page("relate", story), {**send, "other": "ferry sails"})
    none = browser.post(story_page("relate", story), {**send, "other": "walrus"})
    chosen = browser.post(story_page("relate", story), {**send, "other": "ferry sails", "other-chosen": second.pk})
    one = browser.post(story_page("relate", story), {**send, "other": "ferry noon"})
    suggested = browser.get(reverse("admin:stories_story_suggest"), {"q": "ferry noon"})

    assert "Several stories have these words: choose one." in words_of(several)
    assert f'name="other-chosen" value="{first.pk}"' in several.content.decode()
    assert "No story has these words. Try others, or its number." in words_of(none)
    assert (chosen.status_code, one.status_code) == (302, 302)
    assert set(StoryRelation.objects.values_list("story", "other", "kind")) == {
        (story.pk, first.pk, "background"),
        (story.pk, second.pk, "background"),
    }
    assert suggested.json() == {
        "stories": [{"line": f"#{first.pk} Ferry sails at noon", "note": "Ferry-One · waiting"}]
    }


def test_substitute_of_a_kill_is_found_by_words_among_live_stories():
    story, live = a_chain("Urgent"), a_chain("Urgent", slugline="Ferry", headline="Ferry sails at noon")
    a_story(slugline="Ferry-Two", headline="Ferry sails at night")
    browser = a_browser("chief")

    browser.post(
        story_page("kill", story), {"reason": "It was wrong.", "substitute": "ferry sails", "number": story.pk}
    )

    assert StoryRelation.objects.filter(story=live).exists() or story.notices.get().substitute_id == live.pk
