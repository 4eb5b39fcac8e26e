"""Plain text, as agencies' pages and mails hold it."""

from datetime import date

import pytest

from stories import copy, wire
from stories.copy import Block, Kind
from stories.designators import Designator
from stories.designators import Kind as Of
from stories.wire import NotStoryError, NotWireError, UnreadableError, WireItem

BODY = "SELDA, Feb. 10 (Vesper) -- The dam held.\n\nNobody was hurt.\n"
BLOCKS = (Block(Kind.PARAGRAPH, "The dam held."), Block(Kind.PARAGRAPH, "Nobody was hurt."))


def read(text):
    items = wire.read(text.encode())
    assert len(items) == 1
    return items[0]


def test_whole_text_gives_every_field():
    item = read(
        "BC-Dam-Flood, 1st Ld-Writethru\n(ATTN: ADDS quotes)\n1st LD Writethru: Roundup: Dam holds\n"
        f"Vesper, February 10, 2026\nBy Ilse Varn\n\n{BODY}\nEndit\n"
    )

    assert item == WireItem(
        format="text",
        dated_on=date(2026, 2, 10),
        source="Vesper",
        headline="Roundup: Dam holds",
        printed_headline="1st LD Writethru: Roundup: Dam holds",
        slugline="Dam-Flood",
        printed_slugline="BC-Dam-Flood, 1st Ld-Writethru",
        designator=Designator((Of.LEAD, Of.WRITETHRU), 1),
        byline="By Ilse Varn",
        dateline="SELDA, Feb. 10 (Vesper) --",
        endmark="Endit",
        note="(ATTN: ADDS quotes)",
        genre="Roundup",
        blocks=BLOCKS,
        charset="utf-8",
    )


# what stands above the body | what the item holds
HEADS = [
    ("Dam holds\n\n", {"headline": "Dam holds", "dated_on": None, "source": "Vesper"}),
    ("\n\nDam holds\n2026-02-10\n\n", {"headline": "Dam holds", "dated_on": date(2026, 2, 10)}),
    ("Dam holds\nMaran News, 10 February 2026\n\n", {"source": "Maran News", "dated_on": date(2026, 2, 10)}),
    ("Dam holds\nFebruary 10, 2026\n", {"dated_on": date(2026, 2, 10), "blocks": BLOCKS}),
    ("Dam at Selda holds as rain\nends after a week\n\n", {"headline": "Dam at Selda holds as rain ends after a week"}),
    ("Dam holds\n", {"headline": "Dam holds", "blocks": BLOCKS}),
    ("1ST LEAD\nDam holds =\nBy Vesper reporters\n\n",
     {"headline": "Dam holds", "designator": Designator((Of.LEAD,), 1), "byline": "By Vesper reporters"}),
    ("REFILE\n1ST LEAD\nDam holds\n\n", {"headline": "Dam holds", "designator": Designator((Of.REFILE, Of.LEAD), 1)}),
    ("(URGENT) Dam holds\n\n", {"headline": "Dam holds", "designator": Designator((Of.URGENT,))}),
    ("Eds: Adds quotes\nDam holds\n\n", {"headline": "Dam holds", "note": "Eds: Adds quotes"}),
    ("Dam holds\n\nBy Ilse Varn\n\n", {"byline": "By Ilse Varn", "blocks": BLOCKS}),
    ("Dam holds\n\nBy the river, nobody slept.\n\n", {"byline": "", "dateline": ""}),
    ("You are here: Home > News\nDam holds\nVesper, February 10, 2026    Adjust font size:\n\n",
     {"headline": "Dam holds", "dated_on": date(2026, 2, 10), "blocks": BLOCKS}),
    ("Home » Off the Wire\nOff the Wire\nDam holds\n\n", {"headline": "Dam holds"}),
    ("", {"headline": "The dam held", "dateline": "SELDA, Feb. 10 (Vesper) --"}),
    ("[URGENT] Dam holds\n\n", {"headline": "Dam holds", "designator": Designator((Of.URGENT,))}),
]  # fmt: skip


@pytest.mark.parametrize(("above", "held"), HEADS, ids=[above for above, _ in HEADS])
def test_head_is_read(above, held):
    item = read(above + BODY)

    assert {name: getattr(item, name) for name in held} == held


def test_head_and_words_in_chinese_are_read():
    item = read(
        "卡瑟角大坝溢水\n北港社 2026年2月10日\n\n"
        "　　北港社卡瑟角2月10日电（记者王甲）大坝溢水。\n　　两镇居民撤离。（完）\n"
    )

    assert (item.source, item.dated_on) == ("北港社", date(2026, 2, 10))
    assert (item.dateline, item.endmark) == ("北港社卡瑟角2月10日电（记者王甲）", "（完）")
    assert copy.plain_text(item.blocks) == "大坝溢水。\n\n两镇居民撤离。"


def test_what_follows_the_endmark_is_no_copy():
    item = read(f"Dam holds\n\n{BODY}\nEndit\n\nRelated: Dam overtops\n\nShare\n")

    assert (item.blocks, item.endmark) == (BLOCKS, "Endit")
    assert item.remarks == ("3 words after the end mark were left out: “Related: Dam overtops”.",)


def test_words_left_out_are_counted_and_only_the_first_shown():
    long = read(f"Dam holds\n\n{BODY}\nEndit\n" + "Much more. " * 600)
    short = read(f"Dam holds\n\n{BODY}\nEndit\nStop\n")
    none = read(f"Dam holds\n\n{BODY}\nEndit\n \nShare\n")

    shown = "Much more. Much more. Much more. Much more."
    assert long.remarks == (f"1,200 words after the end mark were left out: “{shown}…”.",)
    assert short.remarks == ("1 word after the end mark was left out: “Stop”.",)
    assert none.remarks == ()


def test_headline_alone_is_enough_where_it_is_a_kill():
    item = read("KILL KILL KILL =\nDam holds\n")

    assert item.designator == Designator((Of.KILL,))
    assert item.headline == "Dam holds"


def test_date_is_never_taken_for_a_time():
    assert read(f"Dam holds\nVesper, February 10, 2026 11:30\n\n{BODY}").version_at is None


@pytest.mark.parametrize("text", ["Dam holds", "*", '"a"', "HEADLINE ** HEADLINE **", "]"])
def test_one_line_is_no_item(text):
    with pytest.raises(NotWireError, match="a headline, and a text under it"):
        wire.read(text.encode())


@pytest.mark.parametrize("text", ["\x01Dam holds\r\n\r\nIt held.", "\x16\x16\x01<codes>\r\nDam holds\r\n\r\nIt held."])
def test_transmission_with_unknown_codes_is_named(text):
    with pytest.raises(NotWireError, match="IPTC 7901 or ANPA 1312, but its line of codes is neither's"):
        wire.read(text.encode())


def test_ticker_is_no_story():
    with pytest.raises(NotStoryError, match="ticker: 5 headlines"):
        wire.read(b"DAM HOLDS ** " * 5)


def test_stars_in_a_story_make_no_ticker():
    (item,) = wire.read(b"Dam holds\n\n" + b"It held ** " * 6)

    assert item.headline == "Dam holds"


def test_endless_text_is_refused_with_the_limit():
    with pytest.raises(UnreadableError, match="longer than 2,000,000 characters"):
        wire.read(b"Dam holds\n\n" + b"word " * 400_001)


def test_keyword_and_item_number_above_the_headline_are_its_slugline():
    (item,) = wire.read(
        b"DEL43\nDAM-2NDLD SELDA\nDam holds at Selda, 12 hurt\n    (Eds: Adds details)\n"
        b"    Selda, Feb 10 (Vesper) The dam held here on Tuesday.\n    Twelve were hurt.\n\n02101430\nNNNN\nrest\n"
    )
    assert (item.headline, item.slugline, str(item.designator)) == (
        "Dam holds at Selda, 12 hurt",
        "DAM-SELDA",
        "2nd LD",
    )
    assert copy.plain_text(item.blocks) == "The dam held here on Tuesday.\n\nTwelve were hurt."


def test_headline_in_capitals_is_no_keyword():
    (item,) = wire.read(b"MAYOR SAYS LD BANK FAILS\n\nSELDA, Feb. 10 (Vesper) -- It failed.\n")
    assert (item.headline, item.slugline) == ("MAYOR SAYS LD BANK FAILS", "")


MAIL = (
    "Return-Path: <desk@vesper.example>\nReceived: from a.example\n\tby b.example; Tue, 10 Feb 2026 10:00:00 +0000\n"
    "From: Vesper <desk@vesper.example>\nSubject: Dam holds\n\nSELDA, Feb. 10 (Vesper) -- The dam held.\n"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MAIL, "a mail with its head"),
        (MAIL.replace("\n", "\r\n"), "a mail with its head"),
        ("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\nSubject: Dam\n\n--x\n\nIt held.\n", "a mail"),
        ("BEGIN:VCALENDAR\nVERSION:2.0\n\nEND:VCALENDAR\n", "a calendar"),
    ],
)
def test_files_of_other_programs_are_refused_by_name(text, words):
    with pytest.raises(NotWireError, match=words):
        wire.read(text.encode())


def test_rich_text_is_refused():
    with pytest.raises(UnreadableError, match="no text"):
        wire.read(rb"{\rtf1\ansi Dam holds\par It held.}")


def test_notes_to_editors_among_the_text_are_no_text():
    (item,) = wire.read(
        b"Dam holds\n\nSELDA, Feb. 10 (Vesper) -- The dam held.\n\nEDITORS: Do not name the driver.\n\nNobody was hurt."
        b"\n\nNote to editors: call 555-1234\n"
    )
    assert copy.plain_text(item.blocks) == "The dam held.\n\nNobody was hurt."
    assert "Do not name the driver" in " ".join(item.remarks)
    assert "555-1234" in " ".join(item.remarks)
    assert item.note == ""
