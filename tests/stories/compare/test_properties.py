"""Properties of every comparison, whatever the texts."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from stories.compare import Fate, Op, Text, apply, compare
from stories.copy import Block, Kind, Mark, MarkKind, normalise
from tests.stories.random_edits import edit_blocks

WORDS = st.sampled_from(
    (
        *("the", "of", "a", "said", "minister", "two", "three", "3,400", "$1.2 billion", "al-Bab", "town,", "left."),
        *(
            "left",
            "report.",
            "“quoted”",
            "new",
            ";",
            "—",
            "北京市政府",
            "宣布",
            "สวัสดีครับ",
            "مرحبا",
            "بالعالم؟",
            "👩‍👩‍👧",
            "🇫🇷",
        ),
        *("e\u0301te\u0301", "U.S.", "it's", "co-operate", "1,000", "A", "B", "C", "D", "E", "F", "G", "H"),
    )
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
ANYTHING = st.text(st.one_of(st.sampled_from(" \n\tab.,"), st.characters(exclude_categories=[])), max_size=12)
MARKS = st.builds(
    Mark,
    st.integers(0, 20),
    st.integers(0, 40),
    st.sampled_from(MarkKind),
    st.sampled_from(["http://a.example/", "https://b.example/x"]),
)
BLOCK = st.builds(
    Block, st.sampled_from(Kind), st.one_of(SENTENCES, SENTENCES, ANYTHING), st.lists(MARKS, max_size=3).map(tuple)
)
BLOCKS = st.lists(BLOCK, max_size=8).map(normalise)
HEADS = st.fixed_dictionaries({"headline": SENTENCES, "byline": st.sampled_from(["", "By A B"])})
TEXTS = st.builds(Text, HEADS, BLOCKS)


@st.composite
def pairs(draw):
    """Two texts: unrelated ones, or one and what an editor made of it."""
    old = draw(TEXTS)
    if draw(st.booleans()):
        return old, draw(TEXTS)
    acts = ["words", "drop", "insert", "move", "split", "join", "kind", "marks"]
    blocks = draw(
        edit_blocks(old.blocks, acts, most=4, block=BLOCK, words=SENTENCES, kind=st.sampled_from(Kind), mark=MARKS)
    )
    return old, Text(draw(st.one_of(st.just(old.head), HEADS)), blocks)


@given(pairs())
def test_applied_to_the_old_text_it_gives_the_new_one(texts):
    old, new = texts

    assert apply(compare(old, new), old) == new


@given(pairs())
def test_mirrored_it_is_the_comparison_the_other_way_round(texts):
    old, new = texts
    comparison = compare(old, new)

    assert compare(new, old) == comparison.mirror()
    assert comparison.mirror().mirror() == comparison
    assert apply(comparison.mirror(), new) == old


@given(pairs())
def test_a_comparison_is_the_same_at_any_budget_that_reaches_and_right_at_any(texts):
    old, new = texts
    coarse = compare(old, new, budget=0)

    assert apply(coarse, old) == new
    assert compare(new, old, budget=0) == coarse.mirror()
    if not coarse.coarse:
        assert coarse == compare(old, new)


@given(TEXTS)
def test_a_text_compared_with_itself_is_empty(text):
    comparison = compare(text, text)

    assert comparison.is_empty
    assert comparison.paragraphs() == ()
    assert (comparison.words_added, comparison.words_removed) == (0, 0)


@given(pairs())
def test_a_comparison_is_empty_only_of_equal_texts(texts):
    old, new = texts

    assert compare(old, new).is_empty == (old == new)


@given(pairs())
def test_every_paragraph_of_both_texts_has_its_rows_in_reading_order(texts):
    old, new = texts
    rows = compare(old, new).changes

    assert sorted({row.old for row in rows if row.old}) == [number + 1 for number in range(len(old.blocks))]
    assert [*dict.fromkeys(row.new for row in rows if row.new)] == [number + 1 for number in range(len(new.blocks))]
    staying = [row.old for row in rows if row.old and row.fate not in (Fate.MOVED, Fate.MOVED_CHANGED)]
    assert staying == sorted(staying)


@given(pairs())
def test_no_character_that_a_reader_sees_as_one_is_cut(texts):
    old, new = texts
    for row in compare(old, new).changes:
        if any(block.marks for block in (*old.blocks, *new.blocks)):
            continue
        text = ""
        for segment in row.segments:
            extends = unicodedata.category(segment.text[0]) in ("Mn", "Me", "Mc") or segment.text[0] == "\u200d"
            assert not (extends and text), (row, segment)
            assert not text.endswith("\u200d")
            text = text if segment.op is Op.REMOVED else segment.text


@given(st.lists(ANYTHING, max_size=5), st.lists(ANYTHING, max_size=5))
@example(["\u0301"], [" \u0301x"])
@example(["", "a", ""], ["", "", "a"])
def test_blocks_as_no_copy_keeps_them_are_compared_too(olds, news):
    old, new = (Text({}, tuple(Block(Kind.PARAGRAPH, text) for text in texts)) for texts in (olds, news))

    assert apply(compare(old, new), old) == new
