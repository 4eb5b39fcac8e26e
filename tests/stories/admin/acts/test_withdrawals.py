"""The page of a story that the wire withdrew: its headline is kept back until somebody lets it stand."""

import pytest

from stories import desk
from stories.models import Notice
from tests.builders import NOON, a_chain, an_editor
from tests.stories.admin.browser import a_browser, story_page, words_of

pytestmark = pytest.mark.django_db

BUTTON = "Let the headline stand"


def a_withdrawn_story():
    story = a_chain("Urgent", headline="Mayor of Karn Bay arrested")
    return desk.kill(story, by=None, now=NOON, reason="The names were wrong.")


def test_page_shows_what_readers_are_told_and_the_headline_that_they_are_not():
    words = words_of(a_browser("chief").get(story_page("change", a_withdrawn_story())))

    assert "Readers are told: The names were wrong." in words
    assert "The headline is kept from them: Mayor of Karn Bay arrested" in words
    assert BUTTON in words


def test_button_lets_the_headline_stand_and_goes():
    story = a_withdrawn_story()

    page = a_browser("chief").post(story_page("reveal_headline", story), follow=True)

    assert "Readers now see the headline in the notice." in words_of(page)
    assert BUTTON not in words_of(page)
    assert Notice.objects.get().headline == "Mayor of Karn Bay arrested"


def test_second_press_is_refused_in_words():
    story = a_withdrawn_story()
    browser = a_browser("chief")
    browser.post(story_page("reveal_headline", story))

    assert "keeps no headline back" in words_of(browser.post(story_page("reveal_headline", story), follow=True))


def test_who_may_not_kill_sees_no_button_and_is_refused():
    story = a_withdrawn_story()

    words = words_of(a_browser("editor").get(story_page("change", story)))

    assert "The headline is kept from them:" in words
    assert BUTTON not in words
    assert a_browser("editor").post(story_page("reveal_headline", story)).status_code == 403
    assert Notice.objects.get().headline == ""


def test_act_without_token_is_refused():
    story = a_withdrawn_story()
    browser = a_browser("chief")
    browser.handler.enforce_csrf_checks = True

    assert browser.post(story_page("reveal_headline", story)).status_code == 403
    assert Notice.objects.get().headline == ""


def test_story_that_an_editor_killed_has_no_button():
    story = a_chain("Urgent")
    story = desk.kill(story, by=an_editor("clara", "chief"), now=NOON, reason="Wrong.", headline_at_fault=True)

    assert BUTTON not in words_of(a_browser("chief").get(story_page("change", story)))


def test_story_that_is_live_is_refused():
    story = a_chain("Urgent")

    page = a_browser("chief").post(story_page("reveal_headline", story), follow=True)

    assert "cannot be changed" in words_of(page)
