"""Datelines before the words of a story, endmarks after them."""

import pytest

from stories.copy import (
    Block,
    Kind,
    Mark,
    MarkKind,
    add_dateline,
    part_dateline,
    read_dateline,
    split_dateline,
    split_endmark,
    strip_dateline,
)

# dateline as printed | agency that it names
DATELINES = """
Selda (España), 10 feb (MNA).-                          | MNA
Budapest, 2026. február 10., kedd (MNA) -               | MNA
Vilnius, vasario 10 d. (MNA).                           | MNA
ÅREN (MNA):                                             | MNA
KARSE HEAD, Feb. 10 (Vesper) --                         | Vesper
NORTHPORT (NP) —                                        | NP
LORRIMONT (NP) _                                        | NP
LORRIMONT, Aug 29, 2024 (TW) -                          | TW
Northport (vsp) -                                       | vsp
Port de la Mer (vsp) –                                  | vsp
SELDA, July 7 (Maran News Agency) --                    | Maran News Agency
SELDA, Tessaly, Dec. 9 Vesper -                         | Vesper
KARSE, Tess. (NP) --                                    | NP
New Selda, Sep 12 (MNA)                                 | MNA
SELDA, 22 (TIDEWATER WIRE)                              | TIDEWATER WIRE
Lorrimont, 10 fév 2024 (TW) -                           | TW
PALO VERO, Calda--(TIDE WIRE)--                         | TIDE WIRE
(VESPER) - LORRIMONT, Jan 5 -                           | VESPER
КАРСЕ, 10 февраля. /МАРАН/.                             | МАРАН
КАРСЕ, 10 фев —                                         |
كارس هيد، 10 فبراير (ماران) --                          | ماران
卡瑟角2月10日电（北港社）                                  | 北港社
北港社卡瑟角2月10日电（记者王甲）                          | 北港社
(北港通訊)--                                             | 北港通訊
(셀다=마란뉴스) 김하나 기자 =                              | 마란뉴스
"""


def rows(table):
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("printed", "agency"), rows(DATELINES))
def test_dateline_is_split_from_the_words(printed, agency):
    dateline = read_dateline(f"{printed} The dam held.")

    assert (dateline.printed, dateline.agency, dateline.rest) == (printed, agency, "The dam held.")


@pytest.mark.parametrize(
    "text",
    [
        "The company (NYSE) - which makes pumps - said so.",
        "He said (again) - no.",
        "Smith (42) - the keeper - left.",
        "Police (and others) - all of them - came.",
        "Shares of Orvane (ORV.N: quote) - a maker of pumps - fell.",
        "Monday, Feb. 10 - it rained.",
        "It rained on Feb. 10 (Monday) -- all day.",
        "Dam fails -- two towns told to leave",
        "(SELDA) A café burned.",
        "",
    ],
)
def test_ordinary_words_are_no_dateline(text):
    assert split_dateline(text) == ("", text)


def test_dateline_is_cut_off_the_first_paragraph_with_its_marks():
    first = Block(Kind.PARAGRAPH, "SELDA (NP) -- The dam", (Mark(0, 5, MarkKind.STRONG), Mark(14, 17, MarkKind.EM)))
    whole = (first, Block(Kind.PARAGRAPH, "Next."))

    dateline, blocks = strip_dateline(whole)

    assert dateline.printed == "SELDA (NP) --"
    assert blocks == (Block(Kind.PARAGRAPH, "The dam", (Mark(0, 3, MarkKind.EM),)), whole[1])
    assert add_dateline(blocks, dateline.printed)[0] == Block(Kind.PARAGRAPH, first.text, first.marks[1:])


# end of the copy | endmark | what is left of its last block
ENDMARKS = """
he said. Endit        | Endit    | he said.
he said.” Enditem     | Enditem  | he said.”
he said. ENDITEM      | ENDITEM  | he said.
he said. (END)        | (END)    | he said.
Endit                 | Endit    |
Endit.                | Endit    |
he said. (Vesper) Endit | (Vesper) Endit | he said.
(Vesper) Endit        | (Vesper) Endit |
(END)                 | (END)    |
-30-                  | -30-     |
###                   | ###      |
==Vesper              | ==Vesper |
他说。（完）            | （完）    | 他说。
They won in the end   |          | They won in the end
a win (end)           |          | a win (end)
Score: 10 -30-        |          | Score: 10 -30-
"""


@pytest.mark.parametrize(("text", "mark", "left"), rows(ENDMARKS))
def test_endmark_is_split_from_the_words(text, mark, left):
    first = Block(Kind.PARAGRAPH, "First.")
    last = Block(Kind.PARAGRAPH, left)

    assert split_endmark((first, Block(Kind.PARAGRAPH, text))) == (mark, (first, last) if left else (first,))


def test_agency_in_brackets_above_the_endmark_is_part_of_it():
    words = Block(Kind.PARAGRAPH, "He said (Vesper).")
    agency, aside = Block(Kind.PARAGRAPH, "(Vesper)"), Block(Kind.PARAGRAPH, "(It held.)")
    endmark = Block(Kind.PARAGRAPH, "Endit.")

    assert split_endmark((words, agency, endmark)) == ("(Vesper) Endit", (words,))
    assert split_endmark((words, aside, endmark)) == ("Endit", (words, aside))


def test_copy_without_words_has_no_endmark():
    assert split_endmark(()) == ("", ())


@pytest.mark.parametrize(
    ("dateline", "printed"),
    [
        ("Helsinki", "Helsinki –"),
        ("OREN (Vesper)", "OREN (Vesper) –"),
        ("OREN, Feb. 10 (Vesper) --", "OREN, Feb. 10 (Vesper) --"),
        ("МОСКВА, 10 февраля. /ТАСС/.", "МОСКВА, 10 февраля. /ТАСС/."),
        ("新华社北京2月10日电", "新华社北京2月10日电"),
        ("", ""),
    ],
)
def test_a_dateline_that_is_a_bare_name_is_parted_from_the_words(dateline, printed):
    assert part_dateline(dateline) == printed
