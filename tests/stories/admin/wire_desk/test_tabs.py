"""The views of the wire desk, their counts, and the news that comes while one is open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stories import desk
from stories.admin import newest_paginator
from stories.admin.wire_desk import tabs as wire_desk_tabs
from tests.builders import NOON, a_chain, a_correction, a_filing, a_source, a_story, an_editor, rewrite
from tests.stories.admin.browser import a_browser, sign_in, words_of
from tests.stories.admin.test_deliveries import an_item

pytestmark = pytest.mark.django_db

DESK = "/admin/stories/story/"
NEWS = f"{DESK}news/"


def a_newsroom(by):
    """Make a story for each view, by name."""
    now = timezone.now()
    held, killed = a_chain("Urgent", headline="Held"), a_chain("Urgent", headline="Killed")
    desk.hold(held, by=None, now=NOON)
    desk.kill(killed, by=None, now=NOON, reason="The report could not be confirmed.")
    mine = rewrite(a_chain("Urgent", headline="Mine"), "Other words.", by=by)
    corrected = a_correction(a_chain("Urgent", headline="Corrected")).story
    today = a_story(headline="Today", now=now)
    a_filing(today, now=now)
    waiting = a_story(headline="Incoming")
    embargoed = a_story(headline="Embargoed", embargo_until=now + timedelta(hours=2))
    handed_in = a_chain("Urgent", headline="Handed in")
    desk.hand_in(handed_in, by=an_editor("rhea", "reporter"), now=NOON, based_on=handed_in.save_number)
    return {
        "incoming": {waiting.pk, embargoed.pk},
        "handed-in": {handed_in.pk},
        "mine": {mine.pk},
        "held": {held.pk},
        "embargoed": {embargoed.pk},
        "today": {today.pk},
        "corrected": {corrected.pk},
        "killed": {killed.pk},
    }


def test_each_view_has_its_stories_and_says_how_many():
    editor = an_editor("vera")
    expected = a_newsroom(editor)
    browser = sign_in(editor)

    pages = {name: browser.get(DESK, {"view": name}) for name in expected}

    found = {name: {row.story.pk for row in page.context_data["rows"]} for name, page in pages.items()}
    assert found == expected
    tabs = {tab.name: (tab.count, tab.is_shown) for tab in pages["held"].context_data["tabs"]}
    assert tabs.pop("doubtful") == ("0", False)
    assert tabs == {name: (str(len(stories)), name == "held") for name, stories in expected.items()}
    assert "Live today 1" in words_of(pages["held"])


def test_more_than_can_be_looked_over_is_said_so(monkeypatch):
    monkeypatch.setattr(wire_desk_tabs, "COUNT_LIMIT", 3)
    for _ in range(4):
        a_story()

    page = a_browser().get(DESK)

    assert {tab.name: tab.count for tab in page.context_data["tabs"]}["incoming"] == "2+"


def test_a_view_that_there_is_not_shows_all():
    story = a_story()

    page = a_browser().get(DESK, {"view": "nonsense"}, follow=True)

    assert [row.story.pk for row in page.context_data["rows"]] == [story.pk]


def test_an_empty_view_says_when_the_last_item_came():
    source = a_source("Maran News Agency")
    an_item(source=source, received_at=timezone.now())

    words = words_of(a_browser().get(DESK, {"view": "killed"}))

    assert "No stories match. Show all The last item came" in words
    assert "from Maran News Agency." in words


@pytest.mark.parametrize(
    ("minutes", "ago", "said"),
    [(30, 31, True), (30, 29, False), (None, 900, False), (0, 900, False), (30, None, True)],
)
def test_an_agency_that_is_silent_for_too_long_is_named(minutes, ago, said):
    source = a_source("Maran News Agency")
    source.silent_after = minutes
    source.save()
    if ago:
        an_item(source=source, received_at=timezone.now() - timedelta(minutes=ago))

    words = words_of(a_browser().get(DESK))

    assert ("Nothing from Maran News Agency" in words) == said
    assert ("Nothing from Maran News Agency yet." in words) == (said and ago is None)


def test_who_is_editing_stands_in_the_row():
    vera, olaf = an_editor("vera"), an_editor("olaf")
    story = a_story()
    other = a_story()
    now = timezone.now()
    for person in (vera, olaf):
        desk.record_presence(story, by=person, now=now, is_unsaved=False)
    desk.record_presence(other, by=vera, now=now - timedelta(minutes=1), is_unsaved=True)

    words = words_of(a_browser().get(DESK))

    assert words.count("olaf, vera are editing") == 1
    assert words.count("editing now") == 1


def test_news_counts_what_others_changed_and_what_was_filed():
    editor = an_editor("vera")
    a_chain("Urgent", "1st LD")
    a_story(by=editor)
    a_story(now=NOON - timedelta(hours=1))
    browser = sign_in(editor)

    told = browser.get(NEWS, {"since": (NOON - timedelta(minutes=1)).isoformat()})

    assert told.json() == {"new": 1, "urgent": 0, "filings": 2}
    held = browser.get(NEWS, {"since": (NOON - timedelta(minutes=1)).isoformat(), "view": "held"})
    assert held.json() == {"new": 0, "urgent": 0, "filings": 0}


def test_all_stories_are_counted_no_further_than_anybody_turns_pages(monkeypatch):
    monkeypatch.setattr(newest_paginator, "NEWEST_LISTED", 2)
    for _ in range(3):
        a_story()

    page = a_browser().get(DESK)

    assert page.context_data["cl"].result_count == 2


@pytest.mark.parametrize("since", ["", "now", "2026", "9" * 40, "0001-01-01T00:00:00+1400", "9999-12-31T23:59:59-1400"])
def test_news_since_no_moment_is_refused(since):
    assert a_browser().get(NEWS, {"since": since}).status_code == 400
