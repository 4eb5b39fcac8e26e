"""The orders of the wire desk, its filter by urgency, and what each person has first on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stories.models import Person
from tests.builders import NOON, a_chain, a_section, a_source, a_story, an_editor
from tests.stories.admin.browser import a_browser, sign_in
from tests.stories.admin.test_deliveries import an_item

pytestmark = pytest.mark.django_db

DESK = "/admin/stories/story/"
MINUTE = timedelta(minutes=1)


def headlines(browser, query=""):
    """Return the headlines of the list, from the top."""
    return [row.story.headline for row in browser.get(DESK + query).context_data["rows"]]


def three_stories():
    """Make three stories, changed one after the other: A is long and urgent, C came on the wire last."""
    a_story(headline="A", body="one two three four", urgency=2, source=a_source("Vesper"), now=NOON)
    a_story(
        headline="B", body="one", urgency=5, source=a_source("Adler"), section=a_section("Sport"), now=NOON + MINUTE
    )
    last = a_story(headline="C", body="one two", urgency=3, source=a_source("Maran"), now=NOON - MINUTE)
    an_item(story=last, moved_at=NOON + timedelta(hours=1))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "BAC"),
        ("?o=changed", "BAC"),
        ("?o=-changed", "CAB"),
        ("?o=urgency", "ACB"),
        ("?o=-urgency", "BCA"),
        ("?o=words", "ACB"),
        ("?o=-words", "BCA"),
        ("?o=wire", "CBA"),
        ("?o=source", "BCA"),
        ("?o=section", "BAC"),
        ("?o=nonsense", "BAC"),
        ("?urgency=3", "C"),
        ("?urgency=10", "BAC"),
    ],
)
def test_heads_sort_and_the_chip_narrows(query, expected):
    three_stories()

    assert "".join(headlines(a_browser(), query)) == expected


def test_head_says_how_the_list_is_sorted_and_turns_it_round():
    browser = a_browser()

    heads = {query: browser.get(DESK + query).context_data["heads"] for query in ("", "?o=urgency", "?o=-words")}

    assert [(head.aria_sort, head.address) for head in (heads[""]["changed"], heads[""]["words"])] == [
        ("descending", "?o=-changed"),
        ("", "?o=words"),
    ]
    assert (heads["?o=urgency"]["urgency"].aria_sort, heads["?o=urgency"]["changed"].aria_sort) == ("ascending", "")
    assert (heads["?o=-words"]["words"].aria_sort, heads["?o=-words"]["words"].address) == ("ascending", "?o=words")


def test_urgent_copy_that_nobody_took_goes_first_for_who_wishes_so():
    vera = an_editor("vera")
    Person.objects.create(user=vera, urgent_first=True)
    a_story(headline="Waits", urgency=2, now=NOON)
    a_chain("Urgent", headline="Filed", urgency=1, now=NOON)
    a_story(headline="Later", now=NOON)
    a_story(headline="Taken", urgency=1, assigned_to=vera, now=NOON + MINUTE)

    assert headlines(sign_in(vera)) == ["Waits", "Taken", "Later", "Filed"]
    assert headlines(sign_in(vera), "?o=changed") == headlines(a_browser()) == ["Taken", "Later", "Filed", "Waits"]


def test_who_files_to_some_sections_sees_those_first_and_all_where_asked():
    nell = an_editor("nell")
    Person.objects.create(user=nell).sections.set([a_section("Sport"), a_section("Culture")])
    for section in ("World", "Sport", "Culture"):
        a_story(headline=section, section=a_section(section), now=NOON)
    browser = sign_in(nell)

    first = browser.get(DESK).context_data
    assert [row.story.headline for row in first["rows"]] == ["Culture", "Sport"]
    assert next((tab.label, tab.count, tab.is_shown) for tab in first["tabs"]) == ("My sections", "2", True)
    assert headlines(browser, "?view=all") == headlines(a_browser()) == ["Culture", "Sport", "World"]
    assert headlines(browser, "?q=world") == ["World"]
    assert "My sections" not in a_browser().get(DESK).content.decode()


def test_news_tells_urgent_copy_apart():
    a_story(urgency=1)
    a_chain("Urgent", urgency=1)

    told = a_browser().get(f"{DESK}news/", {"since": (NOON - MINUTE).isoformat()})

    assert told.json() == {"new": 2, "urgent": 1, "filings": 1}


@pytest.mark.parametrize(("after", "late", "said"), [(10, 11, True), (10, 9, False), (None, 90, False)])
def test_an_agency_whose_copy_comes_late_is_named(after, late, said):
    now = timezone.now()
    source = a_source("Maran News Agency", late_after=after)
    an_item(source=source, received_at=now, moved_at=now - late * MINUTE, is_timed=True)

    page = a_browser().get(DESK).content.decode()

    assert (f"<bdi>Maran News Agency</bdi> is {late} minutes late." in " ".join(page.split())) == said


def test_height_of_rows_is_kept_for_each_person():
    browser = a_browser()
    a_story()

    answer = browser.post(f"{DESK}rows/", {"row_height": "roomy", "list": "view=incoming"})

    assert answer["Location"] == f"{DESK}?view=incoming"
    assert 'data-rows="roomy"' in browser.get(DESK).content.decode()
    browser.post(f"{DESK}rows/", {"row_height": "huge"})
    assert Person.objects.get().row_height == "roomy"


@pytest.mark.parametrize("number", ["999999999", "x", "", "9" * 30])
def test_pane_of_a_story_that_there_is_not_stays_closed(number):
    a_story()

    page = a_browser().get(DESK, {"read": number})

    assert (page.status_code, page.context_data["reading"], len(page.context_data["rows"])) == (200, None, 1)
