"""The history of a story with some words taken down: nothing leads to a comparison that cannot be."""

import re

import pytest

from stories import desk
from tests.builders import NOON, a_chain, filings
from tests.page_reading import address, links_of, words_of

pytestmark = pytest.mark.django_db

SELECT = re.compile(r'<select id="(.)".*?</select>', re.DOTALL)
OPTION = re.compile(r'<option\s+value="(\d)"( selected)?>')


def history_without(client, *numbers, filed=("Urgent", "1st LD", "2nd LD")):
    """Make a story of some filings, take down the words of some, and return it with its history."""
    story = a_chain(*filed)
    for filing in filings(story):
        if filing.number in numbers:
            desk.take_down(filing, by=None, now=NOON, reason="A court said so.")
    return story, client.get(address(story, "history/"))


def choices(answer):
    """Return the versions that can be chosen, and those that are, of either list."""
    return [
        f"{found[1]}{number}{'*' if chosen else ''}"
        for found in SELECT.finditer(answer.text)
        for number, chosen in OPTION.findall(found[0])
    ]


def comparisons(answer):
    """Return the pairs of versions that the page leads to."""
    return [link.split("/")[-2] for link in links_of(answer) if link and ".." in link]


@pytest.mark.parametrize(
    ("gone", "chosen", "compared"),
    [
        ([], ["a3", "a2*", "a1", "b3*", "b2", "b1"], ["1..3", "2..3", "1..2"]),
        ([1], ["a3", "a2*", "b3*", "b2"], ["2..3"]),
        ([2], ["a3", "a1*", "b3*", "b1"], []),
        ([3], ["a2", "a1*", "b2*", "b1"], ["1..2"]),
        ([2, 3], [], []),
        ([1, 2, 3], [], []),
    ],
)
def test_history_offers_to_compare_versions_that_have_words(client, gone, chosen, compared):
    _story, answer = history_without(client, *gone)

    assert (choices(answer), comparisons(answer)) == (chosen, compared)
    assert words_of(answer).count("The words of this version were removed.") == len(gone)
    assert ("<button>Compare</button>" in answer.text) == bool(chosen)


def test_history_without_the_newest_words_has_a_title(client):
    _story, answer = history_without(client, 2, filed=("Urgent", "1st LD"))

    assert "<title>History of this story - Off the Wire</title>" in answer.text
    _story, whole = history_without(client, filed=("Urgent", "1st LD"))
    assert "<title>History of 1st LD: Dam at Karse Head holds - Off the Wire</title>" in whole.text
