"""Search finds live stories by their words, in any script, and nothing else."""

import pytest

from stories import desk, search
from stories.copy.subjects import store_subjects, type_subjects
from stories.models import LiveStory
from tests.builders import NOON, a_chain, a_filing, a_story, filings, rewrite

pytestmark = pytest.mark.django_db


def find(words, **span):
    """Return the headlines of the live stories that words find, in order."""
    places = search.find_places(search.Index.LIVE, words, search.Span(**span), limit=9)
    headlines = dict(LiveStory.objects.values_list("place", "filing__headline"))
    return [headlines[place] for place in places or ()]


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Dam at Karse Head holds", "karse DAM"),
        ("北港大桥恢复通车", "大桥"),
        ("北港大桥恢复通车", "北港 通车"),
        ("انهيار سد كارس", "سد كارس"),
        ("Плотина выстояла", "плотина"),
        ("Café opens, 3,400 seats", "cafe 3400"),
    ],
)
def test_a_story_is_found_by_its_words(headline, words):
    a_filing(a_story(headline=headline))

    assert find(words) == [headline]
    assert find(f"{words} nowhere") == []


def test_a_story_is_found_by_the_names_of_its_subjects():
    subjects = store_subjects(type_subjects("medtop:20000344 fishing industry\nperson: Ada Brock"))
    a_filing(a_story(headline="Herring", subjects=subjects))

    assert find("fishing") == find("ada brock herring") == ["Herring"]
    assert find("20000344") == []


@pytest.mark.parametrize(
    "words", ['"', "a* OR b", "NEAR(a b", "((((", "!!!&&&|||", "' OR 1=1--", "\x00", "x" * 5000, ":", "-"]
)
def test_no_query_breaks_it(words):
    a_chain("Urgent")

    find(words)


def test_words_in_quotation_marks_are_found_in_a_row():
    a_filing(a_story(headline="北港大桥恢复通车", body="The dam at Karse Head holds, it is said."))

    for words in ('"karse head"', "“Karse head” dam", '"at karse head holds" "it is said"', '"北港大桥"', '"北港 通车"',
                  '"karse head', "head karse", "«dam»"):  # fmt: skip
        assert find(words), words
    for words in ('"head karse"', "“dam holds”", "„Karse holds“", '"桥恢 大桥恢复大"', '"karse head" "head it"'):
        assert not find(words), words


def test_only_the_newest_text_is_found():
    story = a_chain("Urgent", body="An old word, zephyr.")
    a_filing(rewrite(story, "A new word, mistral."), "1st LD")

    assert find("zephyr") == []
    assert len(find("mistral")) == 1


def test_killed_held_and_taken_down_stories_are_not_found():
    for act in (
        lambda story: desk.kill(story, by=None, now=NOON, reason="False."),
        lambda story: desk.hold(story, by=None, now=NOON),
        lambda story: desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so."),
    ):
        act(a_chain("Urgent", body="A rare word, quillon."))

    assert find("quillon") == []
