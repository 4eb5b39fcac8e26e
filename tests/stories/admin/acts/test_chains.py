"""The pages that put chains right: two stories made one, a version moved elsewhere, and the undoing of either."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from stories.models import ChainMove, Person, State, Story
from tests.builders import NOON, a_chain, a_section, a_source, a_story, an_editor, filings
from tests.stories.admin.browser import a_browser, sign_in, story_page, words_of
from tests.stories.admin.test_deliveries import an_item

pytestmark = pytest.mark.django_db

MANY = "/admin/stories/story/many/join/"


def two_chains():
    """Return an older and a newer story, whose filings stand between one another by time."""
    older = a_chain("Urgent", "1st LD", headline="Osjaser cut off", slugline="Osjaser", every=timedelta(hours=2))
    newer = a_chain("", headline="Boats reach Osjaser", slugline="Boats", now=NOON + timedelta(hours=1))
    return older, newer


def test_two_stories_become_one_in_three_steps():
    older, newer = two_chains()
    browser = a_browser()

    choice = browser.get(story_page("join", newer))
    page = browser.get(story_page("join", newer), {"other": older.pk})
    refused = browser.post(f"{story_page('join', newer)}?other={older.pk}", {"into": older.pk})
    joined = browser.post(
        f"{story_page('join', newer)}?other={older.pk}", {"into": older.pk, "reason": "One flood"}, follow=True
    )

    assert "The other story" in words_of(choice)
    assert page.context_data["form"]["into"].value() == older.pk
    chain = [(filing.story_id, filing.number) for filing in page.context_data["joined"]]
    assert chain == [(older.pk, 1), (newer.pk, 1), (older.pk, 2)]
    assert "Reason: This field is required." in words_of(refused)
    assert joined.redirect_chain == [(story_page("change", older), 302)]
    assert f"Story {newer.pk} is now part of this story." in words_of(joined)
    assert f"Story #{newer.pk} was joined to #{older.pk} by a-editor" in words_of(joined)
    assert Story.objects.get(pk=newer.pk).joined_to == older


def test_page_says_which_embargo_comes_along():
    live = a_chain("", headline="Osjaser cut off")
    waiting = a_story("Boats reach Osjaser", by=an_editor(), embargo_until=NOON + timedelta(hours=3))

    page = words_of(a_browser().get(story_page("join", waiting), {"other": live.pk}))

    assert f"If story {waiting.pk} goes into the other, its unfiled words go along, and with them their embargo" in page
    assert f"If story {live.pk} goes" not in page


def test_undo_stands_on_both_pages_for_an_hour_and_puts_both_back():
    older, newer = two_chains()
    browser = a_browser()
    browser.post(f"{story_page('join', newer)}?other={older.pk}", {"into": older.pk, "reason": "One flood"})
    move = ChainMove.objects.get()
    undo = story_page("undo_move", older, move.pk)
    assert undo in browser.get(story_page("change", older)).content.decode()
    read_only = browser.get(story_page("change", newer))
    assert undo in read_only.content.decode()
    assert f"It was joined to story #{older.pk}: go on there." in words_of(read_only)
    assert undo not in a_browser("reporter").get(story_page("change", older)).content.decode()

    page = browser.post(undo, follow=True)

    assert "Undone. Both stories are as they were." in words_of(page)
    assert Story.objects.get(pk=newer.pk).state == State.LIVE
    assert undo not in browser.get(story_page("change", older)).content.decode()
    ChainMove.objects.update(undone_at=None, at=timezone.now() - timedelta(minutes=61))
    assert undo not in browser.get(story_page("change", older)).content.decode()


@pytest.mark.parametrize(("to", "field"), [("number", "number"), ("new", "")])
def test_a_version_moves_to_the_story_of_a_number_or_to_a_new_one(to, field):
    older, newer = two_chains()
    values = {"to": to, "reason": "Another flood", **({field: newer.pk} if field else {})}
    browser = a_browser()

    page = browser.post(story_page("elsewhere", older, 2), values, follow=True)

    moved = filings(older)[1].went_to
    assert page.redirect_chain == [(story_page("change", moved.story), 302)]
    assert (moved.story_id == newer.pk) is bool(field)
    assert f"Version 2 of story {older.pk} is now in this story." in words_of(page)
    history = words_of(browser.get(story_page("history", older)))
    assert f"Version 2 stands as version {moved.number} in story #{moved.story_id}" in history
    assert "Versions 2 moved to story" in history
    assert "version 1 of 1" in history
    row = next(row for row in browser.get("/admin/stories/story/").context_data["rows"] if row.story == older)
    assert row.story.last_standing == 1
    theirs = words_of(browser.get(story_page("history", moved.story)))
    assert f"Version {moved.number} was version 2 of story #{older.pk}" in theirs
    assert "This version is already in another story." in words_of(browser.get(story_page("elsewhere", older, 2)))


def test_only_version_of_a_story_cannot_leave_it():
    _older, newer = two_chains()

    page = a_browser().get(story_page("elsewhere", newer, 1))

    assert "It is the only version of the story. Make the two stories one instead." in words_of(page)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"to": "number"}, "There is no story 0."),
        ({"to": "number", "number": "{own}"}, "That is this very story. Give the number of another."),
        ({}, "Where it belongs: This field is required."),
    ],
)
def test_mistakes_stay_in_the_form(values, says):
    older, _newer = two_chains()
    values = {name: value.format(own=older.pk) for name, value in values.items()}

    page = a_browser().post(story_page("elsewhere", older, 2), {"reason": "Another flood", **values})

    assert says in words_of(page)
    (target,) = re.findall(r'href="#(act-(?:to|number)[^"]*)">', page.content.decode())
    assert f'id="{target}"' in page.content.decode()
    assert not ChainMove.objects.exists()


def test_two_marked_rows_lead_to_the_page_and_any_other_number_does_not():
    older, newer = two_chains()
    browser = a_browser()

    two = browser.post(MANY, {"story": [newer.pk, older.pk]})
    one = browser.post(MANY, {"story": [newer.pk]}, follow=True)

    assert two.url == f"{story_page('join', newer)}?other={older.pk}"
    assert "Mark the two stories that are one." in words_of(one)


def test_both_stories_have_to_be_in_the_sections_of_the_editor():
    older = a_chain("Urgent", section=a_section("Sport"))
    newer = a_chain("Urgent", section=a_section("World"))
    person = an_editor("vera")
    Person.objects.create(user=person).sections.set([a_section("World")])
    browser = sign_in(person)

    address = f"{story_page('join', newer)}?other={older.pk}"

    assert browser.get(story_page("join", newer)).status_code == 200
    assert browser.get(address).status_code == 403
    assert browser.post(address, {"into": older.pk, "reason": "One"}).status_code == 403
    assert not ChainMove.objects.exists()


def test_stories_of_the_day_that_share_words_are_offered_behind_those_that_were_proposed():
    older, newer = two_chains()
    proposed, strange = a_story(headline="Ferry late"), a_story(headline="Bank audit")
    old = a_chain("Urgent", headline="Osjaser cut off", now=NOON - timedelta(days=3))
    for story in (older, proposed, strange, old):
        an_item(story=story, source=a_source(), moved_at=story.first_moved_at or NOON)
    an_item(story=newer, likely_story=proposed, source=a_source())

    page = a_browser().get(story_page("join", newer))

    assert page.context_data["likely"] == [proposed, older]
