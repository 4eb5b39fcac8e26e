"""Relations of a story, in the sidebar of its pages."""

import pytest

from stories import desk
from stories.models import Person, StoryRelation
from tests.builders import NOON, a_chain, a_section, a_story, an_editor
from tests.stories.admin.browser import a_browser, sign_in, story_page, words_of

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


@pytest.mark.parametrize(
    ("group", "filed", "sections", "is_done"),
    [
        ("reporter", (), (), True),
        ("reporter", ("other",), (), False),
        ("reporter", ("story",), (), False),
        ("editor", ("other",), (), True),
        ("editor", ("other",), ("World",), False),
        ("editor", ("story",), ("World",), False),
        ("editor", (), ("World",), True),
    ],
)
def test_what_readers_see_takes_whoever_may_file_both(group, filed, sections, is_done):
    makers = {name: a_chain if name in filed else a_story for name in ("story", "other")}
    story = makers["story"](section=a_section("World"))
    other = makers["other"](section=a_section("Sport"), slugline="Karse-Ferries")
    person = an_editor("vera", group=group)
    Person.objects.create(user=person).sections.set(map(a_section, sections))
    browser = sign_in(person)

    browser.post(story_page("relate", story), {"kind": "sidebar", "other": other.pk})

    assert StoryRelation.objects.exists() == is_done
    relation = desk.relate(story, other, StoryRelation.Kind.SIDEBAR, by=None, now=NOON)
    unrelate = story_page("unrelate", story, relation.pk)
    assert (unrelate in browser.get(story_page("change", story)).content.decode()) == is_done
    assert browser.post(unrelate).status_code == (302 if is_done else 403)


def test_ticker_producer_sees_relations_and_changes_none():
    story = a_story()
    relation = desk.relate(story, a_story(slugline="Karse-Ferries"), StoryRelation.Kind.RELATED, by=None, now=NOON)
    browser = a_browser("ticker producer")

    page = browser.get(story_page("change", story))

    assert "related to Karse-Ferries" in words_of(page)
    assert story_page("relate", story) not in page.content.decode()
    assert story_page("unrelate", story, relation.pk) not in page.content.decode()
