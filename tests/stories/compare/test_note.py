"""Notes and corrections for the desk and readers, made of a comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.compare import Summary, Text, compare, correction, correction_note, describe, print_comparison, summary
from stories.copy import Block, Kind, Mark, MarkKind
from stories.copy.pictures import Picture, comparison_fields
from tests.stories.compare.texts import a_text, steps

LEAD = "Two soldiers were killed near the town of al-Bab on Thursday, the army said in a statement."
STRIKE = "The strike hit a convoy at 2 a.m., according to witnesses. Residents heard two loud explosions. Many fled."
INQUIRY = "Officials in the capital promised an inquiry and said its results would be made public within a week."
QUOTE = '"We have no reason to doubt the report," said Minister Lena Ostrova.'
DAM = "The two countries agreed last year to share $1.2 billion of the cost of the dam, to be built by 2030."
STORY = (LEAD, STRIKE, INQUIRY, QUOTE, DAM)
NEW_TOP = "Fire swept through a covered market in Halden before dawn, and hundreds of traders lost their stalls."
NEW = "A second convoy turned back at the river crossing and reached its base some hours later."

NOTES = {
    "nothing": (STORY, STORY, ""),
    "a new lead": (STORY, (NEW_TOP, *STORY[1:]), "Recasts lead"),
    "a new lead above the old one": (STORY, (NEW_TOP, *STORY), "Recasts lead"),
    "a toll in a new lead": (
        STORY,
        ("At least four people died when rockets struck a road by the river, a provincial governor said.", *STORY[1:]),
        "Recasts lead; updates death toll in para 1 (four, was two)",
    ),
    "a toll": (STORY, (LEAD.replace("Two", "Three"), *STORY[1:]), "Updates death toll in para 1 (three, was two)"),
    "a toll in two places": (
        (LEAD, "Two were killed in the first strike."),
        (LEAD.replace("Two", "Three"), "Three were killed in the first strike."),
        "Updates death toll in paras 1-2 (three, was two)",
    ),
    "what each figure counts": (
        ("The toll rose to 12 from 10, and 30 people were wounded, police said.",),
        ("The toll rose to 14 from 10, and 33 people were wounded, police said.",),
        "Updates death toll in para 1 (14, was 12); updates number of injured in para 1 (33, was 30)",
    ),
    "other figures": (
        STORY,
        (*STORY[:4], DAM.replace("$1.2 billion", "$1.4 billion")),
        "Updates figure in para 5 ($1.4 billion, was $1.2 billion)",
    ),
    "a name": (
        STORY,
        (*STORY[:3], QUOTE.replace("Ostrova", "Ostrava"), DAM),
        "Changes name in para 4 (Ostrava, was Ostrova)",
    ),
    "a day": (STORY, (LEAD.replace("Thursday", "Friday"), *STORY[1:]), "Changes day in para 1 (Friday, was Thursday)"),
    "new paragraphs": (STORY, (*STORY, NEW), "Adds para 6"),
    "new paragraphs with a quote": (
        STORY,
        (*STORY[:3], '"It was dark," said a local official, Ilse Brandt.', NEW, *STORY[3:]),
        "Adds paras 4-5 with official's quote",
    ),
    "a quote by name": (
        STORY,
        (*STORY, "“We ran,” Brandt told reporters on Friday."),
        "Adds para 6 with Brandt's quote",
    ),
    "dropped paragraphs": (STORY, STORY[:3], "Drops paras 4-5"),
    "a moved paragraph": (STORY, (LEAD, DAM, STRIKE, INQUIRY, QUOTE), "Moves up para 5 (now 2)"),
    "more words": (STORY, (LEAD, f"{STRIKE} No one was hurt in the villages around.", *STORY[2:]), "Expands para 2"),
    "fewer words": (STORY, (LEAD, STRIKE.replace(" Many fled.", ""), *STORY[2:]), "Trims para 2"),
    "other words": (STORY, (LEAD, STRIKE.replace("loud", "distant"), *STORY[2:]), "Edits para 2"),
    "many other words": (
        STORY,
        tuple(text.replace(" the ", " that ") for text in STORY),
        "Updates throughout",
    ),
    "a split": (
        STORY,
        (LEAD, *STRIKE.split(" Residents", 1)[:1], "Residents heard two loud explosions. Many fled.", *STORY[2:]),
        "Splits off para 3",
    ),
    "all at once": (
        (*STORY, "The river has been the border for a century and is guarded by patrols on both of its banks."),
        (NEW_TOP, STRIKE.replace("2 a.m.", "3 a.m."), INQUIRY, QUOTE, DAM, NEW),
        "Recasts lead; adds para 6; changes time in para 2 (3 a.m., was 2 a.m.); drops para 6",
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), NOTES.values(), ids=NOTES.keys())
def test_the_note_says_what_an_editor_would(old, new, expected):
    old, new = a_text(*old), a_text(*new)

    assert describe(compare(old, new), old, new) == expected


def test_the_note_names_head_fields():
    old, new = a_text(LEAD, headline="Two killed", byline=""), a_text(LEAD, headline="Three killed", byline="By A B")

    assert describe(compare(old, new), old, new) == "Changes headline and byline"


def test_the_note_tells_style_apart():
    old, new = a_text(LEAD), a_text(Block(Kind.PARAGRAPH, LEAD, (Mark(0, 3, MarkKind.STRONG),)))

    assert describe(compare(old, new), old, new) == "Changes style in para 1"


def test_a_language_that_nobody_wrote_is_english():
    old, new = a_text(LEAD), a_text(LEAD, NEW)

    assert describe(compare(old, new), old, new, language="xx") == "Adds para 2"


QUAKE = (
    "Three people were hurt when a magnitude 5.2 quake struck near the harbour town of Selda, on the northern coast, "
    "on Feb. 10, Gen. J. Karn of the U.S. Army, who was in the town, said in a letter."
)
CORRECTIONS = {
    "a figure": ((LEAD,), (LEAD.replace("Two", "Three"),), (LEAD, LEAD.replace("Two", "Three"))),
    "a name": ((QUOTE,), (QUOTE.replace("Ostrova", "Ostrava"),), (QUOTE, QUOTE.replace("Ostrova", "Ostrava"))),
    "a denial": (
        ("It rained. The court found the mayor guilty of fraud, his lawyer said. Many left.",),
        ("It rained. The court found the mayor not guilty of fraud, his lawyer said. Many left.",),
        (
            "The court found the mayor guilty of fraud, his lawyer said.",
            "The court found the mayor not guilty of fraud, his lawyer said.",
        ),
    ),
    "two in one sentence": (
        (DAM,),
        (DAM.replace("1.2", "1.4").replace("2030", "2031"),),
        (DAM, DAM.replace("1.2", "1.4").replace("2030", "2031")),
    ),
    "one sentence of several": (
        (STRIKE,),
        (STRIKE.replace("2 a.m.", "3 a.m."),),
        (
            "The strike hit a convoy at 2 a.m., according to witnesses.",
            "The strike hit a convoy at 3 a.m., according to witnesses.",
        ),
    ),
    "the same twice": (
        (LEAD, "Two were killed."),
        (LEAD.replace("Two", "Three"), "Three were killed."),
        (LEAD, LEAD.replace("Two", "Three")),
    ),
    "the head of a long sentence": (
        (QUAKE,),
        (QUAKE.replace("Three", "Two"),),
        (
            "Three people were hurt when a magnitude 5.2 quake struck near the harbour …",
            "Two people were hurt when a magnitude 5.2 quake struck near the harbour …",
        ),
    ),
    "the middle of a long sentence": (
        (QUAKE,),
        (QUAKE.replace("Selda", "Solda"),),
        (
            "… were hurt when a magnitude 5.2 quake struck near the harbour town of Selda, on the northern coast, "
            "on Feb. 10, Gen. J. Karn of the U.S. Army …",
            "… were hurt when a magnitude 5.2 quake struck near the harbour town of Solda, on the northern coast, "
            "on Feb. 10, Gen. J. Karn of the U.S. Army …",
        ),
    ),
    "the tail of a long sentence": (
        (QUAKE,),
        (QUAKE.replace("a letter", "two letters"),),
        ("", ""),
    ),
    "words in quotation marks": (
        ("It rained. “We lost 12 boats. We ran,” Brandt said. Many left.",),
        ("It rained. “We lost 14 boats. We ran,” Brandt said. Many left.",),
        ("“We lost 12 boats. We ran,” Brandt said.", "“We lost 14 boats. We ran,” Brandt said."),
    ),
    "Chinese": (
        ("大坝坍塌。山洪致25人死亡，水位为3.5米。学校关闭。",),
        ("大坝坍塌。山洪致26人死亡，水位为3.5米。学校关闭。",),
        ("山洪致25人死亡，水位为3.5米。", "山洪致26人死亡，水位为3.5米。"),
    ),
    "Arabic": (
        ("هطل المطر. توفي 25 شخصا، وقال د. سامي إن السد صمد. أغلقت المدارس.",),
        ("هطل المطر. توفي 26 شخصا، وقال د. سامي إن السد صمد. أغلقت المدارس.",),
        ("توفي 25 شخصا، وقال د. سامي إن السد صمد.", "توفي 26 شخصا، وقال د. سامي إن السد صمد."),
    ),
    "a new sentence with a denial": ((LEAD,), (f"{LEAD} No one was hurt.",), ("", "")),
    "words only": ((STRIKE,), (STRIKE.replace("loud", "distant"),), ("", "")),
    "a new paragraph": ((LEAD,), (LEAD, DAM), ("", "")),
    "a long paragraph that was rewritten": (
        (f"{STRIKE} {QUAKE}",),
        ("In Oran 14 bakers met at noon, sold all of their bread to pupils, and " * 3 + "went home.",),
        ("", ""),
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), CORRECTIONS.values(), ids=CORRECTIONS.keys())
def test_a_correction_says_what_was_wrong_and_what_is_right(old, new, expected):
    old, new = a_text(*old), a_text(*new)

    assert correction(compare(old, new), old, new) == expected


def test_a_correction_of_the_headline_alone_quotes_the_headline():
    old, new = a_text(LEAD, headline="Two killed in Oran"), a_text(LEAD, headline="Two killed in Veld")

    assert correction(compare(old, new), old, new) == ("Two killed in Oran", "Two killed in Veld")


def test_a_correction_of_the_headline_needs_no_figure():
    old, new = a_text(LEAD, headline="Dam at Karse Head fails"), a_text(LEAD, headline="Dam at Karse Head holds")

    assert correction(compare(old, new), old, new) == ("Dam at Karse Head fails", "Dam at Karse Head holds")


def test_the_gravest_error_comes_first_on_both_sides():
    old = a_text("Ada Karn said so.", "He was found guilty.", "Two boats sank.", headline="Dam fails")
    new = a_text("Ada Kern said so.", "He was found not guilty.", "Three boats sank.", headline="Dam holds")

    assert correction(compare(old, new), old, new) == (
        "Two boats sank. Ada Karn said so. He was found guilty. Dam fails",
        "Three boats sank. Ada Kern said so. He was found not guilty. Dam holds",
    )


def test_a_figure_of_the_headline_is_told_from_the_text_however_it_is_written():
    old, new = (
        a_text(LEAD, headline="2 killed in Oran"),
        a_text(LEAD.replace("Two", "Three"), headline="3 killed in Oran"),
    )

    assert correction(compare(old, new), old, new) == (LEAD, LEAD.replace("Two", "Three"))


def test_what_has_no_full_stop_is_parted_by_a_semicolon():
    old, new = (
        a_text("Karn spoke.", headline=f"{n} boats sink", byline=f"By {who}") for n, who in ((2, "A"), (3, "B"))
    )

    assert correction(compare(old, new), old, new) == ("2 boats sink; By A", "3 boats sink; By B")


PROSE = st.lists(
    st.sampled_from(
        ["Karn", "dam", "Feb.", "12", "$1.2 billion", "said.", "U.S.", "“We", "ran.”", "坍塌。", ",", "x" * 30]
    ),
    max_size=60,
).map(" ".join)


@given(PROSE, PROSE, PROSE, st.sampled_from(["12", "$1.2 billion", "3.5", "al-Bab"]))
def test_changed_words_are_always_in_a_correction(before, after, other, now):
    old, new = a_text(f"{before} 77 {after}", other), a_text(f"{before} {now} {after}", other)
    comparison = compare(old, new)

    wrong, right = correction(comparison, old, new)

    for words, text in ((wrong, old), (right, new)):
        quoted = words.removeprefix("… ").removesuffix(" …")
        assert quoted in " ".join(text.blocks[0].text.split()) if text.blocks else not words
    if now != "al-Bab" and comparison.changes[0].old == comparison.changes[0].new == 1:
        assert ("77" in wrong, now in right) == (True, True)


CORRECTION_NOTES = {
    "nothing": (STORY, STORY, ""),
    "a toll": (
        STORY,
        (LEAD.replace("Two", "Three"), *STORY[1:]),
        "Corrects death toll from two to three in 1st paragraph",
    ),
    "people hurt": (
        ("It rained.", "Three people were hurt in Selda."),
        ("It rained.", "Two people were hurt in Selda."),
        "Corrects number of injured from three to two in 2nd paragraph",
    ),
    "a toll in two places": (
        (LEAD, DAM, "Two were killed in the first strike."),
        (LEAD.replace("Two", "Three"), DAM, "Three were killed in the first strike."),
        "Corrects death toll from two to three in 1st and 3rd paragraphs",
    ),
    "a figure that counts no one knows what": (
        STORY,
        (*STORY[:4], DAM.replace("1.2", "1.4")),
        "Corrects figure from $1.2 billion to $1.4 billion in 5th paragraph",
    ),
    "a figure and a name": (
        STORY,
        (LEAD.replace("Two", "Three"), *STORY[1:3], QUOTE.replace("Ostrova", "Ostrava"), DAM),
        "Corrects death toll from two to three in 1st paragraph; corrects 4th paragraph",
    ),
    "figures of which no one knows which is which": (
        ("The teams met 2, 3 and 4 times in Selda, officials said on Monday.",),
        ("The teams met 5 times in Selda, officials said on Monday.",),
        "Corrects 1st paragraph",
    ),
    "many figures": (
        tuple(f"Team {who} took home {n} of the cups." for n, who in enumerate("ABCD", start=20)),
        tuple(f"Team {who} took home {n} of the cups." for n, who in enumerate("ABCD", start=30)),
        "Corrects 1st-4th paragraphs",
    ),
    "another lead": (STORY, (NEW_TOP, *STORY[1:]), "Corrects 1st paragraph"),
    "another lead under a heading": (
        (Block(Kind.HEADING, "Selda"), *STORY),
        (Block(Kind.HEADING, "Selda"), NEW_TOP, *STORY[1:]),
        "Corrects 2nd paragraph",
    ),
    "other words": (STORY, (LEAD, STRIKE.replace("loud", "distant"), *STORY[2:]), "Corrects 2nd paragraph"),
    "new paragraphs": (STORY, (*STORY[:4], NEW, NEW_TOP, DAM), "Corrects to add 5th-6th paragraphs"),
    "dropped paragraphs": (STORY, STORY[:4], "Corrects to drop 5th paragraph"),
    "a moved paragraph": (STORY, (LEAD, DAM, STRIKE, INQUIRY, QUOTE), "Corrects order of paragraphs"),
}


@pytest.mark.parametrize(("old", "new", "expected"), CORRECTION_NOTES.values(), ids=CORRECTION_NOTES.keys())
def test_the_note_of_a_correction_says_what_was_wrong(old, new, expected):
    old, new = a_text(*old), a_text(*new)

    assert correction_note(compare(old, new), old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Two killed in Oran", "Three killed in Oran", "in headline and 2nd paragraph"),
        ("2 soldiers in Oran", "3 soldiers in Oran", "in headline and 2nd paragraph"),
        ("Dam fails", "Dam holds", "in 2nd paragraph; corrects headline"),
    ],
)
def test_the_note_of_a_correction_names_the_headline(old, new, expected):
    old, new = (
        a_text("It rained.", LEAD, headline=old),
        a_text("It rained.", LEAD.replace("Two", "Three"), headline=new),
    )

    assert correction_note(compare(old, new), old, new) == f"Corrects death toll from two to three {expected}"


def test_the_note_of_a_correction_names_places_alone_where_no_figure_changed():
    old, new = (
        a_text(LEAD, STRIKE, headline="Dam fails"),
        a_text(LEAD, STRIKE.replace("loud", "low"), headline="Dam holds"),
    )

    assert correction_note(compare(old, new), old, new) == "Corrects headline and 2nd paragraph"


@pytest.mark.parametrize(
    ("number", "ordinal"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st")],
)
def test_paragraphs_are_counted_as_english_counts(number, ordinal):
    others = [f"Team Halden {chr(97 + n % 26) * (n // 26 + 1)} won." for n in range(number - 1)]
    old, new = a_text(*others, LEAD), a_text(*others, LEAD.replace("Thursday", "Friday"))

    assert correction_note(compare(old, new), old, new) == f"Corrects {ordinal} paragraph"


def test_the_summary_counts_changes_and_says_where():
    old = a_text(*STORY, headline="Two killed")
    new = a_text(LEAD.replace("Two", "Three"), STRIKE, INQUIRY, QUOTE, NEW, headline="Three killed")

    assert summary(compare(old, new)) == Summary(4, ("headline",), (1, 5), (5,))


def test_as_text_is_for_mail_and_terminals():
    old = a_text(*STORY, headline="Two killed")
    new = a_text(LEAD.replace("Two", "Three"), DAM, STRIKE, INQUIRY, NEW, headline="Three killed")

    assert print_comparison(compare(old, new)) == (
        "headline: [-Two-]{+Three+} killed\n\n"
        f"Paragraph 1:\n[-Two-]{{+Three+}}{LEAD[3:]}\n\n"
        f"Paragraph 2, moved up, was paragraph 5:\n{DAM}\n\n"
        "(2 paragraphs unchanged)\n\n"
        f"Old paragraph 4, removed:\n[-{QUOTE}-]\n\n"
        f"Paragraph 5, added:\n{{+{NEW}+}}\n"
    )
    assert print_comparison(compare(old, old)) == "(5 paragraphs unchanged)\n"
    assert "given whole" in print_comparison(compare(old, new, budget=0))


def linking(to):
    """Return a text with a link, and what it leads to."""
    return a_text(
        Block(Kind.PARAGRAPH, "The report was late.", (Mark(0, 10, MarkKind.LINK, f"https://{to}.example/"),))
    )


def test_another_address_is_told_as_text():
    comparison = compare(linking("a"), linking("b"))

    assert print_comparison(comparison) == (
        "Paragraph 1, only the address of a link changed:\n"
        "[-The report <https://a.example/>-]{+The report <https://b.example/>+} was late.\n"
    )
    assert describe(comparison, linking("a"), linking("b"), language="en") == "Changes link in para 1"


def test_an_address_stands_once_behind_its_link():
    link, strong = Mark(0, 10, MarkKind.LINK, "https://b.example/"), Mark(4, 10, MarkKind.STRONG)
    old, new = (
        a_text(Block(Kind.PARAGRAPH, "The report.")),
        a_text(Block(Kind.PARAGRAPH, "The report.", (link, strong))),
    )

    assert "{+The report <https://b.example/>+}." in print_comparison(compare(old, new))


def test_what_became_of_a_paragraph_is_said_beside_its_words():
    first, second = (f"{text} {text}" for text in (LEAD, DAM))
    heading = Block(Kind.HEADING, INQUIRY)

    said = print_comparison(compare(a_text(f"{first} {second}", INQUIRY), a_text(first, second, heading)))

    assert "Paragraph 2, split off from old paragraph 1:" in said
    assert "Paragraph 3, heading, was paragraph:" in said
    assert "Paragraph 1, joined from old paragraphs 1 and 2:" in print_comparison(
        compare(a_text(first, second), a_text(f"{first} {second}"))
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Mayor Smith signed it.", "Mayor Jones signed it.", "Changes name in para 1 (Jones, was Smith)"),
        ("Talks begin on May 12 in Oran.", "Talks begin on June 12 in Oran.",
         "Changes date in para 1 (June 12, was May 12)"),
        ("Police said so on Friday.", "Officials said so on Friday.", "Edits para 1"),
        ("Вода поднялась у плотины в четверг.", "Вода поднялась у плотины в пятницу.", "Edits para 1"),
        ("大坝周四开始溢流，两座城镇疏散。", "大坝周五开始溢流，两座城镇疏散。", "Edits para 1"),
    ],
)  # fmt: skip
def test_the_note_takes_no_word_for_a_name_that_is_none(old, new, expected):
    old, new = a_text(LEAD, old), a_text(LEAD, new)

    assert describe(compare(old, new), old, new) == expected.replace("para 1", "para 2")


def test_two_tolls_in_a_recast_lead_are_not_told_apart():
    old = a_text("Two people were killed in Halden and three died in Oran when rockets fell, officials said.", DAM)
    new = a_text("Rockets that fell at dawn left three dead in Oran, and two were killed in Halden.", DAM)

    assert describe(compare(old, new), old, new) == "Recasts lead"


def test_a_correction_tells_each_of_two_errors_in_the_same_figure():
    old = a_text("In the north two soldiers were killed on Monday.", "The flood destroyed two bridges over the Wend.")
    new = a_text(*(block.text.replace("two", "three") for block in old.blocks))

    wrong, right = correction(compare(old, new), old, new)

    assert wrong == "In the north two soldiers were killed on Monday. The flood destroyed two bridges over the Wend."
    assert right == wrong.replace("two", "three")


def test_a_correction_reads_short_scales():
    old, new = (a_text(f"The harbour will cost €{cost}m, the ministry said.") for cost in (3, 4))

    wrong, right = correction(compare(old, new), old, new)

    assert ("€3m" in wrong, "€4m" in right) == (True, True)


def test_the_note_and_the_correction_cost_twice_as_much_for_twice_the_changes():
    def reading_of_rows(changes):
        old, new = (a_text(LEAD, "\n".join(f"{n} Team Halden {n + by} won" for n in range(changes))) for by in (0, 1))
        comparison = compare(old, new)
        return lambda: (describe(comparison, old, new), correction(comparison, old, new))

    assert steps(reading_of_rows(600)) < 3 * steps(reading_of_rows(300))


def test_figure_with_no_break_blanks_is_corrected_whole():
    old, new = (a_text(f"Le pont coûte 1 {n}00 000 euros.".replace(" ", "\N{NO-BREAK SPACE}")) for n in (2, 5))

    note = correction_note(compare(old, new), old, new, language="fr").replace("\N{NO-BREAK SPACE}", " ")

    assert note == "Corrects figure from 1 200 000 to 1 500 000 in 1st paragraph"


def test_typography_is_told_as_such_and_never_as_an_error():
    old = a_text('"We don\'t know when it ends," Ada Karn said.', "It lost 1 200 crates - a record - in May.")
    new = a_text(
        "“We don’t know when it ends,” Ada Karn said.", "It lost 1\N{NO-BREAK SPACE}200 crates – a record – in May."
    )
    changed = compare(old, new)

    assert describe(changed, old, new) == "Changes typography in paras 1-2"
    assert (correction_note(changed, old, new), correction(changed, old, new)) == ("", ("", ""))


PICTURED = """
                                            | 1 The dam.                                  | Adds photo
                                            | 1 The dam. ~ 2 A gull.                      | Adds 2 photos
1 The dam.                                  |                                             | Drops photo
1 The dam.                                  | 2 A gull.                                   | Replaces photo
1 The dam. ~ 2 A gull.                      | 3 The hall.                                 | Replaces photo; drops photo
1 The dam at noon.                          | 1 The dam at night.                         | Changes caption
1 The dam at noon. ~ 2 A gull.              | 1 The dam at night. ~ 2 A grey gull.        | Changes caption
1 The dam at noon.                          | 1 The dam at night. ~ 2 A gull.             | Changes caption; adds photo
1 The dam. ~ 2 A gull.                      | 2 A gull. ~ 1 The dam.                      | Changes order of pictures
1 The dam. ~ 2 A gull.                      | 2 A gull. ~ 1 The dam. ~ 3 The hall.        | Adds photo
"""


def a_text_with_pictures(cell):
    """Return a text with the pictures of a cell."""
    lines = filter(None, map(str.strip, cell.split("~")))
    shown = (line.split(" ", 1) for line in lines)
    found = (Picture(int(number), "", 1, 1, caption, "Vesper", f"Shows {number}.") for number, caption in shown)
    return Text({"headline": "Dam holds", **comparison_fields(found)}, a_text(LEAD).blocks)


@pytest.mark.parametrize("row", PICTURED.strip("\n").splitlines())
def test_what_became_of_pictures_is_told(row):
    before, after, wanted = (cell.strip() for cell in row.split("|"))
    old, new = a_text_with_pictures(before), a_text_with_pictures(after)

    assert describe(compare(old, new), old, new) == wanted


def test_alt_text_that_changed_alone_is_told():
    old = a_text_with_pictures("1 The dam.")
    new = Text({**old.head, "alt text 1": "Shows a dam."}, old.blocks)

    assert describe(compare(old, new), old, new) == "Changes alt text"


def test_figure_that_was_wrong_in_a_caption_is_corrected_there():
    old, new = a_text_with_pictures("1 Two towns are dry."), a_text_with_pictures("1 Three towns are dry.")
    changed = compare(old, new)

    assert correction(changed, old, new) == ("Two towns are dry.", "Three towns are dry.")
    assert correction_note(changed, old, new) == "Corrects figure from two to three in caption"
