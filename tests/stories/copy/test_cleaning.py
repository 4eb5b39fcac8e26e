"""Characters of head fields, and the count of words."""

import pytest

from stories.copy import Block, Kind, Mark, MarkKind, clean, clean_text, normalise, reading_minutes, word_count

# as sent | as kept
CLEANED = [
    (" Dam  breaks\t\n again ", "Dam breaks again"),
    ("a\r\nSet-Cookie: x", "a Set-Cookie: x"),
    ("fall\x07 \x1b[31m", "fall [31m"),
    ("fall\x00", "fall\ufffd"),
    ("half \ud800 pair", "half \ufffd pair"),
    ("no\ufffecharacter", "no\ufffdcharacter"),
    ("\u202egnilla\u202c \u2066a\u2069", "gnilla a"),
    ("\ufeffze\u200bro \u2060wid\u00adth", "zero width"),
    ("क्\u200dष می\u200cخواهم", "क्\u200dष می\u200cخواهم"),
    ("\U000e0041tag", "tag"),
    ("it\x92s \x93so\x94\x85", "it’s “so”…"),
    ("cafe\u0301", "café"),
    ("line\u2028end\u2029", "line end"),
    ("10\u00a0000 «\u202fa\u202f»", "10\u00a0000 «\u202fa\u202f»"),
    ("一\u3000二", "一\u3000二"),
    ("\u00a0 a \u00a0b", "a b"),
    ("a\x1eb", "a b"),
    ("", ""),
]


@pytest.mark.parametrize(("sent", "kept"), CLEANED)
def test_line_is_cleaned(sent, kept):
    assert clean(sent) == kept


def test_lines_of_a_text_are_kept():
    assert clean_text(" One  line\r\n\r\n\r\n\x07 Next \n") == "One line\n\nNext"


def test_piles_of_accents_are_cut():
    assert clean("a" + "\u0316\u0301" * 500_000) == clean("a" + "\u0316\u0301" * 15)


def test_marks_follow_the_words_that_they_stand_on():
    block = Block(Kind.PARAGRAPH, "  a \x07 bold\u0301  end ", (Mark(4, 13, MarkKind.STRONG),))

    assert normalise([block]) == (Block(Kind.PARAGRAPH, "a bold\u0301 end", (Mark(2, 7, MarkKind.STRONG),)),)


def test_of_links_that_overlap_the_first_keeps_its_words():
    one, two = "https://example.org/1", "https://example.org/2"
    block = Block(Kind.PARAGRAPH, "abcdef", (Mark(0, 4, MarkKind.LINK, one), Mark(2, 6, MarkKind.LINK, two)))

    assert normalise([block])[0].marks == (Mark(0, 4, MarkKind.LINK, one), Mark(4, 6, MarkKind.LINK, two))


# text | words
COUNTED = [
    ("The dam held on Tuesday.", 5),
    ("one — two -- three", 3),
    ("well-known $5 3.5%", 3),
    ("大坝在周二溢水", 7),
    ("大坝 NATO 在", 4),
    ("ダムは", 3),
    ("댐이 무너졌다", 2),
    ("เขื่อนแตก", 2),
    ("", 0),
]


@pytest.mark.parametrize(("text", "words"), COUNTED)
def test_words_are_counted_in_every_script(text, words):
    assert word_count([Block(Kind.PARAGRAPH, text)]) == words


@pytest.mark.parametrize(
    ("text", "minutes"), [("", 0), ("word", 1), ("word " * 250, 1), ("word " * 251, 2), ("字" * 1000, 2)]
)
def test_reading_time_is_rounded_up(text, minutes):
    assert reading_minutes([Block(Kind.PARAGRAPH, text)]) == minutes
