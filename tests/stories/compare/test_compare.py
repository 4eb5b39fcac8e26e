"""Paragraphs found again in a comparison, and its rows."""

import pytest

from stories.compare import Change, Fate, Ghost, HeadChange, Op, Segment
from stories.copy import Block, Kind, Mark, MarkKind
from tests.stories.compare.texts import a_text, check_comparison, fates, rows

LEAD = "Two soldiers were killed near the town of al-Bab on Thursday, the army said in a statement."
STRIKE = "The strike hit a convoy at 2 a.m., according to witnesses. Residents heard two loud explosions. Many fled."
INQUIRY = "Officials in the capital promised an inquiry and said its results would be made public within a week."
QUOTE = '"We have no reason to doubt the report," said Minister Lena Ostrova.'
DAM = "The two countries agreed last year to share $1.2 billion of the cost of the dam, to be built by 2030."


def test_the_same_text_is_the_same():
    comparison = check_comparison(a_text(LEAD, DAM), a_text(LEAD, DAM))

    assert comparison.is_empty
    assert [change.segments for change in comparison.changes] == [(Segment(Op.SAME, LEAD),), (Segment(Op.SAME, DAM),)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], ""),
        ([], [LEAD], "added - 1"),
        ([LEAD], [], "removed 1 -"),
        (["Yes"], ["No"], "removed 1 -, added - 1"),
        ([LEAD, STRIKE, DAM], [LEAD, STRIKE, INQUIRY, DAM], "same 1 1, same 2 2, added - 3, same 3 4"),
        ([LEAD, STRIKE, DAM], [LEAD, DAM], "same 1 1, removed 2 -, same 3 2"),
        ([LEAD, STRIKE, DAM], [INQUIRY, STRIKE, DAM], "removed 1 -, added - 1, same 2 2, same 3 3"),
        ([LEAD, STRIKE, INQUIRY, DAM], [LEAD, INQUIRY, DAM, STRIKE], "same 1 1, same 3 2, same 4 3, moved 2 4"),
        ([LEAD, STRIKE, INQUIRY, DAM], [DAM, LEAD, STRIKE, INQUIRY], "moved 4 1, same 1 2, same 2 3, same 3 4"),
        (["* * *", LEAD, "* * *"], [LEAD, "* * *", "* * *"], "removed 1 -, same 2 1, added - 2, same 3 3"),
    ],
)
def test_paragraphs_are_found_again(old, new, expected):
    assert fates(check_comparison(a_text(*old), a_text(*new))) == expected


def test_a_changed_paragraph_is_found_between_new_ones():
    comparison = check_comparison(a_text(LEAD, STRIKE), a_text(INQUIRY, LEAD.replace("Two", "Three"), QUOTE, STRIKE))

    assert rows(comparison) == [
        f"added - 1: {{+{INQUIRY}+}}",
        f"changed 1 2: [-Two-]{{+Three+}}{LEAD[3:]}",
        f"added - 3: {{+{QUOTE}+}}",
        f"same 2 4: {STRIKE}",
    ]


def test_a_paragraph_that_moved_and_changed_is_found():
    comparison = check_comparison(
        a_text(LEAD, STRIKE, INQUIRY, DAM), a_text(LEAD, DAM.replace("1.2", "1.4"), STRIKE, INQUIRY)
    )

    assert rows(comparison)[1] == (
        "moved-changed 4 2: The two countries agreed last year to share [-$1.2 billion-]{+$1.4 billion+}"
        " of the cost of the dam, to be built by 2030."
    )


def test_of_two_that_passed_each_other_the_shorter_has_moved():
    comparison = check_comparison(a_text(LEAD, QUOTE, DAM), a_text(QUOTE, LEAD, DAM))

    assert fates(comparison) == "moved 2 1, same 1 2, same 3 3"


def test_a_quote_that_grew_is_the_same_quote():
    grown = QUOTE.replace("report,", "report, and we shall act on it before the month is out,")

    assert (
        fates(check_comparison(a_text(LEAD, QUOTE, DAM), a_text(LEAD, grown, DAM))) == "same 1 1, changed 2 2, same 3 3"
    )


def test_a_split_paragraph_gives_a_row_for_each_part_and_no_word_is_marked():
    first, _, rest = STRIKE.partition(" Residents")
    comparison = check_comparison(a_text(LEAD, STRIKE, DAM), a_text(LEAD, first, "Residents" + rest, DAM))

    assert fates(comparison) == "same 1 1, changed 2 2, changed 2 3 split, same 3 4"
    assert (comparison.words_added, comparison.words_removed) == (0, 0)


def test_a_paragraph_is_split_around_a_new_one():
    first, _, rest = STRIKE.partition(" Residents")
    comparison = check_comparison(a_text(LEAD, STRIKE), a_text(LEAD, first, QUOTE, "Residents" + rest))

    assert fates(comparison) == "same 1 1, changed 2 2, added - 3, changed 2 4 split"


def test_joined_paragraphs_give_a_row_for_each_part():
    comparison = check_comparison(a_text(LEAD, STRIKE, INQUIRY, DAM), a_text(LEAD, f"{STRIKE} {INQUIRY}", DAM))

    assert fates(comparison) == "same 1 1, changed 2 2, changed 3 2 joined, same 4 3"
    assert (comparison.words_added, comparison.words_removed) == (0, 0)


def test_a_sentence_that_passed_to_the_next_paragraph_is_found_there():
    first, _, rest = STRIKE.partition(" Residents")
    comparison = check_comparison(a_text(STRIKE, DAM), a_text(first, f"Residents{rest} {DAM}"))

    assert fates(comparison) == "changed 1 1, changed 1 2 split, changed 2 2 joined"
    assert (comparison.words_added, comparison.words_removed) == (0, 0)


def test_a_paragraph_cut_into_many_is_found_in_all_of_them():
    sentences = [f"Sentence {number} tells what the witness {word} saw." for number, word in enumerate("abcdefgh")]

    comparison = check_comparison(a_text(" ".join(sentences)), a_text(*sentences))

    assert [row.old for row in comparison.changes] == [1] * 8
    assert (comparison.words_added, comparison.words_removed) == (0, 0)


def test_a_change_of_kind_alone_is_told():
    comparison = check_comparison(a_text(LEAD), a_text(Block(Kind.QUOTE, LEAD)))

    assert comparison.changes == (
        Change(Fate.CHANGED, Kind.QUOTE, 1, 1, (Segment(Op.SAME, LEAD),), old_kind=Kind.PARAGRAPH),
    )


def test_a_change_of_marks_alone_is_told():
    old = Block(Kind.PARAGRAPH, "See the report now", (Mark(4, 7, MarkKind.STRONG),))
    new = Block(Kind.PARAGRAPH, "See the report now", (Mark(8, 14, MarkKind.EM),))

    comparison = check_comparison(a_text(old), a_text(new))

    assert comparison.changes == (
        Change(
            Fate.CHANGED,
            Kind.PARAGRAPH,
            1,
            1,
            (
                Segment(Op.SAME, "See "),
                Segment(Op.REMOVED, "the", (MarkKind.STRONG,)),
                Segment(Op.ADDED, "the"),
                Segment(Op.SAME, " "),
                Segment(Op.REMOVED, "report"),
                Segment(Op.ADDED, "report", (MarkKind.EM,)),
                Segment(Op.SAME, " now"),
            ),
            restyled=True,
        ),
    )
    assert (comparison.words_added, comparison.words_removed) == (0, 0)


def test_a_change_of_a_links_address_is_told():
    old, new = (
        Block(Kind.PARAGRAPH, "The report", (Mark(4, 10, MarkKind.LINK, f"https://example.org/{page}"),))
        for page in "ab"
    )

    comparison = check_comparison(a_text(old), a_text(new))

    assert [(part.op, part.text, part.href) for part in comparison.changes[0].segments] == [
        (Op.SAME, "The ", ""),
        (Op.REMOVED, "report", "https://example.org/a"),
        (Op.ADDED, "report", "https://example.org/b"),
    ]
    assert (comparison.changes[0].restyled, comparison.changes[0].relinked) == (True, True)


def test_an_address_that_came_with_other_marks_is_more_than_an_address():
    old = Block(Kind.PARAGRAPH, "The report", (Mark(4, 10, MarkKind.LINK, "https://example.org/a"),))
    new = Block(Kind.PARAGRAPH, "The report", (Mark(0, 10, MarkKind.LINK, "https://example.org/b"),))

    row = check_comparison(a_text(old), a_text(new)).changes[0]

    assert (row.restyled, row.relinked) == (True, False)


def test_words_and_marks_change_together():
    old = Block(Kind.PARAGRAPH, "Two men left town", (Mark(0, 7, MarkKind.STRONG),))
    new = Block(Kind.PARAGRAPH, "Three men left town", (Mark(0, 9, MarkKind.STRONG), Mark(15, 19, MarkKind.EM)))

    comparison = check_comparison(a_text(old), a_text(new))

    assert [(part.op.value, part.text, part.marks) for part in comparison.changes[0].segments] == [
        ("removed", "Two", (MarkKind.STRONG,)),
        ("added", "Three", (MarkKind.STRONG,)),
        ("same", " men", (MarkKind.STRONG,)),
        ("same", " left ", ()),
        ("removed", "town", ()),
        ("added", "town", (MarkKind.EM,)),
    ]
    assert not comparison.changes[0].restyled


def test_rows_of_a_table_keep_their_columns():
    old = [Block(Kind.ROW, f"{team}\t{points}") for team, points in (("Oran", 3), ("Veld", 2), ("Tarn", 1))]
    new = [Block(Kind.ROW, f"{team}\t{points}") for team, points in (("Veld", 5), ("Oran", 3), ("Tarn", 1))]

    comparison = check_comparison(a_text(*old), a_text(*new))

    assert rows(comparison) == ["changed 2 1: Veld\t[-2-]{+5+}", "moved 1 2: Oran\t3", "same 3 3: Tarn\t1"]


def test_only_changed_head_fields_are_told_in_their_order():
    comparison = check_comparison(
        a_text(headline="Two killed", byline="By A", dateline="ORAN"),
        a_text(headline="Three killed", byline="By A", dateline="VELD"),
    )

    assert comparison.head == (
        HeadChange(
            "headline",
            "Two killed",
            "Three killed",
            (Segment(Op.REMOVED, "Two"), Segment(Op.ADDED, "Three"), Segment(Op.SAME, " killed")),
        ),
        HeadChange("dateline", "ORAN", "VELD", (Segment(Op.REMOVED, "ORAN"), Segment(Op.ADDED, "VELD"))),
    )


def test_touched_paragraphs_have_the_new_texts_numbers():
    comparison = check_comparison(
        a_text(LEAD, STRIKE, INQUIRY, DAM), a_text(LEAD.replace("Two", "Six"), STRIKE, QUOTE, DAM)
    )

    assert comparison.paragraphs() == (1, 3)


def test_both_ends_of_a_move_bear_its_number_and_say_its_way():
    comparison = check_comparison(a_text(LEAD, STRIKE, INQUIRY, QUOTE, DAM), a_text(QUOTE, LEAD, INQUIRY, DAM, STRIKE))

    ends = [
        (row.move, "old place", row.change.old) if isinstance(row, Ghost) else (row.move, row.move_up, row.new)
        for row in comparison.rows
        if row.move
    ]
    assert ends == [(1, True, 1), (2, "old place", 2), (1, "old place", 4), (2, False, 5)]
