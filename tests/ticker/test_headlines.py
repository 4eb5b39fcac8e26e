"""The headlines of the ticker, their order and their cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from stories import desk
from tests.builders import NOON, a_chain, a_filing, a_story, filings, rewrite
from ticker import board_actions
from ticker.headlines import board_sql, current_board

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def stories(count, **fields):
    """Make live stories, a minute apart, the newest last."""
    return [
        a_chain("", headline=f"Headline {number}", now=NOON + number * timedelta(minutes=1), **fields)
        for number in range(1, count + 1)
    ]


def texts(now=NOON, **choice):
    """Return the texts of the ticker."""
    return [line.text for line in current_board(now, **choice).headlines]


def test_ten_newest_stand_in_the_order_of_filing():
    stories(12)

    assert texts() == [f"Headline {number}" for number in range(12, 2, -1)]


def test_pins_stand_first_in_their_order_and_no_story_twice():
    made = stories(12)
    board_actions.pin_story(made[0], by=None, now=NOON)
    board_actions.pin_story(made[11], by=None, now=NOON)

    assert texts() == ["Headline 12", "Headline 1", *(f"Headline {number}" for number in range(11, 3, -1))]
    assert [line.is_pinned for line in current_board(NOON).headlines] == [True, True, *[False] * 8]


def test_pins_are_on_between_start_and_end():
    made = stories(2)
    board_actions.pin_story(made[0], by=None, now=NOON, until=NOON + HOUR)

    assert texts(NOON - HOUR) == ["Headline 2", "Headline 1"]
    assert texts(NOON) == ["Headline 1", "Headline 2"]
    assert texts(NOON + HOUR) == ["Headline 2", "Headline 1"]


def test_genre_stays_and_designator_does_not():
    a_chain("1st LD", headline="Feature: The last bell founder of Ostrel")

    assert texts() == ["Feature: The last bell founder of Ostrel"]


def test_a_story_is_shown_by_its_newest_filing():
    story = a_chain("Urgent", headline="Dam overtops")
    a_filing(rewrite(story, "All are safe.", headline="Dam holds"), "1st LD")

    assert texts() == ["Dam holds"]


@pytest.mark.parametrize("act", ["hold", "kill", "take_down"])
def test_what_readers_may_not_see_drops_out_at_once_though_it_is_pinned(act):
    story = a_chain("Urgent")
    board_actions.pin_story(story, by=None, now=NOON)
    before = texts()

    if act == "take_down":
        desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court ordered it.")
    else:
        getattr(desk, act)(story, by=None, now=NOON, reason="It was false.")

    assert (before, texts()) == (["Dam at Karse Head holds"], [])


def test_what_never_moved_is_not_there():
    a_story()

    assert texts() == []


def test_one_language_takes_its_varieties_along():
    for language in ("zh", "zh-Hans", "en", "z", "zhx"):
        a_chain("", headline=language, language=language)

    assert texts(language="zh") == ["zh-Hans", "zh"]


def test_key_changes_with_what_readers_see_and_with_nothing_else():
    story = a_chain("Urgent")
    before = current_board(NOON).key
    rewrite(story, "Words that only the desk has.")
    between = current_board(NOON + HOUR).key
    a_filing(story, "1st LD")

    assert before == between
    assert current_board(NOON).key != before


@pytest.mark.parametrize("count", [0, 1, 3, 12])
def test_board_costs_one_query(count, django_assert_num_queries):
    for story in stories(count)[:2]:
        board_actions.pin_story(story, by=None, now=NOON)

    with django_assert_num_queries(1):
        assert len(current_board(NOON).headlines) == min(count, 10)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plan as SQLite prints it")
def test_newest_filings_are_walked_from_the_end_without_sorting_all():
    sql, params = board_sql(NOON, 10, "")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        plan = [(row[0], row[1], row[3]) for row in cursor.fetchall()]

    newest = next(number for number, _, words in plan if words == "RIGHT")
    chosen = [number for number, parent, words in plan if parent == newest and words.startswith("LIST SUBQUERY")]
    inside = [words for _, parent, words in plan if parent in chosen]
    assert inside[0].startswith("SCAN")  # by key, from the newest
    assert not [words for words in inside if "TEMP B-TREE" in words]


def test_headline_knows_its_page_and_its_writing():
    story = a_chain("", headline="وزراء المياه يتفقون", language="ar")

    line = current_board(NOON).headlines[0]

    assert line.url == reverse("stories:story", args=[story.pk, story.slug])
    assert (line.lang, line.dir, line.filed_at) == ("ar", "rtl", NOON)
