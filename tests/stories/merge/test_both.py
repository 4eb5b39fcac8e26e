"""The text where both sides of a conflict are kept."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.compare.core.sentences import sentences
from stories.copy import Block, Kind, Mark, MarkKind
from stories.merge import Choice, merge
from tests.stories.compare.texts import a_text
from tests.stories.merge.test_properties import lost_words, three_texts, words

HELD = "The dam at Karse Head held."
STRIKE = "The strike hit a convoy at 2 a.m., according to witnesses. Residents heard two loud explosions. Many fled."
FIRST, SECOND = (
    "The strike hit a convoy at 2 a.m., according to witnesses.",
    "Residents heard two loud explosions. Many fled.",
)
LONG = "The ministry said the wall was built by a company that no longer exists in any of the three provinces."
OTHER = "Four towns in the valley below were told to leave by noon, and their mayors asked for buses at once."

KEPT = {
    "a sentence added by each": (
        [STRIKE],
        [f"{STRIKE} A bridge fell."],
        [f"{STRIKE} Schools closed."],
        [f"{STRIKE} A bridge fell. Schools closed."],
    ),
    "a sentence added by each within": (
        [STRIKE],
        [STRIKE.replace("Many", "A bridge fell. Many")],
        [STRIKE.replace("Many", "Schools closed. Many")],
        [STRIKE.replace("Many", "A bridge fell. Schools closed. Many")],
    ),
    "one sentence added by both, one by each": (
        [HELD],
        [f"{HELD} It rained. A bridge fell."],
        [f"{HELD} It rained. Schools closed."],
        [f"{HELD} It rained. A bridge fell. Schools closed."],
    ),
    "more added than there was": ([HELD], [f"{HELD} {LONG}"], [f"{HELD} {OTHER}"], [f"{HELD} {LONG} {OTHER}"]),
    "one sentence of several changed by both": (
        [STRIKE],
        [STRIKE.replace("two", "three")],
        [STRIKE.replace("two", "four")],
        [f"{FIRST} Residents heard three loud explosions. Residents heard four loud explosions. Many fled."],
    ),
    "a sentence dropped here, changed there": (
        [STRIKE],
        [f"{FIRST} Many fled."],
        [STRIKE.replace("two", "three")],
        [STRIKE.replace("two", "three")],
    ),
    "words that touch": (
        ["He left the old town on foot."],
        ["He left the new town on foot."],
        ["He left the old city on foot."],
        ["He left the new city on foot."],
    ),
    "the only sentence changed by both": ([HELD], ["It fell."], ["The dam broke."], ["It fell.", "The dam broke."]),
    "split here, longer there": ([STRIKE], [FIRST, SECOND], [f"{STRIKE} It rained."], [FIRST, f"{SECOND} It rained."]),
    "a paragraph of each with the same beginning": (
        [HELD, STRIKE],
        [HELD, f"{LONG} A bridge fell.", STRIKE],
        [HELD, f"{LONG} Schools closed.", STRIKE],
        [HELD, f"{LONG} A bridge fell. Schools closed.", STRIKE],
    ),
    "copy without blanks": (
        ["大坝坍塌。三人受伤。"],
        ["大坝坍塌。三人受伤。桥断了。"],
        ["大坝坍塌。三人受伤。学校关闭。"],
        ["大坝坍塌。三人受伤。桥断了。学校关闭。"],
    ),
    "a paragraph changed by both, the next one dropped here": (
        [STRIKE, OTHER],
        [STRIKE.replace("two", "six")],
        [STRIKE.replace("two", "ten"), OTHER],
        [f"{FIRST} Residents heard six loud explosions. Residents heard ten loud explosions. Many fled."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), KEPT.values(), ids=KEPT.keys())
def test_both_have_the_changes_of_both(base, ours, theirs, expected):
    merged = merge(a_text(*base), a_text(*ours), a_text(*theirs))

    assert not merged.is_clean
    assert merged.settle([Choice.BOTH] * len(merged.conflicts)) == a_text(*expected)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (
            STRIKE.replace("witnesses", "police"),
            STRIKE.replace("Residents", "Neighbours"),
            STRIKE.replace("witnesses", "police").replace("Residents", "Neighbours"),
        ),
        (
            STRIKE.replace("fled", "ran"),
            f"{STRIKE} Schools closed.",
            f"{STRIKE.replace('fled', 'ran')} Schools closed.",
        ),
    ],
)
def test_changes_on_both_sides_of_a_full_stop_are_no_conflict(ours, theirs, expected):
    merged = merge(a_text(STRIKE), a_text(ours), a_text(theirs))

    assert merged.is_clean
    assert merged.settle() == a_text(expected)


def test_both_keep_the_marks_of_both():
    ours = Block(Kind.PARAGRAPH, f"{STRIKE} A bridge fell.", (Mark(0, 3, MarkKind.STRONG),))
    theirs = Block(Kind.PARAGRAPH, f"{STRIKE} Schools closed.", (Mark(len(STRIKE) + 1, len(STRIKE) + 8, MarkKind.EM),))

    merged = merge(a_text(STRIKE), a_text(ours), a_text(theirs))

    at = len(STRIKE) + len(" A bridge fell. ")
    marks = (Mark(0, 3, MarkKind.STRONG), Mark(at, at + 7, MarkKind.EM))
    assert merged.settle([Choice.BOTH]).blocks == (
        Block(Kind.PARAGRAPH, f"{STRIKE} A bridge fell. Schools closed.", marks),
    )


def test_both_keep_two_links_on_the_same_words():
    ours, theirs = (
        Block(Kind.PARAGRAPH, HELD, (Mark(4, 7, MarkKind.LINK, f"https://{page}.example/"),)) for page in "ab"
    )

    assert merge(a_text(HELD), a_text(ours), a_text(theirs)).settle([Choice.BOTH]).blocks == (ours, theirs)


def settle_by_both(base, ours, theirs):
    merged = merge(base, ours, theirs)
    return merged.settle([Choice.BOTH] * len(merged.conflicts)).blocks


@given(three_texts())
def test_both_lose_no_word_that_either_wrote(texts):
    base, ours, theirs = texts

    assert lost_words(base, (ours, theirs), words(settle_by_both(base, ours, theirs))) == [Counter(), Counter()]


@given(three_texts())
def test_both_are_the_same_whoever_comes_first(texts):
    base, ours, theirs = texts

    assert words(settle_by_both(base, ours, theirs)) == words(settle_by_both(base, theirs, ours))


def count_sentences(blocks):
    """Count each sentence of a text."""
    return Counter(block.text[slice(*place)].strip() for block in blocks for place in sentences(block.text))


SENTENCE = st.builds("{} {} {} {}.".format, *(st.sampled_from(words.split()) for words in (
    "Police Rescuers Ministers Farmers", "saw met left found", "two three no many", "boats towns dams reports"
)))  # fmt: skip


@st.composite
def a_rewrite(draw, sentences_before, fresh):
    """Draw a paragraph of which an editor dropped, added and changed sentences; new ones carry their number."""
    after = []
    for sentence in sentences_before:
        act = draw(st.sampled_from(["keep", "keep", "keep", "drop", "change", "add"]))
        after += [next(fresh)] if act in ("change", "add") else []
        after += [sentence] if act in ("keep", "add") else []
    return after + [next(fresh)] * draw(st.booleans())


@given(st.lists(SENTENCE, min_size=1, max_size=6, unique=True), st.data())
def test_both_have_each_sentence_that_came_and_once_each_that_stayed(before, data):
    sides = [
        data.draw(a_rewrite(before, (f"At {hour} the {who} moved {hour} miles." for hour in range(13, 99))))
        for who in ("convoy", "fleet")
    ]
    texts = [a_text(*([" ".join(side)] if side else [])) for side in (before, *sides)]
    found = count_sentences(settle_by_both(*texts))
    kept = {sentence for sentence in before if all(sentence in side for side in sides)}
    came = {sentence for side in sides for sentence in side} - {*before}

    assert {sentence: found[sentence] for sentence in kept | came} == dict.fromkeys(kept | came, 1)
