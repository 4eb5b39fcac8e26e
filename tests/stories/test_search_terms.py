"""Words and stems of texts: shorter ways to them give the same."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.search_terms import STEMMERS, split_words, stemmer_for, text_runs

WORDS = {
    "ar": "المدينة والسدود كتبوا يكتبون مكتبات الأنهار",
    "de": "Häuser gebrochen Dämme Flüssen freundlicherweise größte",
    "en": "dying resigned resignation generously dams held's communities skies news",
    "es": "canciones rápidamente haciéndolo represas ciudades",
    "fr": "continuellement barrages majestés inondations chevaux",
    "it": "dighe rapidamente abbandonata portandogli città",
    "pt": "barragens rapidamente cidades construções avó",
    "ru": "плотины городами разрушенных написавшаяся ёлки",
}
SIGNS = [*"abEéß’'-_,.123456½٣،水坝กาالـİﬁ \n", "\u0301", "\u200d", "\u00a0", "\u202f"]


@given(st.lists(st.sampled_from(SIGNS)).map("".join))
def test_runs_of_a_text_are_the_words_that_marks_are_made_by(text):
    words = [word.written for word in split_words(text)]

    assert [run for run in text_runs(text) if run in set(words)] == words


@pytest.mark.parametrize("language", STEMMERS)
def test_stems_are_those_of_the_pure_python_too(language):
    name = STEMMERS[language]
    pure = getattr(importlib.import_module(f"snowballstemmer.{name}_stemmer"), f"{name.title()}Stemmer")()

    words = WORDS[language].casefold().split()

    assert [stemmer_for(language).stemWord(word) for word in words] == [pure.stemWord(word) for word in words]
