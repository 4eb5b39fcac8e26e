"""A comparison laid out: numbered changes, folded runs, and where they are in words."""

import pytest

from stories.compare import Change, Comparison, Fate, HeadChange, Op, Segment
from stories.copy import Kind
from stories.display.comparison import join_names, lay_out, number_ranges


def same(new):
    return Change(fate=Fate.SAME, kind=Kind.PARAGRAPH, old=new, new=new, segments=(Segment(Op.SAME, "Same."),))


def a_change(new):
    segments = (Segment(Op.REMOVED, "two"), Segment(Op.ADDED, "three"), Segment(Op.SAME, " towns"))
    return Change(fate=Fate.CHANGED, kind=Kind.PARAGRAPH, old=new, new=new, segments=segments)


def a_removal(old):
    return Change(fate=Fate.REMOVED, kind=Kind.QUOTE, old=old, new=None, segments=(Segment(Op.REMOVED, "Gone."),))


def a_move(old, new):
    return Change(fate=Fate.MOVED, kind=Kind.PARAGRAPH, old=old, new=new, segments=(Segment(Op.SAME, "Moved."),))


HEADLINE = HeadChange("headline", "Two", "Three", (Segment(Op.REMOVED, "Two"), Segment(Op.ADDED, "Three")))


def test_changes_are_numbered_from_the_head_and_each_leads_to_the_next():
    sheet = lay_out(Comparison(head=(HEADLINE,), changes=(same(1), a_change(2), a_removal(3)), coarse=False))

    assert [(row.name, row.place, row.following) for row in sheet.changed] == [
        ("Headline", 1, 2),
        ("Paragraph 2", 2, 3),
        ("Old paragraph 3", 3, 0),
    ]
    assert sheet.sentence == "3 changes: headline, paragraph 2, old paragraph 3."


def test_only_three_unchanged_paragraphs_in_a_row_are_folded():
    changes = (same(1), same(2), a_change(3), same(4), same(5), same(6))

    sheet = lay_out(Comparison(head=(), changes=changes, coarse=False))

    assert [(len(run.rows), run.is_folded) for run in sheet.runs] == [(2, False), (1, False), (3, True)]


def test_moved_paragraph_names_the_place_that_it_came_from():
    sheet = lay_out(Comparison(head=(), changes=(a_move(3, 1), same(2)), coarse=False))

    assert [(row.name, row.moved_from, row.place) for run in sheet.runs for row in run.rows] == [
        ("Paragraph 1", 3, 1),
        ("Paragraph 2", None, 0),
    ]


def test_sides_hold_what_stood_there_and_what_stands_there():
    row = lay_out(Comparison(head=(), changes=(a_change(1),), coarse=False)).changed[0]

    assert "".join(segment.text for segment in row.before) == "two towns"
    assert "".join(segment.text for segment in row.after) == "three towns"


def test_what_became_of_a_paragraph_is_said_behind_its_number():
    row = a_change(2)._replace(old_kind=Kind.HEADING, split=True)

    assert lay_out(Comparison(changes=(row,))).changed[0].heading == (
        "Paragraph 2, split off from old paragraph 2, paragraph, was heading"
    )


def test_fields_that_are_no_copy_are_told_from_those_that_are():
    note = HeadChange("desk note", "", "Call", (Segment(Op.ADDED, "Call"),))

    assert [row.kind for row in lay_out(Comparison(head=(HEADLINE, note))).changed] == ["headline", "field"]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([1], "1"), ([1, 2], "1 and 2"), ([1, 2, 3], "1 to 3"), ([7, 1, 2, 3, 5], "1 to 3, 5 and 7"), ([], "")],
)
def test_numbers_in_words(numbers, said):
    assert join_names(number_ranges(numbers)) == said
