"""Comparisons of filings, cached: never stale, never of words that were taken down."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stories import copy, desk
from stories.display import comparison_cache
from tests.builders import NOON, a_chain, a_filing, a_story, filings, public_chain, rewrite
from tests.page_reading import address, words_of

pytestmark = pytest.mark.django_db

BODY = '"body"'


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


def sql_of(client, path):
    with CaptureQueriesContext(connection) as counted:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in counted if "stories_filing" in query["sql"]]


def a_dam():
    story = a_story(headline="Dam holds", body="One.\n\nTwo towns are dry.\n\nThree.\n\nFour.")
    a_filing(story, "Urgent")
    a_filing(rewrite(story, "One.\n\nTwelve towns are dry.\n\nThree.", headline="Dam fails"), "1st LD")
    return story


def test_history_says_where_each_filing_changed_the_one_before(client):
    story = a_dam()

    page = words_of(client.get(address(story, "history/")))

    assert "A figure 2 → 12, one paragraph cut" in page
    assert page.count("Not in the note: a figure 2 → 12") == 1


def test_history_says_it_again_without_reading_any_words(client):
    story = a_dam()
    path = address(story, "history/")
    first = client.get(path).content

    with CaptureQueriesContext(connection) as counted:
        again = client.get(path).content

    assert (again, len(counted)) == (first, 4)
    assert not any(BODY in query["sql"] for query in counted)


def test_history_of_a_chain_that_grew_says_what_the_new_filing_changed(client):
    story = a_dam()
    client.get(address(story, "history/"))
    a_filing(rewrite(story, "One.\n\nTwelve towns are dry.\n\nThirty.", headline="Dam fails"), "2nd LD")
    path = address(story, "history/")

    with CaptureQueriesContext(connection) as counted:
        page = words_of(client.get(path))

    assert "A figure 2 → 12, one paragraph cut" in page
    assert "A figure 3 → 30" in page
    assert len(counted) == 4


def test_data_count_the_changes_of_each_filing(client):
    story = a_dam()

    chain = client.get(f"/stories/{story.pk}/history.json").json()["filings"]

    assert [filing["changes"] for filing in chain] == [
        None,
        {"count": 3, "fields": ["headline"], "paragraphs": [2], "removed": [4]},
    ]


def test_data_of_a_chain_whose_words_are_gone_count_no_changes(client):
    story = a_dam()
    client.get(f"/stories/{story.pk}/history.json")
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    chain = client.get(f"/stories/{story.pk}/history.json").json()["filings"]

    assert [filing["changes"] for filing in chain] == [None, None]


@pytest.mark.parametrize("rest", ["history/1..2/", "history/1..2/?view=split"])
def test_two_filings_are_compared_once(client, rest):
    story = a_dam()
    first = client.get(address(story, rest)).content

    read = sql_of(client, address(story, rest))

    assert client.get(address(story, rest)).content == first
    assert not any(BODY in sql for sql in read)


def test_a_rewrite_too_long_for_readers_is_shown_in_whole_paragraphs_and_says_so(client):
    old = [f"word{number}" for number in range(20_000)]
    new = [old[number * 7_919 % 20_000] for number in range(20_000)]
    story = a_story(body=" ".join(old))
    a_filing(story, "Urgent")
    a_filing(rewrite(story, " ".join(new)), "1st LD")

    assert "too long and too different to compare word by word" in words_of(client.get(address(story, "history/1..2/")))


def test_other_filings_under_the_same_numbers_are_compared_anew():
    story = a_dam()
    old, new = filings(story)
    pair = comparison_cache.FilingPair(story.pk, 1, 2)
    pair.comparison(old, new)
    other = a_chain("Urgent", "1st LD", headline="Harvest is in", body="Barley is late.")

    again = comparison_cache.FilingPair(story.pk, 1, 2)

    assert again.is_cached
    assert again.comparison(*filings(other)) != pair.comparison(old, new)


def test_words_that_are_taken_down_are_not_kept(client, django_capture_on_commit_callbacks):
    story = a_dam()
    client.get(address(story, "history/1..2/"))
    assert comparison_cache.FilingPair(story.pk, 1, 2).is_cached

    with django_capture_on_commit_callbacks(execute=True):
        desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    assert not comparison_cache.FilingPair(story.pk, 1, 2).is_cached


def test_late_copy_is_compared_with_what_it_follows():
    story = a_dam()
    blocks = copy.from_typed("One.\n\nThree towns are dry.\n\nThree.\n\nFour.")
    late = desk.file_late(
        story,
        desk.StoryText(headline="Dam holds", blocks=blocks),
        now=NOON + timedelta(minutes=1),
        designator="1st LD",
        follows=1,
    )

    public_story = public_chain(story.pk, bodies_of=(1, late.number))

    steps = comparison_cache.ChainSteps(public_story, [late.number]).steps(public_story)

    assert steps[late.number].summary.paragraphs == (2,)
