"""Hostile words in every field that a page of the newsroom prints."""

import pytest
from django.urls import reverse

from stories.models import Story
from tests.builders import a_chain, a_section, a_source, an_editor, filings, rewrite
from tests.stories.admin.browser import form_values, sign_in, story_page
from tests.stories.admin.test_deliveries import an_item

pytestmark = pytest.mark.django_db

HOSTILE = "</textarea></title></script><script>alert('x')</script><img src=x onerror=alert(1)>\"'{{ 7|add:7 }}"
PAGES = ("change", "file", "correct", "hold", "release", "kill", "spike", "unschedule", "history")


def a_hostile_story():
    editor = an_editor("mallory", first_name=HOSTILE[:150], last_name=HOSTILE[:150], group="chief")
    story = a_chain(
        "Urgent", by=editor, headline=HOSTILE, slugline=HOSTILE[:200], byline=HOSTILE, dateline=HOSTILE, note=HOSTILE,
        desk_note=HOSTILE, section=a_section(HOSTILE[:80]), source=a_source(HOSTILE[:120]), endmark=HOSTILE[:40],
    )  # fmt: skip
    return rewrite(story, f"Second text. {HOSTILE}", headline=f"Again {HOSTILE}", by=editor), editor


def is_harmless(page):
    """Return whether none of the hostile words reached the page as markup."""
    body = page.content.decode()
    return page.status_code in (200, 409) and "<script>alert" not in body and "<img src=x" not in body


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_a_story_escape(name):
    story, editor = a_hostile_story()

    page = sign_in(editor).get(story_page(name, story))

    assert is_harmless(page)
    assert "&lt;script&gt;alert(&#x27;x&#x27;)" in page.content.decode()


@pytest.mark.parametrize("address", ["admin:stories_story_changelist", "admin:index", "admin:stories_item_changelist"])
def test_lists_escape(address):
    story, editor = a_hostile_story()
    an_item(story=story, likely_story=story, source=story.source, headline=HOSTILE, reason=HOSTILE, name=HOSTILE)

    assert is_harmless(sign_in(editor).get(reverse(address)))


def test_compare_use_and_take_down_escape():
    story, editor = a_hostile_story()
    browser = sign_in(editor)
    rows = browser.get(story_page("history", story)).context_data["rows"]

    assert is_harmless(browser.get(story_page("compare", story), {"a": rows[0].revision.pk, "b": rows[-1].revision.pk}))
    assert is_harmless(browser.get(story_page("use", story, rows[-1].version.pk)))
    assert is_harmless(browser.get(story_page("take_down", story, filings(story)[0].number)))


def test_conflict_escapes():
    story, editor = a_hostile_story()
    mine = form_values(story, body=f"Mine. {HOSTILE}", headline=f"Mine {HOSTILE}")
    rewrite(story, f"Theirs. {HOSTILE}", by=editor)

    page = sign_in(editor).post(story_page("change", story), mine)

    assert page.status_code == 409
    assert is_harmless(page)


def test_form_errors_escape():
    story, editor = a_hostile_story()
    browser = sign_in(editor)

    assert is_harmless(browser.post(story_page("change", story), form_values(story, language=HOSTILE, urgency=HOSTILE)))
    assert is_harmless(browser.post(story_page("file", story), {"designator": HOSTILE[:60], "based_on": HOSTILE}))
    assert is_harmless(browser.get(reverse("admin:stories_story_changelist"), {"q": HOSTILE}))


def test_reading_page_escapes_for_who_may_not_write():
    story, _ = a_hostile_story()

    page = sign_in(an_editor("pia", group="ticker producer")).get(story_page("change", story))

    assert is_harmless(page)
    assert Story.objects.get(pk=story.pk).headline.startswith("Again")
