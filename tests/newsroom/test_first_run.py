"""The page that sets a newsroom up: what is there, what is proposed, and who lands on it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.urls import reverse

from stories.models import Section, Source
from tests.builders import a_section, a_source, a_story
from tests.stories.admin.browser import a_browser, words_of

pytestmark = pytest.mark.django_db

PAGE = "/admin/first-run/"
NEW = "barley-late-77"


def add(browser, part, *lines):
    """Send names to the page; return the page that follows."""
    model = part.removesuffix("s")
    return browser.post(PAGE, {"part": part, f"{model}-names": "\n".join(lines)}, follow=True)


def done_steps(page):
    """Return the parts of the page that are done."""
    return [step.part for step in page.context["steps"] if step.is_done]


def test_empty_newsroom_is_given_proposals(settings):
    settings.SITE_NAME = "The Harbour Wire"

    page = a_browser("chief").get(PAGE)

    assert done_steps(page) == ["house"]
    assert {step.part: step.form["names"].value().split("\n") for step in page.context["steps"] if step.form} == {
        "sections": ["World", "Politics", "Business", "Science", "Sport", "Culture"],
        "sources": ["The Harbour Wire"],
    }
    assert "1 of 6 done." in words_of(page)


def test_sections_and_sources_are_added_once_in_order_and_logged():
    a_section("World")
    browser = a_browser("chief")

    page = add(browser, "sections", "world", " Lake   Port ", "", "国际", "Lake-Port", "Lake Port")
    add(browser, "sources", "Vesper", "Northwind")
    again = add(browser, "sources", "vesper")

    rows = Section.objects.exclude(name="World").order_by("position").values_list("name", "slug")
    assert list(rows) == [("Lake Port", "lake-port"), ("国际", "section-2"), ("Lake-Port", "lake-port-3")]
    assert "3 added." in words_of(page)
    assert set(Source.objects.values_list("name", flat=True)) >= {"Vesper", "Northwind"}
    assert "All of them are there already." in words_of(again)
    assert {"sections", "sources"} <= set(done_steps(again))
    assert LogEntry.objects.filter(action_flag=1).count() == 5


@pytest.mark.parametrize(
    ("part", "names", "fault"),
    [
        ("sections", ["x" * 81], "is too long: 80 characters at most."),
        ("sources", ["x" * 121], "is too long: 120 characters at most."),
        ("sections", [f"Part {number}" for number in range(51)], "At most 50 at once."),
        ("sources", [" "], "This field is required."),
    ],
)
def test_wrong_names_are_told_beside_the_field_and_nothing_is_added(part, names, fault):
    page = add(a_browser("chief"), part, *names)

    assert fault in words_of(page)
    assert (Section.objects.count(), Source.objects.count()) == (0, 0)


def test_every_step_is_done_by_what_stands_in_the_newsroom(settings):
    settings.SITE_NAME = "The Harbour Wire"
    a_story()
    Source.objects.update(feed_address="https://feeds.example/a")
    browser = a_browser("chief")
    User.objects.create(username="nina", is_staff=True)

    assert done_steps(browser.get(PAGE)) == ["house", "sections", "sources", "people", "copy", "story"]


@pytest.mark.parametrize(
    ("role", "begun", "landing"),
    [
        ("chief", False, PAGE),
        ("chief", True, reverse("admin:stories_story_changelist")),
        ("editor", False, reverse("admin:stories_story_changelist")),
    ],
)
def test_chief_of_an_empty_newsroom_lands_on_the_page(client, role, begun, landing):
    person = User.objects.create_user("nina", password=NEW, is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    if begun:
        a_source()
        a_section("World")

    answer = client.post("/admin/login/", {"username": "nina", "password": NEW, "next": "/admin/"})

    assert (answer.status_code, answer.url) == (302, landing)
