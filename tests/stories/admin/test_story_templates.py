"""Templates that fill a new story's form, and snippets that stand in for paragraphs."""

import pytest
from django.urls import reverse

from stories import copy
from stories.models import Person, Snippet, Story, StoryTemplate
from tests.builders import a_section, a_source, a_story, an_editor
from tests.stories.admin.browser import a_browser, form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

WEATHER = {
    "name": "Weather",
    "slugline": "Weather-Oren",
    "headline": "Weather for Oren",
    "body": "Rain, then sun.\n\n/about-vesper",
    "urgency": 6,
    "designator": "1st ld",
}


def test_new_story_begins_with_a_template_of_ones_own_section():
    world, sport = a_section("World"), a_section("Sport")
    chief = a_browser("chief")
    saved = chief.post(reverse("admin:stories_storytemplate_add"), {**WEATHER, "section": world.pk})
    refused = chief.post(reverse("admin:stories_storytemplate_add"), {**WEATHER, "name": "Odd", "designator": "Oddly"})
    StoryTemplate.objects.create(name="Results", section=sport)
    StoryTemplate.objects.create(name="Advisory")
    reporter = an_editor("vera", group="reporter")
    Person.objects.create(user=reporter).sections.set([world])
    browser = sign_in(reporter)

    weather = StoryTemplate.objects.get(name="Weather")
    page = browser.get(reverse("admin:stories_story_add"), {"template": weather.pk})

    assert saved.status_code == 302
    assert "“Oddly” is no designator." in words_of(refused)
    assert "Begin with a template: Advisory Weather World" in words_of(page)
    form = page.context["form"]
    names = ("headline", "slugline", "urgency", "section", "designator")
    assert [form[name].value() for name in names] == ["Weather for Oren", "Weather-Oren", 6, world.pk, "1st LD"]
    assert "Rain, then sun." in form["body"].value()
    assert Story.objects.count() == 0


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999999"])
def test_template_that_is_not_there_leaves_the_form_empty(number):
    page = a_browser().get(reverse("admin:stories_story_add"), {"template": number})

    assert (page.status_code, page.context["form"]["headline"].value()) == (200, "")


def test_name_of_a_snippet_becomes_its_text_when_the_story_is_saved():
    body = copy.to_json(copy.from_typed("Vesper is <em>an agency</em>.\n\nIt has two desks."))
    Snippet.objects.create(name="about-vesper", body=body)
    story = a_story(source=a_source())
    browser = a_browser()
    typed = "The dam held.\n\n/about-vesper\n\n/nobody-knows\n\nSee /about-vesper for more."

    browser.post(story_page("change", story), {**form_values(story), "body": typed})

    assert copy.to_typed(Story.objects.get(pk=story.pk).blocks) == (
        "The dam held.\n\nVesper is <em>an agency</em>.\n\nIt has two desks.\n\n/nobody-knows\n\n"
        "See /about-vesper for more."
    )
    assert "/about-vesper Vesper is an agency." in words_of(browser.get(story_page("change", story)))
