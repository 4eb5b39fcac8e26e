"""The work of two editors put together."""

import pytest

from stories.compare import Text
from stories.copy import Block, Kind, Mark, MarkKind
from stories.merge import Choice, Conflict, HeadConflict, merge
from tests.stories.compare.texts import a_text

LEAD = "Two soldiers were killed near the town of al-Bab on Thursday, the army said in a statement."
STRIKE = "The strike hit a convoy at 2 a.m., according to witnesses. Residents heard two loud explosions. Many fled."
STRIKE_SPLIT = [STRIKE.split(" Residents", 1)[0], "Residents" + STRIKE.split(" Residents", 1)[1]]
INQUIRY = "Officials in the capital promised an inquiry and said its results would be made public within a week."
DAM = "The two countries agreed last year to share $1.2 billion of the cost of the dam, to be built by 2030."
NEW = "A second convoy turned back at the river crossing and reached its base some hours later."
OTHER = "Schools in the valley stayed closed for a third day, the mayor told parents in a letter."


def part_lines(parts) -> list[object]:
    """Paragraphs as their words, conflicts as the words of base, ours and theirs."""
    return [
        tuple([block.text for block in side] for side in (part.base, part.ours, part.theirs))
        if isinstance(part, Conflict)
        else part.text
        for part in parts
    ]


MERGES = {
    "only ours": ([LEAD, DAM], [LEAD, NEW, DAM], [LEAD, DAM], [LEAD, NEW, DAM]),
    "both alike": ([LEAD, DAM], [LEAD, NEW, DAM], [LEAD, NEW, DAM], [LEAD, NEW, DAM]),
    "a paragraph that one moved and the other moved and repeated": (
        [LEAD, DAM],
        [DAM, LEAD],
        [DAM, DAM, LEAD],
        [DAM, LEAD, DAM],
    ),
    "different paragraphs": (
        [LEAD, STRIKE, DAM],
        [LEAD.replace("Two", "Three"), STRIKE, DAM],
        [LEAD, STRIKE, DAM.replace("1.2", "1.4")],
        [LEAD.replace("Two", "Three"), STRIKE, DAM.replace("1.2", "1.4")],
    ),
    "different words of a paragraph": (
        [LEAD],
        [LEAD.replace("Two", "Three")],
        [LEAD.replace("Thursday", "Friday")],
        [LEAD.replace("Two", "Three").replace("Thursday", "Friday")],
    ),
    "the same word alike, another one differently": (
        [LEAD],
        [LEAD.replace("Two", "Three")],
        [LEAD.replace("Two", "Three").replace("Thursday", "Friday")],
        [LEAD.replace("Two", "Three").replace("Thursday", "Friday")],
    ),
    "the same word": (
        [LEAD],
        [LEAD.replace("Two", "Three")],
        [LEAD.replace("Two", "Four")],
        [([LEAD], [LEAD.replace("Two", "Three")], [LEAD.replace("Two", "Four")])],
    ),
    "words that touch": (
        ["He left the old town on foot."],
        ["He left the new town on foot."],
        ["He left the old city on foot."],
        [(["He left the old town on foot."], ["He left the new town on foot."], ["He left the old city on foot."])],
    ),
    "dropped here, changed there": (
        [LEAD, DAM],
        [LEAD],
        [LEAD, DAM.replace("1.2", "1.4")],
        [LEAD, ([DAM], [], [DAM.replace("1.2", "1.4")])],
    ),
    "dropped by both": ([LEAD, DAM], [LEAD], [LEAD], [LEAD]),
    "added at two places": ([LEAD, DAM], [NEW, LEAD, DAM], [LEAD, DAM, OTHER], [NEW, LEAD, DAM, OTHER]),
    "added at one place": ([LEAD, DAM], [LEAD, NEW, DAM], [LEAD, OTHER, DAM], [LEAD, ([], [NEW], [OTHER]), DAM]),
    "added beside a dropped one": ([LEAD, STRIKE, DAM], [LEAD, NEW, STRIKE, DAM], [LEAD, DAM], [LEAD, NEW, DAM]),
    "moved here, changed there": (
        [LEAD, STRIKE, INQUIRY, DAM],
        [LEAD, DAM, STRIKE, INQUIRY],
        [LEAD, STRIKE, INQUIRY, DAM.replace("1.2", "1.4")],
        [LEAD, DAM.replace("1.2", "1.4"), STRIKE, INQUIRY],
    ),
    "moved here, dropped there": (
        [LEAD, STRIKE, INQUIRY, DAM],
        [LEAD, DAM, STRIKE, INQUIRY],
        [LEAD, STRIKE, INQUIRY],
        [LEAD, ([DAM], [DAM], []), STRIKE, INQUIRY],
    ),
    "moved by both": (
        [LEAD, STRIKE, INQUIRY, DAM],
        [LEAD, DAM, STRIKE, INQUIRY],
        [DAM, LEAD, STRIKE, INQUIRY],
        [LEAD, DAM, STRIKE, INQUIRY],
    ),
    "moved here, another dropped by both": ([LEAD, DAM, OTHER], [LEAD, DAM], [DAM, LEAD], [DAM, LEAD]),
    "moved here, split there": (
        [STRIKE, LEAD, DAM],
        [LEAD, DAM, STRIKE],
        [*STRIKE_SPLIT, LEAD, DAM],
        [LEAD, DAM, ([STRIKE], [STRIKE], STRIKE_SPLIT)],
    ),
    "split here, another changed there": (
        [LEAD, STRIKE, DAM],
        [LEAD, *STRIKE.split(" Many", 1)[:1], "Many fled.", DAM],
        [LEAD, STRIKE, DAM.replace("1.2", "1.4")],
        [LEAD, STRIKE.split(" Many", 1)[0], "Many fled.", DAM.replace("1.2", "1.4")],
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), MERGES.values(), ids=MERGES.keys())
def test_paragraphs_are_merged(base, ours, theirs, expected):
    merged = merge(a_text(*base), a_text(*ours), a_text(*theirs))

    assert part_lines(merged.parts) == expected
    assert merged.is_clean == all(isinstance(part, str) for part in expected)


def test_marks_and_words_of_two_editors_come_together():
    bold = Block(Kind.PARAGRAPH, LEAD, (Mark(0, 3, MarkKind.STRONG),))

    merged = merge(a_text(LEAD), a_text(bold), a_text(LEAD.replace("Thursday", "Friday")))

    assert merged.parts == (Block(Kind.PARAGRAPH, LEAD.replace("Thursday", "Friday"), (Mark(0, 3, MarkKind.STRONG),)),)


def test_marks_of_two_editors_on_other_words_come_together():
    ours = Block(Kind.PARAGRAPH, LEAD, (Mark(0, 3, MarkKind.STRONG),))
    theirs = Block(Kind.PARAGRAPH, LEAD, (Mark(4, 12, MarkKind.EM),))

    merged = merge(a_text(LEAD), a_text(ours), a_text(theirs))

    assert merged.parts == (Block(Kind.PARAGRAPH, LEAD, (Mark(0, 3, MarkKind.STRONG), Mark(4, 12, MarkKind.EM))),)


def test_other_links_on_the_same_words_are_a_conflict():
    ours, theirs = (
        Block(Kind.PARAGRAPH, LEAD, (Mark(4, 12, MarkKind.LINK, f"https://example.org/{page}"),)) for page in "ab"
    )

    merged = merge(a_text(LEAD), a_text(ours), a_text(theirs))

    assert merged.parts == (Conflict(a_text(LEAD).blocks, (ours,), (theirs,)),)


def test_another_kind_and_other_words_come_together():
    merged = merge(a_text(LEAD), a_text(Block(Kind.QUOTE, LEAD)), a_text(LEAD.replace("Two", "Three")))

    assert merged.parts == (Block(Kind.QUOTE, LEAD.replace("Two", "Three")),)


def test_head_fields_are_merged_whole():
    base = a_text(headline="Two killed", byline="", dateline="ORAN")

    merged = merge(
        base,
        a_text(headline="Three killed", byline="By A", dateline="ORAN"),
        a_text(headline="Four killed", byline="", dateline="VELD"),
    )

    assert merged.head == {"headline": "Three killed", "byline": "By A", "dateline": "VELD"}
    assert merged.head_conflicts == (HeadConflict("headline", "Two killed", "Three killed", "Four killed"),)
    assert not merged.is_clean


@pytest.mark.parametrize(
    ("choice", "headline", "paragraphs"),
    [
        (Choice.OURS, "Three killed", ["Ours.", LEAD]),
        (Choice.THEIRS, "Four killed", ["Theirs.", LEAD]),
        (Choice.BOTH, "Three killed / Four killed", ["Ours.", "Theirs.", LEAD]),
    ],
)
def test_choices_settle_a_merge(choice, headline, paragraphs):
    merged = merge(
        a_text(LEAD, headline="Two killed"),
        a_text("Ours.", LEAD, headline="Three killed"),
        a_text("Theirs.", LEAD, headline="Four killed"),
    )

    assert merged.settle([choice], {"headline": choice}) == a_text(*paragraphs, headline=headline)


def test_without_choices_ours_are_taken():
    merged = merge(a_text(LEAD), a_text("Ours.", LEAD), a_text("Theirs.", LEAD))

    assert merged.settle() == Text({}, a_text("Ours.", LEAD).blocks)
