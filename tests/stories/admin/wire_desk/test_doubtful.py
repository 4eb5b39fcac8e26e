"""*Doubtful*: copy that may belong to another story, with both texts, settled by an editor once."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from stories import desk
from stories.models import ChainMove, Item, MatchVerdict, Outcome, Person, State, Story
from tests.builders import a_chain, a_section, a_source, a_story, an_editor
from tests.stories.admin.browser import a_browser, sign_in, story_page, words_of
from tests.stories.admin.test_deliveries import an_item

pytestmark = pytest.mark.django_db

DESK = "/admin/stories/story/"
DOUBTFUL = f"{DESK}doubtful/"
# Session, person, second factor, what is for them; 8 counts; two lists, kept bytes, filings, sections, last move …
QUERIES = 12
SIGNS = ["same names: Osjaser, Telvan", "40 minutes later", "1st LD"]


def a_doubt(headline="Boats reach Osjaser", *, ago=timedelta(hours=1), **fields):
    """Return copy of a live story that is likely to belong to another one."""
    now = timezone.now()
    likely = a_chain("Urgent", headline="Osjaser cut off", body="The Telvan cut off 1,200 people.", now=now)
    story = a_chain("1st LD", headline=headline, body="Boats took 1,200 over the Telvan.", now=now)
    return an_item(**{
        "source": a_source(), "story": story, "filing": story.filings.get(), "likely_story": likely, "score": 0.43,
        "signs": SIGNS, "outcome": Outcome.FILED, "received_at": now - ago, "headline": headline,
        "designator": "1st LD",
        **fields,
    })  # fmt: skip


def a_doubtful_stop(**fields):
    """Return a stop in words, which waits without a story beside the one that it may mean."""
    text = b"HOLD HOLD HOLD\n\nEditors: please hold the item on Osjaser.\n"
    return a_doubt(content=text, story=None, filing=None, outcome=Outcome.WAITING, designator="Hold", **fields)


def settle(browser, item, verdict, **fields):
    return browser.post(f"{DOUBTFUL}{item.pk}/", {"verdict": verdict, **fields}, follow=True)


def test_both_texts_stand_there_with_what_they_share_and_why():
    a_doubt()

    page = a_browser("reporter").get(DOUBTFUL)

    words, html = words_of(page), page.content.decode()
    assert "43% same names: Osjaser, Telvan; 40 minutes later; 1st LD" in words
    assert "1st LD: Boats reach Osjaser" in words
    assert "Urgent: Osjaser cut off" in words
    assert "Boats took <mark>1</mark>,<mark>200</mark> over the <mark>Telvan</mark>." in html
    assert "The <mark>Telvan</mark> cut off <mark>1</mark>,<mark>200</mark> people." in html
    assert 'name="verdict"' not in html


def test_newest_stands_first_and_a_stop_before_it_until_each_is_settled():
    older, newer, stop = a_doubt("Older"), a_doubt("Newer"), a_doubtful_stop()
    settled, closed, old = a_doubt("Settled"), a_doubt("Closed"), a_doubt("Old", ago=timedelta(days=15))
    desk.settle_apart(settled, by=an_editor(), now=timezone.now())
    desk.spike(desk.hold(a_story(), by=None, now=timezone.now()), by=None, now=timezone.now())
    desk.kill(closed.likely_story, by=None, now=timezone.now(), reason="Not so")
    browser = a_browser()

    page = browser.get(DOUBTFUL)

    assert [row.item.pk for row in page.context_data["rows"]] == [stop.pk, newer.pk, older.pk]
    assert page.context_data["focused"] == stop.pk
    assert {tab.name: tab.count for tab in page.context_data["tabs"] if tab.is_shown} == {"doubtful": "3"}
    assert old.pk not in Item.objects.doubtful(timezone.now()).values_list("pk", flat=True)
    hold = story_page("hold", stop.likely_story)
    assert f'href="{hold}"' in page.content.decode()
    assert f'href="{DOUBTFUL}?at={stop.pk}"' in browser.get(DESK).content.decode()  # the urgent line above the list

    desk.hold(stop.likely_story, by=None, now=timezone.now())

    assert [row.item.pk for row in browser.get(DOUBTFUL).context_data["rows"]] == [newer.pk, older.pk]


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("", "; ".join(SIGNS)),
        ("The wire is not sure.", f"{'; '.join(SIGNS)}. The wire is not sure."),
        (f"It may belong to story 2: {'; '.join(SIGNS)}.", f"It may belong to story 2: {'; '.join(SIGNS)}."),
    ],
)
def test_what_speaks_for_the_candidate_of_a_stop_is_said_once(reason, says):
    a_doubtful_stop(reason=reason)

    words = words_of(a_browser("reporter").get(DOUBTFUL))

    assert f"43% {says}" in words
    assert words.count(SIGNS[0]) == 1


def test_joins_makes_the_two_one_and_goes_on_with_the_next():
    item, below = a_doubt("Newer"), a_doubt("Older")
    story, likely = item.story, item.likely_story

    page = settle(a_browser(), item, "joins", at=below.pk)

    assert page.redirect_chain == [(f"{DOUBTFUL}?at={below.pk}", 302)]
    assert "Joined: “Newer”" in words_of(page)
    assert page.context_data["focused"] == below.pk
    story.refresh_from_db()
    assert (story.state, story.joined_to) == (State.JOINED, likely)
    assert MatchVerdict.objects.values_list("item", "kind").get() == (item.pk, "joins")
    move = ChainMove.objects.get()
    assert move.reason == f"An editor joined copy in doubt (43%); {'; '.join(SIGNS)}."
    assert story_page("undo_move", likely, move.pk) in page.content.decode()


def test_undo_is_offered_of_each_join_that_it_is_possible_for():
    older, newer = a_doubt("Older"), a_doubt("Newer")
    person = an_editor("vera")
    moves = [desk.settle_joins(item, by=person, now=timezone.now()) for item in (older, newer)]
    desk.hold(newer.likely_story, by=None, now=timezone.now())
    browser = sign_in(person)

    page = browser.get(DOUBTFUL)

    undo_older, undo_newer = (story_page("undo_move", move.to_story, move.pk) for move in moves)
    _latest, earlier = page.content.decode().split("What you did before that")
    assert undo_older in earlier
    assert undo_newer not in page.content.decode()
    why = f"Story {newer.likely_story_id} is held now: this cannot be undone."
    assert why in words_of(page)
    assert why in words_of(browser.get(story_page("change", newer.likely_story)))
    assert why in words_of(browser.get(undo_newer))
    Person.objects.create(user=person).sections.set([a_section("Sport")])
    assert undo_older not in sign_in(person).get(DOUBTFUL).content.decode()


def test_does_not_join_leaves_both_and_is_said_once():
    item = a_doubt()
    browser = a_browser()

    page = settle(browser, item, "apart")

    assert "Kept apart: “Boats reach Osjaser”" in words_of(page)
    assert "No copy is in doubt." in words_of(page)
    assert not ChainMove.objects.exists()
    again = settle(browser, item, "joins")
    assert "Somebody else dealt with this copy first. Nothing was done." in words_of(again)
    assert not ChainMove.objects.exists()
    words = words_of(browser.get(f"/admin/stories/item/{item.pk}/change/"))
    assert (
        f"How sure 43% What says so {'; '.join(SIGNS)} Settled does not join: #{item.likely_story_id}, a-editor"
        in words
    )


def test_stop_that_was_dealt_with_is_urgent_no_longer():
    stop = a_doubtful_stop()
    browser = a_browser()
    assert "Urgent: the wire stops a story" in words_of(browser.get(DESK))

    page = settle(browser, stop, "joins")

    assert "Dealt with: “Boats reach Osjaser”" in words_of(page)
    assert LogEntry.objects.get().change_message == f"Item {stop.pk} is about story {stop.likely_story_id}."
    assert "Urgent: the wire stops a story" not in words_of(browser.get(DESK))


@pytest.mark.parametrize("group", ["reporter", "ticker producer"])
def test_least_rights_settle_nothing(group):
    item = a_doubt()

    assert a_browser(group).post(f"{DOUBTFUL}{item.pk}/", {"verdict": "joins"}).status_code == 403


def test_editor_settles_stories_of_their_own_sections_alone():
    person, item = an_editor("vera"), a_doubt()
    Person.objects.create(user=person).sections.set([a_section("Sport")])
    browser = sign_in(person)

    assert 'name="verdict"' not in browser.get(DOUBTFUL).content.decode()
    assert browser.post(f"{DOUBTFUL}{item.pk}/", {"verdict": "joins"}).status_code == 403


def test_row_and_pages_of_a_story_with_copy_in_doubt_are_marked():
    item = a_doubt()
    story, likely = item.story, item.likely_story
    browser = a_browser()

    words = words_of(browser.get(DESK))

    assert f"one with #{likely.pk}?" in words
    assert f"one with #{story.pk}?" not in words
    page = browser.get(story_page("change", story))
    assert f"It may be the same as story #{likely.pk}: compare both texts." in words_of(page)
    assert f"{DOUBTFUL}?at={item.pk}" in page.content.decode()
    assert "It may be the same as" not in words_of(browser.get(story_page("change", likely)))


def test_view_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    browser = a_browser()
    a_doubtful_stop()
    a_doubt()
    with django_assert_num_queries(QUERIES):
        browser.get(DOUBTFUL)

    a_doubt()
    a_doubt()
    a_doubtful_stop()
    with django_assert_num_queries(QUERIES):
        browser.get(DOUBTFUL)
    assert Story.objects.count() == 10
