"""The profile of a text, and how rare its terms are."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.copy.blocks import Block, Kind
from stories.matching import Profile, Rarity, make_profile, read_profile
from stories.matching.tongues import guess_tongue

TEXT = "Premier Ada Kelor of Topel won by 62 votes to 38 on Saturday, with 2,300 people watching. It took 7.5 hours."


def profile_of(headline, body="", dateline=""):
    return make_profile(headline, dateline, (Block(Kind.PARAGRAPH, body),) if body else ())


def test_a_profile_has_names_figures_and_words():
    profile = profile_of("Topel backs reform in 62-38 vote", TEXT, "TOPEL, Nov. 28 (Vesper) --")

    assert profile.names == {"topel": "Topel", "ada": "Ada Kelor", "kelor": "Ada Kelor"}
    assert profile.figures == {"62-38", "2300", "7.5"}
    assert profile.places == ("topel",)
    assert profile.heads == ("topel", "back", "reform", "62-38", "vot")
    assert {"premi", "peopl", "watch"} <= profile.words


def test_a_headline_all_in_capitals_names_nothing_by_them():
    assert profile_of("Dam Breaks Above Old Town").names == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("minister resigns", "minister resigned"),
        ("people evacuated", "people evacuation"),
        ("премьера Сидорова", "премьеру Сидорову"),
        ("北京举行会谈", "会谈在北京举行"),
        ("서울에서", "서울로"),
    ],
)
def test_words_are_known_again_in_another_form(one, other):
    assert profile_of("", one).terms & profile_of("", other).terms


@given(st.text(), st.text(), st.text())
def test_a_profile_is_the_same_when_it_was_kept(headline, dateline, body):
    profile = profile_of(headline, body, dateline)

    assert read_profile(json.loads(json.dumps(profile.to_json()))) == profile


@pytest.mark.parametrize("stored", [{}, {"names": ["a"]}, {"names": None}])
def test_what_is_no_profile_is_an_empty_one(stored):
    assert read_profile(stored) == Profile()


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("The head of the bank said that it was to close by the end of the year.", "en"),
        ("El jefe de la fuerza dijo que los dos fueron por la calle con su perro.", "es"),
        ("Der Chef der Bank hat nach dem Bericht die Zahl von vier nicht genannt und ist weg.", "de"),
        ("Dam breaks", ""),
        ("大坝决口", ""),
    ],
)
def test_small_words_tell_the_language(text, tongue):
    assert guess_tongue(text) == tongue


def test_names_tell_more_than_words_and_less_the_more_texts_have_them():
    rarity = Rarity()
    for _ in range(5):
        rarity.add(profile_of("", "The talks in Karsa went on."))
    rare, known = profile_of("", "They met in Simm."), profile_of("", "They met in Karsa.")

    assert rarity.weights(rare)["simm"] > rarity.weights(known)["karsa"] > rarity.weights(known)["they"]


def test_terms_never_seen_are_kept_but_not_sought():
    rarity = Rarity()
    rarity.add(profile_of("", "The talks in Karsa went on."))
    profile = profile_of("Simm and Karsa", "They met in Simm and in Karsa.")

    assert "simm" in rarity.terms_to_keep(profile)
    assert rarity.terms_to_seek(profile) == ["karsa"]


def test_a_rare_name_tells_more_of_a_story_than_common_words():
    rarity = Rarity()
    for number in range(20):
        rarity.add(profile_of("", f"They talked about trade, fish and ships near Place{number}."))

    assert rarity.best_stories({"talk": {1}, "trad": {1}, "fish": {1}, "place7": {2}, "ship": {2}}) == [2, 1]


@pytest.mark.parametrize(
    ("dateline", "places", "day"),
    [
        ("KARSA, Nov. 28 (Vesper) --", ("karsa",), "28"),
        ("新华社成都11月28日电", ("成都",), "28"),
        ("【北京共同】", ("北京",), ""),
        ("(서울=연합뉴스)", ("서울",), ""),
    ],
)
def test_a_date_line_tells_place_and_day_and_no_agency(dateline, places, day):
    profile = profile_of("", "", dateline)

    assert (profile.places, profile.day) == (places, day)


def test_footers_are_no_figures():
    assert profile_of("", "Some 41.5 tons burned.\nkelt abc yy n1 281201 Nov 26").figures == {"41.5"}


def test_names_that_open_sentences_each_time_are_known_beside_other_words():
    profile = profile_of("Karsa port shut", "Karsa port is shut. Fire came.", "")

    assert (profile.names, profile.openers) == ({}, {"karsa"})
