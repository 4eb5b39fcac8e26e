"""Phrases as they are found in copy, and the gaps that they leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.copy import Block, Kind, Mark, MarkKind, normalise
from stories.copy.gaps import GAP, read_phrases

TABLE = """
Edda Roan   | Clerk Edda Roan left              | Clerk █████ left
Edda Roan   | EDDA  ROAN left, edda-roan too    | █████ left, █████ too
Roan        | Roan's horse is roaning           | █████'s horse is roaning
O'Dell      | Ms O’Dell and Ms ODell            | Ms █████ and Ms ODell
Zoë         | Zoë and Zoe                       | █████ and Zoe
Иван Керн   | видел Иван Керн, не Иванов        | видел █████, не Иванов
林小雨       | 记者林小雨报道                      | 记者█████报道
김하나       | 김하나는 말했다                     | █████는 말했다
سلمى        | قالت وسلمى                        | قالت و█████
62-38       | It was 62-38, not 162-38          | It was █████, not 162-38
"""


@pytest.mark.parametrize(
    ("phrase", "text", "gapped"), [[cell.strip() for cell in row.split("|")] for row in TABLE.strip().splitlines()]
)
def test_phrase_is_found_as_copy_prints_it(phrase, text, gapped):
    assert read_phrases(phrase).cut(text) == gapped


@pytest.mark.parametrize("lines", ["x", "...", "Edda\ny", "\n".join(f"name {number}" for number in range(21))])
def test_what_would_find_too_much_is_refused(lines):
    with pytest.raises(ValueError, match=r"\w|\.\.\."):
        read_phrases(lines)


def test_longest_phrase_goes_first_and_marks_move_along():
    block = Block(
        Kind.PARAGRAPH,
        "See Edda Roan at the gate",
        (
            Mark(4, 8, MarkKind.STRONG),
            Mark(9, 13, MarkKind.LINK, "https://news.example/edda%20roan"),
            Mark(21, 25, MarkKind.EM),
        ),
    )

    gapped = read_phrases("Edda\nEdda Roan").cut_block(block)

    assert gapped.text == f"See {GAP} at the gate"
    assert gapped.marks == (Mark(4, 9, MarkKind.STRONG), Mark(17, 21, MarkKind.EM))


@given(
    words=st.lists(st.sampled_from(["Edda", "Roan", "held", "the", "gate"]), min_size=1, max_size=12),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(list(MarkKind))), max_size=5),
)
def test_gapped_block_is_in_the_form_that_is_kept_and_has_no_phrase(words, spans):
    marks = [
        Mark(min(start, end), max(start, end), kind, "https://a.example/" if kind is MarkKind.LINK else "")
        for start, end, kind in spans
    ]
    phrases = read_phrases("Edda Roan\nRoan")
    for block in normalise([Block(Kind.PARAGRAPH, " ".join(words), tuple(marks))]):
        gapped = phrases.cut_block(block)

        assert normalise([gapped]) == (gapped,)
        assert phrases.count(gapped.text) == 0
        assert phrases.cut_block(gapped) == gapped
