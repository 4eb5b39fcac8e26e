"""Properties of every merge, whatever three texts."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from merge3 import Merge3

from stories.compare import Text
from stories.compare.core.tokens import pieces
from stories.copy import Block, Kind, Mark, MarkKind, normalise
from stories.merge import Choice, Conflict, HeadConflict, Merged, merge
from tests.stories.random_edits import edit_blocks

WORDS = st.sampled_from(("the", "of", "said", "two", "3,400", "al-Bab", "town,", "left.", "—", "北京市", *"ABCDEFGHJK"))
LINES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
MARKS = st.builds(Mark, st.integers(0, 10), st.integers(0, 30), st.sampled_from([MarkKind.STRONG, MarkKind.EM]))
BLOCK = st.builds(Block, st.sampled_from([Kind.PARAGRAPH, Kind.QUOTE]), LINES, st.lists(MARKS, max_size=2).map(tuple))
HEADS = st.fixed_dictionaries({"headline": LINES, "byline": st.sampled_from(["", "By A B"])})
TEXTS = st.builds(Text, HEADS, st.lists(BLOCK, max_size=6).map(normalise))


@st.composite
def three_texts(draw):
    """Draw a text and two editors' versions of it, each after a few acts."""
    base = draw(TEXTS)
    return base, draw(a_rewrite(base)), draw(a_rewrite(base))


@st.composite
def a_rewrite(draw, text):
    """Draw an editor's version of a text."""
    acts = ["words", "drop", "insert", "move", "split", "marks", "kind"]
    kind = st.just(Kind.HEADING)
    blocks = draw(edit_blocks(text.blocks, acts, most=3, block=BLOCK, words=LINES, kind=kind, mark=MARKS))
    return Text(draw(st.one_of(st.just(text.head), HEADS)), blocks)


def words(blocks) -> Counter[str]:
    """Count each piece of the blocks."""
    return Counter(piece.rstrip() for block in blocks for piece in pieces(block.text))


def all_words(merged: Merged) -> Counter[str]:
    """Count each piece of the merged text; of a conflict the side counts that has it most often."""
    found = words(part for part in merged.parts if not isinstance(part, Conflict))
    for conflict in merged.conflicts:
        found += words(conflict.ours) | words(conflict.theirs)
    return found


def lost_words(base, sides, found) -> list[Counter[str]]:
    """Return the pieces that each side wrote anew and that are not found."""
    return [words(side.blocks) - words(base.blocks) - found for side in sides]


def mirror(merged: Merged) -> Merged:
    """Return the same merge with the sides exchanged."""
    parts = [
        Conflict(part.base, part.theirs, part.ours) if isinstance(part, Conflict) else part for part in merged.parts
    ]
    heads = [HeadConflict(head.field, head.base, head.theirs, head.ours) for head in merged.head_conflicts]
    return Merged(dict(merged.head) | {head.field: head.ours for head in heads}, tuple(heads), tuple(parts))


@given(TEXTS, TEXTS)
def test_what_only_one_changed_is_as_that_one_left_it(base, theirs):
    assert merge(base, base, theirs).settle() == theirs
    assert merge(base, theirs, base).settle() == theirs
    assert merge(base, theirs, theirs).settle() == theirs
    assert merge(base, base, theirs).is_clean


@given(three_texts())
def test_no_word_that_either_wrote_is_lost(texts):
    base, ours, theirs = texts

    assert lost_words(base, (ours, theirs), all_words(merge(base, ours, theirs))) == [Counter(), Counter()]


@given(three_texts())
def test_no_word_that_both_kept_is_lost(texts):
    base, ours, theirs = texts
    counts = [words(text.blocks) for text in texts]
    kept = {piece for piece in counts[0] if all(count[piece] == 1 for count in counts)}

    assert kept <= set(all_words(merge(base, ours, theirs)))


@given(three_texts())
def test_both_sides_are_treated_alike(texts):
    base, ours, theirs = texts

    there, back = merge(base, ours, theirs), mirror(merge(base, theirs, ours))

    assert there.is_clean == back.is_clean
    if there.is_clean:
        assert Counter(there.settle().blocks) == Counter(back.settle().blocks)


@given(three_texts())
def test_ours_for_every_conflict_keeps_our_words(texts):
    base, ours, theirs = texts
    merged = merge(base, ours, theirs)

    text = merged.settle([Choice.OURS] * len(merged.conflicts))

    assert not (words(ours.blocks) - words(base.blocks)) - words(text.blocks)


@given(st.lists(st.integers(0, 9), unique=True, max_size=8), st.data())
def test_paragraphs_that_do_not_touch_merge_as_the_oracle_merges_them(numbers, data):
    base = [f"Paragraph {chr(65 + number)} tells {'of all that ' * number}and ends." for number in numbers]
    new = iter(f"Fresh words {chr(97 + number)} came here {number} times." for number in range(99))
    sides = []
    for _ in range(2):
        lines = []
        for line in base:
            act = data.draw(st.sampled_from(["keep", "keep", "keep", "drop", "replace", "insert"]))
            lines += {"keep": [line], "drop": [], "replace": [next(new)], "insert": [next(new), line]}[act]
        sides.append(lines)
    oracle = Merge3(base, *sides)
    if any(group[0] == "conflict" for group in oracle.merge_groups()):
        return

    merged = merge(*(Text({}, tuple(Block(Kind.PARAGRAPH, line) for line in lines)) for lines in (base, *sides)))

    assert [block.text for block in merged.settle().blocks] == list(oracle.merge_lines())
    assert merged.is_clean
