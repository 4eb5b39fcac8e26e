"""ANPA 1312 as AP, CP, Reuters and Kyodo write it: codes, head lines, typesetters' characters, tables."""

import pytest

from stories import copy, wire
from stories.copy import Block, Kind
from stories.wire import Status

TEXT = "\t   SELDA, Maran (AP) _ The dam held.\n\t   Nobody was hurt.\n"
CLOSING = "\x03AP-WF-02-10-26 0512GMT<\n\x0c\n\x04"


def story(
    text, *, codes="r i\x13\x11 BC-MR--Dam-Flood   02-10 0041", keyword="^BC-MR--Dam-Flood,41<\n", closing=CLOSING
):
    return f"\x16\x16\x01a0512\x1f_\n{codes}\n\x02{keyword}{text}{closing}".replace("\n", "\r\n").encode("latin-1")


def read(text, **parts):
    (item,) = wire.read(story(text, **parts))
    return item


# head lines | headline | designator | byline | note
HEADS = [
    ("^Dam holds<", "Dam holds", "", "", ""),
    ("^Dam holds=", "Dam holds", "", "", ""),
    ("^Dam above Selda\nholds<", "Dam above Selda holds", "", "", ""),
    ("^Dam holds<\n^Eds: Adds paras 4-6.<", "Dam holds", "", "", "Eds: Adds paras 4-6."),
    ("^Eds: With photo.<\n^Dam holds<\n^By ADA KARN=", "Dam holds", "", "By ADA KARN", "Eds: With photo."),
    ("^Dam holds<\n^By ADA KARN=\n^Associated Press Writer=", "Dam holds", "",
     "By ADA KARN, Associated Press Writer", ""),
    ("^Dam holds<\n^By ADA KARN and\nJON VALE=\n^AP Sports Writers=", "Dam holds", "",
     "By ADA KARN and JON VALE, AP Sports Writers", ""),
    ("^URGENT<\n^Dam holds<", "Dam holds", "Urgent", "", ""),
    ("URGENT\nDam holds\n", "Dam holds", "Urgent", "", ""),
    ("Dam holds+", "Dam holds", "", "", ""),
    ("Dam holds+\nBy Ada Karn", "Dam holds", "", "By Ada Karn", ""),
    ("^Dam holds<\n^UPDATES: Adds quotes; AP Photos.<", "Dam holds", "Update", "", "UPDATES: Adds quotes; AP Photos."),
    ("Dam holds<\nBy ADA KARN=\nAssociated Press Writer=", "Dam holds", "", "By ADA KARN, Associated Press Writer", ""),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "headline", "designator", "byline", "note"), HEADS, ids=[row[0] for row in HEADS])
def test_head_lines_are_told_apart(lines, headline, designator, byline, note):
    item = read(f"{lines}\n{TEXT}")

    assert (item.headline, str(item.designator or "")) == (headline, designator)
    assert (item.byline, item.note, item.slugline) == (byline, note, "MR--Dam-Flood")
    assert copy.plain_text(item.blocks) == "The dam held.\n\nNobody was hurt."


# priority and category | urgency | section | designator
LETTERS = [
    ("f i", 1, "World", ""),
    ("b a", 2, "National", ""),
    ("u f", 3, "Business", ""),
    ("r s", 4, "Sports", ""),
    ("d e", 5, "Entertainment", ""),
    ("a l", 6, "Lifestyle", ""),
    ("R I", 4, "World", ""),
    ("r v", 4, "Advisories", "Advisory"),
    ("x y", None, "", ""),
]


@pytest.mark.parametrize(("letters", "urgency", "section", "designator"), LETTERS)
def test_letters_of_the_codes_are_read(letters, urgency, section, designator):
    item = read(f"^Dam holds<\n{TEXT}", codes=f"{letters}\x13\x11 BC-MR--Dam-Flood   02-10 0041")

    assert (item.urgency, item.section, str(item.designator or "")) == (urgency, section, designator)


# keyword line | codes | slugline | designator
KEYWORDS = [
    ("^BC-MR--Dam, 1st Ld-Writethru,41<\n", "BC-MR--Dam 1stLd-Writethru", "MR--Dam", "1st LD Writethru"),
    ("^BC-MR--Dam,<\n", "BC-MR--Dam", "MR--Dam", ""),
    ("^BC-MR--Dam<\n", "BC-MR--Dam 2ndLd-Writethru", "MR--Dam", "2nd LD Writethru"),
    ("^BC-US--APNewsAlert,17<\n", "BC-US--APNewsAlert", "US--APNewsAlert", "NewsAlert"),
    ("^BC-MR--Dam, KILL<\n", "BC-MR--Dam", "MR--Dam", "Kill"),
    ("BC-Dam-Selda\n", "BC-Dam-Selda", "Dam-Selda", ""),
    ("^Dam-Selda<\n", "BC-Dam-Selda", "Dam-Selda", ""),
    ("", "BC-Dam-Selda 1stLd", "Dam-Selda", "1st LD"),
]


@pytest.mark.parametrize(("keyword", "codes", "slugline", "designator"), KEYWORDS)
def test_keyword_links_the_filings(keyword, codes, slugline, designator):
    item = read(f"^Dam holds<\n{TEXT}", keyword=keyword, codes=f"r i\x13\x11 {codes}   02-10 0041")

    assert (item.headline, item.slugline, str(item.designator or "")) == ("Dam holds", slugline, designator)


# as typeset | as read
CHARACTERS = [
    ("``Stay,'' she said.", '"Stay," she said.'),
    ("``It's `fine,''' she said.", "\"It's 'fine,\"' she said."),
    ("Olm _ a town _ held.", "Olm — a town — held."),
    ("It is 2{ feet.", "It is 2½ feet."),
    ("1st Period_1, Oren.", "1st Period—1, Oren."),
    ("Karn\x10Bay held.", "Karn Bay held."),
    ("ada_karn stays.", "ada_karn stays."),
    ("\x0eOlm\x0f held.", "Olm held."),
]


@pytest.mark.parametrize(("typeset", "words"), CHARACTERS)
def test_typesetters_characters_are_read(typeset, words):
    assert copy.plain_text(read(f"^Dam holds<\n\t   {typeset}\n").blocks) == words


def test_rows_of_a_table_never_run_together():
    item = read("^Standings<\n^NORTH=\n\b^;W;L;GB\x10\n\bOren;9;1;_\x10\n\bKarn\x10Bay;7;3\x10\n\t   ___=\n")

    assert item.blocks == (
        Block(Kind.HEADING, "NORTH"),
        Block(Kind.HEAD_ROW, "\tW\tL\tGB"),
        Block(Kind.ROW, "Oren\t9\t1\t—"),
        Block(Kind.ROW, "Karn Bay\t7\t3\t"),
        Block(Kind.PARAGRAPH, "___"),
    )


def test_columns_of_blanks_stand_as_they_are():
    item = read("^Levels<\n\tTown      Noon  Night\n\tOlm       3.1   2.9\n\tBrill     2.{   1.1\n\t   It rained.\n")

    assert [block.kind for block in item.blocks] == [Kind.PREFORMATTED, Kind.PARAGRAPH]
    assert item.blocks[0].text == "Town      Noon  Night\nOlm       3.1   2.9\nBrill     2.½   1.1"


def test_sentence_with_semicolons_is_prose():
    item = read("^Dam holds<\n\t   It held; it shut; nobody was hurt; she said so.\n\t   A 5;3;1 record.\n")

    assert [block.kind for block in item.blocks] == [Kind.PARAGRAPH] * 2


def test_wrapped_lines_are_joined_and_indents_part_them():
    item = read("Dam holds+\n     SELDA, Maran, Feb. 10 Kyodo - The dam \nheld.\n     It shut.\n==Kyodo\n")

    assert (item.dateline, item.endmark) == ("SELDA, Maran, Feb. 10 Kyodo -", "==Kyodo")
    assert copy.plain_text(item.blocks) == "The dam held.\n\nIt shut."


def test_dateline_without_an_agency_is_known_by_capitals():
    item = read("^Dam holds<\n\t   SELDA, Ont. _ The dam held.\n")

    assert (item.dateline, copy.plain_text(item.blocks)) == ("SELDA, Ont. —", "The dam held.")


def test_note_for_readers_stays_in_the_text():
    item = read(f"^Dam holds<\n^EDITOR'S NOTE _ One in a series.<\n^By ADA KARN=\n{TEXT}")

    assert (item.headline, item.byline, item.note) == ("Dam holds", "By ADA KARN", "")
    assert item.blocks[0] == Block(Kind.PARAGRAPH, "EDITOR'S NOTE — One in a series.")


def test_codes_without_a_day_are_read():
    item = read(f"^Dam holds<\n{TEXT}", codes="u i\x13\x11 BC-MR--Dam-Flood, 345")

    assert (item.urgency, item.section, item.slugline) == (3, "World", "MR--Dam-Flood")


def test_agency_signs_in_capitals():
    item = read(
        "Dam holds\n    SELDA, Feb 10 (Reuters) - The dam held.\n REUTERS\n", closing="\x03Reut13:47 02-10-26\x04"
    )

    assert (item.source, copy.plain_text(item.blocks)) == ("Reuters", "The dam held.")
    assert item.remarks == ("1 word after the end of the text was left out: “REUTERS”.",)


def test_photo_lines_and_another_summary_are_remarked():
    item = read(f"^Dam holds<\n^AP Photo XNP101<\n^Water stood at the crown.<\n{TEXT}")

    assert item.remarks == (
        "It comes with pictures: “AP Photo XNP101”.",
        "5 words of its summary were left out: “Water stood at the crown.”.",
    )


def test_summary_that_the_text_repeats_is_nothing_lost():
    assert read(f"^Dam holds<\n^The dam held. Nobody was hurt.<\n{TEXT}").remarks == ()


def test_release_of_an_advance_is_a_note_that_has_it_wait():
    item = read(f"^For release Sunday, Feb. 15, and thereafter<\n^Dam holds<\n{TEXT}")

    assert (item.status, item.headline) == (Status.USABLE, "Dam holds")
    assert wire.find_release(item) == "For release Sunday, Feb. 15, and thereafter"


def test_story_that_breaks_off_says_so():
    item = read(f"^Dam holds<\n{TEXT}", closing="")

    assert "It breaks off: the mark of its end is missing." in item.remarks


def test_controls_lost_on_the_way_are_not_missed():
    text = f"a0512\nr i BC-MR--Dam 02-10 0041\n^BC-MR--Dam,41<\n^Dam holds<\n{TEXT}AP-WF-02-10-26 0512GMT<\n"

    first, second = wire.read((text * 2).encode())

    assert (first.headline, first.slugline, len(first.blocks)) == ("Dam holds", "MR--Dam", 2)
    assert first == second


def test_kill_in_the_category_for_editors_is_no_mere_advisory():
    codes = "r v\x13\x11 BC-MR--Dam   02-10 0041"
    item = read(f"^Dam breaks<\n{TEXT}", codes=codes, keyword="^BC-MR--Dam, KILL<\n")
    assert str(item.designator) == "Kill"
