"""Notes in the margin: their rules and places, and copy that is rightly left alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import copy
from stories.copy import Block, Kind
from stories.style_notes import Note, Rule, TypedText, fix, may_fix, notes


def print_notes(headline, typed, language="en"):
    return [str(note) for note in notes(headline, copy.from_typed(typed), language=language)]


def a_paragraph(words):
    return " ".join(["word"] + [f"w{'x' * (n % 7)}{chr(97 + n % 26)}" for n in range(words - 1)])


def test_clean_copy_has_no_notes():
    typed = "The dam at Karse Head held, the ministry said.\n\n“Three towns were dry,” it said. It’s over."

    assert print_notes("Dam holds, three towns dry", typed) == []


def test_notes_stand_in_reading_order():
    found = notes("Dam  holds, 5 dry", copy.from_typed('The the dam held.\n\n"It held.'))

    assert found == (
        Note(0, Rule.BLANKS, "Dam  holds,"),
        Note(0, Rule.NUMBER, "5"),
        Note(1, Rule.DOUBLED, "The the"),
        Note(2, Rule.UNPAIRED, '"'),
    )


@pytest.mark.parametrize(("words", "expected"), [(45, []), (46, ["Paragraph 2: 46 words, over 45."])])
def test_long_paragraphs_are_told_with_their_length(words, expected):
    assert print_notes("Dam holds", f"Short.\n\n{a_paragraph(words)}") == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "山区道路周二重新开放，" * 40),
        ("ja", "ダムは火曜日に持ちこたえた。" * 40),
        ("th", "เขื่อนยังคงรับน้ำได้ในวันอังคาร" * 40),
    ],
)
def test_scripts_without_blanks_have_no_long_paragraphs(language, text):
    assert print_notes("", text, language) == []


def test_blanks_are_noted_in_prose_alone():
    blocks = (
        Block(Kind.PREFORMATTED, "Selda   3\nMaran   4"),
        Block(Kind.ROW, "Selda  3\tMaran"),
        Block(Kind.PARAGRAPH, "\u3000\u3000水位下降。"),
        Block(Kind.PARAGRAPH, "It held.  Nobody was hurt."),
    )

    assert [str(note) for note in notes("", blocks)] == ["Paragraph 4: two blanks stand in “held.  Nobody”."]


DOUBLED = """
the the dam          | the the
It was said said     | said said
The  the dam         | The the
Bora Bora flooded    |
he had had enough    |
says that that dam   |
to-to and fro        |
the theatre          |
"""


@pytest.mark.parametrize("row", DOUBLED.strip().splitlines())
def test_doubled_words(row):
    text, doubled = map(str.strip, row.split("|"))

    assert [note.words for note in notes("", (Block(Kind.PARAGRAPH, text),)) if note.rule == Rule.DOUBLED] == (
        [doubled] if doubled else []
    )


def test_other_languages_double_words_rightly():
    assert print_notes("", "Nous nous sommes levés.", "fr") == []
    assert print_notes("", "Der Damm, die die Stadt baute.", "de") == []


UNPAIRED = """
“It held,” he said.               |
“It held, he said.                | “
It held,” he said.                | ”
"It held," he said. "It           | "
A wall of 6'2" broke.             |
He is "number 14".                |
„Er hält“, sagte sie.             |
„Er hält, sagte sie.              | „
”Den höll”, sade hon.             |
«Il tient», dit-elle.             |
«Il tient, dit-elle.              | «
「堤防は持ちこたえた               | 「
It’s the towns’ dam.              |
"""


@pytest.mark.parametrize("row", UNPAIRED.strip().splitlines())
def test_quotation_marks_without_a_partner(row):
    text, mark = map(str.strip, row.split("|"))

    found = [note.words for note in notes("", (Block(Kind.PARAGRAPH, text),)) if note.rule == Rule.UNPAIRED]

    assert found == ([mark] if mark else [])


def test_a_quotation_that_runs_on_is_closed_in_its_last_paragraph():
    assert print_notes("", "“It held.\n\n“Nobody was hurt.”") == []
    assert print_notes("", '"It held.\n\n"Nobody was hurt."') == []
    assert print_notes("", "“It held.\n\nNobody was hurt.”") == [
        "Paragraph 1: the quotation mark “ has no partner.",
        "Paragraph 2: the quotation mark ” has no partner.",
    ]


def test_mixed_quotes_are_noted_where_the_rarer_sort_begins():
    typed = "“It held,” he said.\n\n“It did,” she said. It's over."

    assert print_notes("", typed) == ["Paragraph 2: straight and curly quotation marks are mixed, here '."]
    assert print_notes("Dam ‘holds’", '"It held," he said. "It did," she said.') == [
        "Headline: straight and curly quotation marks are mixed, here ‘."
    ]


NUMBERS = """
en | 3 dead                     | Three people died.                    |
en | Three dead                 | At least 3 people died.               |
en | 4 dead                     | Three people died.                    | 4
en | Four dead                  | Three people died.                    | Four
en | 25 dead                    | Twenty-five people died.              |
en | 1,200 flee                 | Some 1200 people fled.                |
en | 1,200 flee                 | Some 1,300 people fled.               | 1,200
en | $2 million dam             | It cost $2,000,000.                   |
en | $2m dam                    | It cost 2 million dollars.            |
en | 2m wall breaks             | The wall was 2 meters high.           |
en | $1.5 bn dam                | It cost 1.5 billion dollars.          |
en | $2 million dam             | It cost 3 million, in 2 towns.        | 2 million
en | A dozen hurt               | Twelve people were hurt.              |
en | 100 hurt                   | A hundred people were hurt.           |
en | 2nd dam breaks             | A second dam broke.                   |
en | 5% more rain               | Rain rose by 5 percent.               |
en | 3.5 meters                 | It stood at 3.5 meters.               |
en | No one hurt                | The dam held.                         |
en | G7 meets on F-16           | The leaders met.                      |
en | Dam holds 3-2              | It was 3-2.                           |
en | 2026 floods                | The floods came.                      | 2026
de | 3 Tote                     | Drei Menschen starben.                |
de | 25 Tote                    | 26 Menschen starben.                  | 25
de | 1.200 fliehen              | Rund 1200 Menschen flohen.            |
de | 3,5 Meter                  | Der Pegel stand bei 3.5 Metern.       |
zh | 山洪致25人死亡              | 周二25人死亡。                         |
zh | 山洪致25人死亡              | 周二26人死亡。                         | 25
ar | وفاة ٢٥ شخصا               | توفي 25 شخصا يوم الثلاثاء.             |
"""


@pytest.mark.parametrize("row", NUMBERS.strip().splitlines())
def test_numbers_of_the_headline(row):
    language, headline, text, missed = map(str.strip, row.split("|"))

    found = notes(headline, copy.from_typed(text), language=language)

    assert [str(note) for note in found] == ([f"Headline: the text does not have {missed}."] if missed else [])


def test_headline_alone_misses_no_number():
    assert print_notes("25 dead", "") == []


LEFT_OPEN = """
XX dead in flood       | XX
Flood leaves XX dead   | XX
Flood leaves TK dead   | TK
Flood leaves __ dead   | __
Flood costs $ million  | $
Super Bowl XX begins   |
Flood costs $5         |
XXL shirts sold        |
"""


@pytest.mark.parametrize("row", LEFT_OPEN.strip().splitlines())
def test_numbers_left_open_in_a_headline(row):
    headline, words = map(str.strip, row.split("|"))

    assert print_notes(headline, "") == ([f"Headline: a number is left open: {words}."] if words else [])


HEAD = "Dam at Karse Head holds, three towns dry"
WORDS = "The dam at Karse Head held, the ministry said. Three towns were dry."

# first line of the text | what is said of it
PASTED = """
Dam at Karse Head holds, three towns dry              | begins with the headline: take it out, it has its own field
DAM AT KARSE HEAD HOLDS; THREE TOWNS DRY              | begins with the headline: take it out, it has its own field
1st LD Writethru: Dam at Karse Head holds, 3 towns dry | begins with the headline: take it out, it has its own field
By Ada Karn                                           | begins with a byline, “By Ada Karn”: move it to its field
KARSE HEAD, Feb. 10 (Vesper) -- It held.              | begins with a dateline, “KARSE HEAD, Feb. 10 (Vesper) --”: move it to its field
KARSE HEAD, Feb. 10 (Vesper) --                       | begins with a dateline, “KARSE HEAD, Feb. 10 (Vesper) --”: move it to its field
Karse Head: It held.                                  | begins with a dateline, “Karse Head:”: move it to its field
北港社卡瑟角2月10日电 大坝稳固。                          | begins with a dateline, “北港社卡瑟角2月10日电”: move it to its field
Dam at Karse Head held on Tuesday, and people went home. |
By noon the dam held.                                 |
Three towns dry                                       |
"""  # noqa: E501


@pytest.mark.parametrize("row", PASTED.strip().splitlines())
def test_head_lines_in_the_text_are_told(row):
    line, said = map(str.strip, row.split(" |"))
    blocks = copy.from_typed(f"{line}\n\n{WORDS}")

    found = notes(HEAD, blocks, dateline="Karse Head:")

    assert [str(note) for note in found] == ([f"Paragraph 1: the text {said}."] if said else [])


def test_a_whole_copy_in_the_text_is_told_line_by_line():
    typed = f"{HEAD}\n\nBy Ada Karn\n\nEds: Adds quotes\n\nKARSE HEAD, Feb. 10 (Vesper) -- {WORDS}\n\nEndit"

    assert [(note.paragraph, note.rule) for note in notes(HEAD, copy.from_typed(typed))] == [
        (1, Rule.HEADLINE_IN_TEXT),
        (2, Rule.BYLINE_IN_TEXT),
        (4, Rule.DATELINE_IN_TEXT),
        (5, Rule.ENDMARK_IN_TEXT),
    ]


def test_a_headline_or_dateline_within_the_text_is_left_alone():
    typed = f"{WORDS}\n\n{HEAD}\n\nKARSE HEAD, Feb. 10 (Vesper) -- It held."

    assert print_notes(HEAD, typed) == []


# end of the text | end mark in it
ENDED = """
Endit           | Endit
(END)           | (END)
-30-            | -30-
ends            | ends
ENDS.           | ENDS.
- ends -        | - ends -
（完）           | （完）
It held. Enditem | Enditem
It held, and the story ends |
Weekends        |
"""


@pytest.mark.parametrize("row", ENDED.strip().splitlines())
def test_an_end_mark_in_the_text_is_told(row):
    end, mark = map(str.strip, row.split("|"))

    said = [f"Paragraph 2: the text ends with an end mark, “{mark}”: move it to its field."] if mark else []
    assert print_notes("", f"{WORDS}\n\n{end}") == said


def test_notes_are_told_in_the_language_of_the_desk():
    note = Note(2, Rule.DOUBLED, "the the")
    chinese = {Rule.DOUBLED.value: "“{words}”重复", "Paragraph {number}: {note}.": "第{number}段：{note}。"}

    assert note.sentence(chinese.__getitem__) == "第2段：“the the”重复。"


@given(st.text(), st.lists(st.text(alphabet=st.sampled_from("ab 1234,.'\"“”«„th $m\n<>"), max_size=80)), st.text())
def test_notes_never_raise(headline, paragraphs, language):
    blocks = copy.from_typed("\n\n".join(paragraphs))

    assert all(0 <= note.paragraph <= len(blocks) for note in notes(headline, blocks, language=language))


def test_long_copy_takes_no_longer_than_its_length():
    text = 'the 1,234 "a" \'b 2 million two hundred thousand  ' * 20_000

    assert len(notes("9 dead", copy.from_typed(text))) < 100_000


PASTED = "Dam holds at Karse Head\n\nBy Ada Karn\n\nOREN, Jan. 21 (Vesper) -- <strong>It held.</strong>\n\nEnds"


@pytest.mark.parametrize(
    ("number", "fields", "typed"),
    [
        (0, {}, "By Ada Karn\n\nOREN, Jan. 21 (Vesper) -- <strong>It held.</strong>\n\nEnds"),
        (
            1,
            {"byline": "By Ada Karn"},
            "Dam holds at Karse Head\n\nOREN, Jan. 21 (Vesper) -- <strong>It held.</strong>\n\nEnds",
        ),
        (
            2,
            {"dateline": "OREN, Jan. 21 (Vesper) --"},
            "Dam holds at Karse Head\n\nBy Ada Karn\n\n<strong>It held.</strong>\n\nEnds",
        ),
        (
            3,
            {"endmark": "Ends"},
            "Dam holds at Karse Head\n\nBy Ada Karn\n\nOREN, Jan. 21 (Vesper) -- <strong>It held.</strong>",
        ),
    ],
    ids=["headline", "byline", "dateline", "end mark"],
)
def test_pasted_head_moves_to_its_fields_unless_other_words_stand_there(number, fields, typed):
    text = TypedText("Dam holds at Karse Head", "", "", "", copy.from_typed(PASTED))
    note = notes(text.headline, text.blocks)[number]
    filled = replace(text, **dict.fromkeys(fields, "Other words"))

    moved = fix(text, note)

    assert moved == replace(text, blocks=copy.from_typed(typed), **fields)
    assert may_fix(filled, note) == (not fields)
    assert not fields or fix(filled, note) is filled


def test_note_on_a_slip_cannot_be_followed_by_itself():
    text = TypedText("Dam holds", "", "", "", copy.from_typed("The the dam held."))

    assert not may_fix(text, notes(text.headline, text.blocks)[0])
