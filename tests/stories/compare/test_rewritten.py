"""Paragraphs that were written anew: one where names and figures say so, two where they do not.

In a file each pair is two lines: the language and a paragraph, then the same or other news in other words.
"""

from pathlib import Path

import pytest

from stories.compare import Fate, changed_facts, compare
from tests.stories.compare.texts import a_text, check_comparison

BEFORE, AFTER = "The storm came at dusk.", "Repairs go on."


def read_pairs(name):
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    lines = [line.split("|") for line in text.splitlines()]
    return [(old[0].strip(), old[1].strip(), new[1].strip()) for old, new in zip(lines[::2], lines[1::2], strict=True)]


def fates(*texts):
    old, new = (a_text(BEFORE, text, AFTER) for text in texts)
    return [row.fate for row in check_comparison(old, new).changes][1:-1]


@pytest.mark.parametrize(("language", "old", "new"), read_pairs("rewritten.txt"))
def test_a_paragraph_in_other_words_is_one_by_its_names_and_figures(language, old, new):
    assert fates(old, new) == [Fate.CHANGED]


@pytest.mark.parametrize(("language", "old", "new"), read_pairs("other_news.txt"))
def test_other_news_of_the_same_place_is_another_paragraph(language, old, new):
    assert fates(old, new) == [Fate.REMOVED, Fate.ADDED]


def test_each_of_several_paragraphs_finds_its_own():
    (_, first, new_first), (_, second, new_second) = read_pairs("rewritten.txt")[2:4]
    old = a_text(BEFORE, first, second, AFTER)
    new = a_text(BEFORE, "Les trains ne circulent plus.", new_first, new_second, AFTER)

    rows = [(row.fate, row.old, row.new) for row in check_comparison(old, new).changes][1:-1]

    assert rows == [(Fate.ADDED, None, 2), (Fate.CHANGED, 2, 3), (Fate.CHANGED, 3, 4)]


def test_a_figure_that_changed_there_is_told():
    _, old, new = read_pairs("rewritten.txt")[2]

    (fact,) = changed_facts(compare(a_text(BEFORE, old, AFTER), a_text(BEFORE, new.replace("340", "430"), AFTER)), "fr")

    assert (fact.was, fact.now, fact.paragraph) == ("340", "430", 2)
