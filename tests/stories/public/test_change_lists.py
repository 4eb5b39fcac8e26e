"""Lists of what changed: the busiest stories, corrections that lead to the change, changes without a note; feeds."""

import json
from datetime import timedelta

import pytest

from stories import desk
from stories.worker.filing_changes import keep_changes
from tests.builders import NOON, a_chain, a_correction, a_filing, a_story, an_editor, rewrite

pytestmark = pytest.mark.django_db

TWO = "Two people died when the dam at Karse Head broke, Ilse Varn said.\n\nThe road is shut."
MONTH_LATER = NOON + timedelta(days=30)


def a_story_that_changed(*tolls, note="UPDATES road", now=NOON, **fields):
    """Return a story in which the toll changed, a version an hour, none of them a new lead."""
    story = a_story("Dam at Karse Head breaks", TWO, now=now, **fields)
    a_filing(story, "Urgent", now=now)
    for step, toll in enumerate(tolls, start=1):
        rewrite(story, TWO.replace("Two", toll))
        a_filing(story, now=now + timedelta(hours=step), note=note)
    return story


def page(client, path="/changes/"):
    """Return the text of a page."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_story_is_told_by_the_chain_of_its_gravest_figure(client):
    a_story_that_changed("Five", "Nine", "Eleven")
    keep_changes(NOON)

    text = page(client)
    assert "Deaths 2 → 5 → 9 → 11" in text
    assert "3 changes" in text
    assert "deaths 2 → 5 → 9 → 11" in page(client, "/")


def test_the_busiest_story_stands_first_and_what_moved_a_month_before_stands_on_its_day(client):
    a_story_that_changed("Three", now=NOON)
    a_story_that_changed("Four", now=MONTH_LATER)
    busy = a_story_that_changed("Six", "Seven", now=MONTH_LATER)
    keep_changes(NOON)

    text = page(client)
    assert text.index(f"/stories/{busy.pk}/") < text.index("Deaths 2 → 4")
    assert "Deaths 2 → 3" not in text
    assert "Deaths 2 → 3" in page(client, "/changes/2026/02/10/")
    assert "No story changed." in page(client, "/changes/2026/02/09/")


def test_what_changed_without_a_note_leads_to_the_change_beside_the_note(client):
    story = a_story_that_changed("One")
    keep_changes(NOON)

    text = page(client)
    assert f'<a href="/stories/{story.pk}/dam-at-karse-head-breaks/history/1..2/">Deaths 2 → 1</a>' in text
    assert "UPDATES road" in text
    feed = json.loads(client.get("/changes/feeds/latest.json").content)
    assert [item["title"] for item in feed["items"]] == ["Deaths 2 → 1: Dam at Karse Head breaks"]


@pytest.mark.parametrize("withdraw", ["hold", "kill"])
def test_a_withdrawn_story_is_gone_from_every_list(client, withdraw):
    story = a_story_that_changed("One", "Five")
    keep_changes(NOON)
    getattr(desk, withdraw)(story, by=an_editor("edda", "chief"), now=MONTH_LATER, reason="It was a hoax.")

    for path in ("/changes/", "/changes/2026/02/10/", "/changes/feeds/latest.atom", "/"):
        assert "Deaths" not in page(client, path), path


def test_a_correction_leads_to_its_change_and_says_the_paragraph(client):
    story = a_chain("Urgent", body="The dam failed. Two towns are dry.")
    a_correction(story)
    keep_changes(NOON)

    for path in ("/changes/", "/corrections/"):
        text = page(client, path)
        assert f"/stories/{story.pk}/{story.slug}/history/1..2/" in text, path
        assert "paragraph 1" in text, path


def test_the_front_page_leaves_out_translations_of_what_it_tells(client):
    same = {"slugline": "Karse-Dam"}
    for fields in ({**same, "language": "fr"}, {**same, "language": "ru"}, {**same, "language": "fr"}, {}):
        a_story_that_changed("Five", "Nine", **fields)
    keep_changes(NOON)

    told = page(client, "/").partition('id="changed"')[2].partition("</section>")[0]

    assert told.count("<li") == 3
