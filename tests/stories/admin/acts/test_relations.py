"""Relations of a story, in the sidebar of its pages."""

import pytest

from stories import desk
from stories.models import StoryRelation
from tests.builders import NOON, a_chain, a_story
from tests.stories.admin.browser import a_browser, story_page, words_of

pytestmark = pytest.mark.django_db


def test_relation_is_added_seen_from_both_and_taken_back():
    story, other = a_chain("Urgent", slugline="Karse-Dam"), a_story(slugline="Karse-Ferries")
    browser = a_browser()

    added = browser.post(
        story_page("relate", story),
        {"kind": "sidebar", "other": other.pk, "back": "stories_story_history"},
        follow=True,
    )

    assert added.redirect_chain == [(f"{story_page('history', story)}#relations", 302)]
    assert f"sidebar to Karse-Ferries #{other.pk}" in words_of(added)
    page = words_of(browser.get(story_page("change", other)))
    assert f"with the sidebar Karse-Dam #{story.pk} Dam at Karse Head holds said by a-editor Take back" in page
    relation = StoryRelation.objects.get()
    browser.post(story_page("unrelate", other, relation.pk))
    assert "It is related to no other story." in words_of(browser.get(story_page("change", other)))


def test_mistake_stays_in_the_form():
    story = a_story()

    page = a_browser().post(story_page("relate", story), {"kind": "sidebar", "other": story.pk + 1})

    assert f"There is no story {story.pk + 1}." in words_of(page)
    assert not StoryRelation.objects.exists()


def test_ticker_producer_sees_relations_and_changes_none():
    story = a_story()
    relation = desk.relate(story, a_story(slugline="Karse-Ferries"), StoryRelation.Kind.RELATED, by=None, now=NOON)
    browser = a_browser("ticker producer")

    page = browser.get(story_page("change", story))

    assert "related to Karse-Ferries" in words_of(page)
    assert story_page("relate", story) not in page.content.decode()
    assert story_page("unrelate", story, relation.pk) not in page.content.decode()
