"""An editor who is kept to some sections brings no story into another one, by whatever way."""

import pytest

from stories import desk
from stories.models import Person, Story
from tests.builders import NOON, a_chain, a_section, a_story, an_editor
from tests.stories.admin.browser import page_form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

BULK_MOVE = "/admin/stories/story/many/move/"


@pytest.fixture
def browser():
    """Return the browser of an editor who files to World alone."""
    person = an_editor("pia")
    Person.objects.create(user=person).sections.add(a_section("World"))
    return sign_in(person)


def save_in_section(browser, story, name):
    """Save a story with a section chosen, by its name, or none; return the answer."""
    address = story_page("change", story)
    chosen = a_section(name).pk if name else ""
    return browser.post(address, {**page_form_values(browser.get(address)), "section": chosen, "save": "1"})


def section_of(story):
    """Return the name of the section that a story stands in now; empty for none."""
    section = Story.objects.select_related("section").get(pk=story.pk).section
    return section.name if section else ""


@pytest.mark.parametrize(
    ("old", "new", "then"),
    [
        ("World", "Sport", "World"),
        ("Sport", "World", "Sport"),
        ("Sport", "", "Sport"),
        ("", "Sport", ""),
        ("World", "", ""),
        ("", "World", "World"),
    ],
)
@pytest.mark.parametrize("filed", [False, True])
def test_story_is_saved_in_their_sections_and_in_none_alone(browser, old, new, then, filed):
    section = a_section(old) if old else None
    story = a_chain("Urgent", section=section) if filed else a_story(section=section)

    answer = save_in_section(browser, story, new)

    assert section_of(story) == then
    assert ("You file to other sections" in words_of(answer)) == (new != then)


def test_way_by_none_leads_to_no_other_section(browser):
    story = a_story(section=a_section("World"))

    save_in_section(browser, story, "")
    save_in_section(browser, story, "Sport")
    browser.post(BULK_MOVE, {"story": [story.pk], "section": a_section("Sport").pk, "sure": "1"})

    assert section_of(story) == ""


def test_story_that_is_scheduled_without_a_section_is_released_in_no_other(browser):
    story = a_story(section=None)
    when = NOON.replace(year=NOON.year + 5)
    desk.schedule(story, at=when, by=None, now=NOON, designator="", note="", based_on=story.save_number)
    address = story_page("change", story)
    values = {**page_form_values(browser.get(address)), "section": a_section("Sport").pk, "keep_time": "1"}
    browser.post(address, values)

    assert section_of(story) == ""


def test_version_of_another_section_becomes_no_story_of_its_own(browser):
    story = a_chain("Urgent", "1st LD", section=a_section("Sport"))
    story = desk.change_section(story, a_section("World"), by=None, now=NOON)
    form = {"to": "new", "reason": "Another flood"}

    refused = browser.post(story_page("elsewhere", story, 2), form)
    stories = Story.objects.count()
    sign_in(an_editor("vera")).post(story_page("elsewhere", story, 2), form)

    assert refused.status_code == 403
    assert "The version stands in Sport, which is not among your sections." in words_of(refused)
    assert (stories, Story.objects.count()) == (1, 2)
