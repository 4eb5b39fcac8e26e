"""Bounds of a comparison in length, doubt and cost: long texts, texts with like paragraphs, worst cases."""

import random
import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel, LCSseq

from stories.compare import Fate, Op, apply, compare
from stories.compare.core.tokens import Vocabulary, is_word, pieces
from stories.compare.core.words import common_runs
from stories.compare.core.work import Work
from tests.stories.compare.texts import a_text, check_comparison, fates, rows, steps

SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprst" for vowel in "aeiou"]
VOCABULARY = [a + b + "n" for a in SYLLABLES for b in SYLLABLES]
SMALL = ("the", "of", "and", "a", "to", "in", "was", "that", "on", "for")
LONG = 20_000  # words of the longest text that is compared for every reader


def make_random(seed: int) -> random.Random:
    """Chance that is the same in every run."""
    return random.Random(seed)  # noqa: S311, words are no secrets


def prose(rng: random.Random, words: int) -> str:
    """Words as copy has them: small ones often, the others seldom, a stop now and then."""
    chosen = [rng.choice(SMALL) if rng.random() < 0.4 else rng.choice(VOCABULARY) for _ in range(words)]
    return " ".join(word + "." * (number % 12 == 11) for number, word in enumerate(chosen)) + "."


def paragraphs(rng: random.Random, words: int) -> list[str]:
    """Return a text of so many words in paragraphs of 20 to 70."""
    found: list[str] = []
    while words > 0:
        found.append(prose(rng, rng.randint(20, 70)))
        words -= len(found[-1].split())
    return found


def least_marked(old: list[str], new: list[str]) -> int:
    """Words that the shortest script without moves removes and adds."""
    vocabulary = Vocabulary()
    codes = [
        vocabulary.code([piece for text in texts for piece in pieces(text) if is_word(piece)]) for texts in (old, new)
    ]
    return Indel.distance(*codes)


def change_words(rng: random.Random, text: str, times: int) -> str:
    """Return the text with some words replaced, dropped or added; a small word, which is never marked alone, stays."""
    words = text.split()
    for _ in range(times):
        at = rng.choice([place for place, word in enumerate(words) if word.strip(".") not in SMALL])
        words[at : at + rng.choice((0, 1, 1))] = rng.choice(([], [rng.choice(VOCABULARY)], [rng.choice(VOCABULARY)]))
    return " ".join(words)


@given(st.text("abcdef", max_size=40), st.text("abcdef", max_size=40))
def test_the_words_that_stay_are_as_many_as_can(a, b):
    runs = common_runs(a, b, Work(10_000))

    assert runs is not None
    assert sum(run.size for run in runs) == LCSseq.similarity(a, b)
    assert all(a[run.a : run.a + run.size] == b[run.b : run.b + run.size] for run in runs)
    assert all(one.a + one.size <= other.a and one.b + one.size <= other.b for one, other in pairwise(runs))


def test_very_long_words_are_matched_between_what_stands_but_once():
    rng = make_random(1)
    old = [rng.randrange(1, 5_000) for _ in range(12_000)]
    new = [number for number in old if rng.random() > 0.02]
    codes = "".join(map(chr, old)), "".join(map(chr, new))

    runs = common_runs(*codes, Work(100_000))

    assert runs is not None
    assert sum(run.size for run in runs) == len(new)


@pytest.mark.parametrize("seed", range(12))
def test_edited_words_are_marked_and_no_others(seed):
    rng = make_random(seed)
    old = paragraphs(rng, 1_500)
    new = [change_words(rng, text, rng.choice((0, 0, 1))) for text in old]
    new.insert(rng.randrange(3, len(new)), prose(rng, 30))
    del new[0]

    comparison = check_comparison(a_text(*old), a_text(*new))

    assert comparison.words_added + comparison.words_removed <= least_marked(old, new)
    assert not any(row.has_moved for row in comparison.changes)


@pytest.mark.parametrize("seed", range(12))
def test_a_moved_paragraph_costs_no_word(seed):
    rng = make_random(seed)
    old = paragraphs(rng, 1_500)
    new = list(old)
    start, end = rng.sample(range(0, len(new), 2), 2)
    new.insert(end, new.pop(start))

    comparison = check_comparison(a_text(*old), a_text(*new))

    assert [row.old for row in comparison.changes if row.has_moved] == [start + 1]
    assert (comparison.words_added, comparison.words_removed) == (0, 0)


@pytest.mark.parametrize("seed", range(12))
def test_a_paragraph_that_moved_and_changed_is_shown_as_that(seed):
    rng = make_random(seed)
    old = paragraphs(rng, 1_500)
    new = [change_words(rng, text, rng.choice((0, 1))) for text in old]
    start, end = rng.sample(range(0, len(new), 2), 2)
    moved = change_words(rng, new.pop(start), 2)
    new.insert(end, moved)

    comparison = check_comparison(a_text(*old), a_text(*new))

    assert [(row.fate, row.old, row.new) for row in comparison.changes if row.has_moved] == [
        (Fate.MOVED_CHANGED, start + 1, end + 1)
    ]
    assert comparison.words_added + comparison.words_removed < least_marked(old, new)


FORMS = {
    "sentences": "The mayor of {} said on {} that the town would rebuild the {} by the end of next {}.",
    "results": "{} beat {} in front of their own supporters at {} stadium on {} night.",
    "rows": "{}\t{}\t{}\t{}",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("seed", range(8))
def test_paragraphs_that_are_alike_have_not_moved(form, seed):
    rng = make_random(seed)
    old = [form.format(*rng.sample(VOCABULARY, 4)) for _ in range(40)]
    new = [text.replace(text.split()[0], rng.choice(VOCABULARY)) if rng.random() < 0.3 else text for text in old]
    for _ in range(4):
        del new[rng.randrange(len(new))]
        new.insert(rng.randrange(len(new)), form.format(*rng.sample(VOCABULARY, 4)))

    comparison = check_comparison(a_text(*old), a_text(*new))

    assert not any(row.has_moved for row in comparison.changes)


def test_copies_of_a_few_paragraphs_are_paired_in_order():
    rng = make_random(5)
    few = [prose(rng, 40) for _ in range(5)]
    old = [few[number % 5] for number in range(60)]
    new = [change_words(rng, text, 6) if rng.random() < 0.7 else text for text in old]
    del new[7], new[31]
    new.insert(50, prose(rng, 30))

    comparison = check_comparison(a_text(*old), a_text(*new))

    assert [row.old for row in comparison.changes if row.new is None] == [8, 33]
    assert [row.new for row in comparison.changes if row.old is None] == [51]
    assert not any(row.has_moved for row in comparison.changes)


def test_a_thousand_equal_paragraphs_lose_some():
    comparison = check_comparison(a_text(*["The same again."] * 1_000), a_text(*["The same again."] * 900))

    assert [row.fate for row in comparison.changes] == [Fate.SAME] * 900 + [Fate.REMOVED] * 100


def worst_cases(long: int = LONG) -> dict[str, tuple[list[str], list[str]]]:
    """Pairs of texts of 20,000 words, or so many, that are hard to compare."""
    rng = make_random(3)
    words = [rng.choice(VOCABULARY) for _ in range(long)]
    shuffled, edited = list(words), [word if rng.random() > 0.05 else rng.choice(VOCABULARY) for word in words]
    rng.shuffle(shuffled)
    of_ten = [" ".join(words[at : at + 10]) for at in range(0, long, 10)]
    of_fifty = [" ".join(words[at : at + 50]) for at in range(0, long, 50)]
    unlike = [" ".join(f"{word}x" for word in text.split()) for text in of_fifty]
    return {
        "a full rewrite": (of_fifty, unlike),
        "a rewrite in the same words": (of_fifty, [" ".join(shuffled[at : at + 50]) for at in range(0, long, 50)]),
        "one paragraph, nothing shared": ([" ".join(words)], [" ".join(unlike)]),
        "one paragraph, shuffled": ([" ".join(words)], [" ".join(shuffled)]),
        "one paragraph, edited": ([" ".join(words)], [" ".join(edited)]),
        "one paragraph of two words": tuple([" ".join(rng.choices("ab", k=long))] for _ in range(2)),
        "one word repeated": (["a " * long], ["a " * (long - long // 29)]),
        "paragraphs of one word, shuffled": (words, shuffled),
        "paragraphs of two words only": tuple(rng.choices("ab", k=long) for _ in range(2)),
        "paragraphs that are all alike": tuple(
            [
                f"{rng.choice(VOCABULARY)} won {rng.randrange(90)} of {rng.randrange(90)} games this season so far"
                for _ in range(long // 10)
            ]
            for _ in range(2)
        ),
        "every paragraph split": (of_fifty, of_ten),
        "every paragraph joined": (of_ten, of_fifty),
        "every paragraph moved and changed": (of_ten, [f"{text} so" for text in rng.sample(of_ten, len(of_ten))]),
        "Chinese, nothing in order": tuple(
            ["".join(chr(rng.randrange(0x4E00, 0x5600)) for _ in range(long))] for _ in range(2)
        ),
    }


@pytest.mark.parametrize("name", worst_cases(10))
def test_the_worst_costs_twice_as_much_at_twice_the_length(name):
    half, whole = (tuple(a_text(*text) for text in worst_cases(length)[name]) for length in (LONG // 2, LONG))

    assert apply(compare(*whole), whole[0]) == whole[1]
    assert steps(lambda: compare(*whole)) < 3 * steps(lambda: compare(*half))


def test_the_worst_takes_less_than_a_hundred_megabytes():
    old, new = worst_cases()["a full rewrite"]
    tracemalloc.start()

    compare(a_text(*old), a_text(*new))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000  # the edit scripts themselves, which are not Python's, take 20 MB at most


def test_past_the_budget_whole_paragraphs_are_shown_and_it_is_said():
    old = a_text("One of the men left the town.", "Nothing changes here.", "Gone for good.")
    new = a_text("One of the men entered the town.", "Nothing changes here.")

    comparison = compare(old, new, budget=0)

    assert comparison.coarse
    assert rows(comparison) == [
        "changed 1 1: [-One of the men left the town.-]{+One of the men entered the town.+}",
        "same 2 2: Nothing changes here.",
        "removed 3 -: [-Gone for good.-]",
    ]
    assert not compare(old, new).coarse


def test_a_head_field_past_the_budget_is_shown_whole():
    comparison = compare(a_text(headline="Two men left"), a_text(headline="Two men came"), budget=0)

    assert [part.op for part in comparison.head[0].segments] == [Op.REMOVED, Op.ADDED]
    assert comparison.coarse


def test_texts_too_long_to_be_read_are_compared_by_paragraphs():
    long = "word " * 150_000
    old, new = a_text("Top.", long + "one", "Moved here.", "End."), a_text("Top.", "Moved here.", long + "two", "End.")

    comparison = check_comparison(old, new)

    assert comparison.coarse
    assert fates(comparison) == "same 1 1, removed 2 -, same 3 2, added - 3, same 4 4"
