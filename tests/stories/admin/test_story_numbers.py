"""The number of a story on the wire desk: shown in its row, and found by it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stories.models import Story
from tests.builders import NOON, a_chain, a_story
from tests.stories.admin.browser import a_browser, words_of

pytestmark = pytest.mark.django_db

DESK = "/admin/stories/story/"


def find_numbers(browser, words):
    """Return the numbers of the stories that a search finds, in order."""
    return [story.pk for story, *_ in browser.get(DESK, {"q": words}).context_data["rows"]]


def test_row_shows_the_number():
    story = a_story(slugline="Karse-Dam")

    page = a_browser().get(DESK)

    assert f"Karse-Dam #{story.pk}" in words_of(page)
    assert f"<bdi>#{story.pk}</bdi>" in page.content.decode()


@pytest.mark.parametrize(("form", "finds_others"), [("{}", True), ("#{}", False), (" #{} ", False)])
def test_number_finds_its_story_before_those_that_only_name_it_and_with_a_sign_alone(form, finds_others):
    story = a_chain("Urgent", headline="Dam holds")
    named = a_story(headline=f"Flat #{story.pk} is empty", now=NOON.replace(hour=20))
    browser = a_browser()

    others = [named.pk] if finds_others else []
    assert find_numbers(browser, form.format(story.pk)) == [story.pk, *others]


@pytest.mark.parametrize("words", ["#", "# ", "12 dams", "#12x", "-1", "٣", "9" * 18, "9" * 19, "#" + "9" * 5000])
def test_what_is_no_number_of_a_story_finds_by_words_alone(words):
    a_story(headline="Dam holds", slugline="Karse-Dam")

    assert find_numbers(a_browser(), words) == []


def test_number_keeps_to_the_filters():
    story = a_story()
    browser = a_browser()
    assert find_numbers(browser, str(story.pk)) == [story.pk]

    page = browser.get(DESK, {"q": str(story.pk), "state__exact": "killed"})

    assert page.context_data["rows"] == []


def test_search_by_number_costs_what_the_list_costs_and_loads_no_body():
    browser = a_browser("chief")
    story = a_chain("Urgent")

    with CaptureQueriesContext(connection) as listing:
        browser.get(DESK)
    with CaptureQueriesContext(connection) as finding_one:
        browser.get(DESK, {"q": f"#{story.pk}"})
    for _ in range(2):
        a_story(headline=f"Flat #{story.pk}")
    with CaptureQueriesContext(connection) as finding_three:
        browser.get(DESK, {"q": f"#{story.pk}"})

    assert (
        len(finding_one) == len(finding_three) <= len(listing) + 4
    )  # for two indexes; PostgreSQL asks each for its newest rows and for their span
    assert not any(', "stories_story"."body"' in query["sql"] for query in finding_three)


def test_show_all_beside_the_results_shows_all():
    a_story(headline="Dam holds")
    a_story(headline="Barley is late")
    browser = a_browser()

    page = browser.get(DESK, {"q": "barley", "state__exact": "waiting"})
    shown = browser.get(DESK)

    assert (
        '<a class="chip on" href="?state__exact=waiting"><span class="visually-hidden">Search: </span>'
        in page.content.decode()
    )
    assert '<input type="hidden" name="state__exact" value="waiting">' in page.content.decode()
    assert '<label class="visually-hidden" for="desk-search">Search the desk</label>' in page.content.decode()
    assert len(shown.context_data["rows"]) == Story.objects.count() == 2
