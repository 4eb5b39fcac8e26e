"""The ways in which a page with a story is saved as plain text: all give the same item."""

from datetime import date

import pytest

from stories import copy, wire
from stories.designators import Designator, Kind

HEADLINE = "1st LD Writethru: Dam holds at Selda"
TENTH = date(2026, 2, 10)
TICKER = "".join(
    f"2nd LD: {place} counts its boats\n" for place in ("Karse", "Orvane", "Tessaly", "Lorrimont", "Maran")
)
BULLETS = "".join(f"• {line}\n" for line in TICKER.splitlines())
PARAGRAPHS = "The dam held.\n\nNobody was hurt."
BODIES = {
    "parted": "SELDA, Feb. 10 (Vesper) -- The dam held.\n\nNobody was hurt.\n\nEndit\n",
    "on single lines": "SELDA, Feb. 10 (Vesper) -- The dam held.\nNobody was hurt.\nEndit.\n",
    "signed": "The dam held.\n\nNobody was hurt.\n\n(Vesper)\nEndit\n",
    "signed at once": "The dam held.\nNobody was hurt.\n(Vesper)\n\nEndit.\n",
    "dateline alone": "SELDA, Feb. 10 (Vesper) --\nThe dam held.\nNobody was hurt. Enditem\n",
}
DATED = [
    "Vesper, February 10, 2026",
    "Vesper, February 10, 2026 Adjust font size:",
    "Vesper\nFebruary 10, 2026",
    "February 10, 2026\nVesper",
    "Vesper\n\nFebruary 10, 2026\n\nAdjust font size:",
    "(Vesper)\n2026-02-10 09:12",
    "Vesper News Agency\nUpdated: Feb. 10, 2026",
    "Source: Vesper\n2026-02-10",
    "2026-02-10\nSource: Vesper\nEditor: Ilse Varn",
    "Vesper | Updated: February 10, 2026",
    "(Vesper) February 10, 2026",
    "2026-02-10 Vesper",
    "Vesper  10 Feb 2026",
    "Vesper\u00a0February\u00a010,\u00a02026",
    "Published: February 10, 2026\nUpdated: February 11, 2026\nVesper",
]
UNDATED = ["", "Vesper", "Source: Vesper", "(Vesper)"]
TOPS = {
    "nothing": "",
    "crumbs": "You are here: Home\n",
    "ticker and crumbs": f"Off the wire\n{TICKER}You are here: Home > World\n\n",
    "menu, bullets and crumbs": f"Menu\nOff the Wire\n\n{BULLETS}\nYou are here:\nHome\n>\nWorld\n\n",
    "ticker alone": f"Off the wire\n{TICKER}\n",
}
SAVED = {
    "as it is": lambda text: text.encode(),
    "Windows": lambda text: ("\ufeff" + text.replace("\n", "\r\n")).encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "blanks at line ends": lambda text: text.replace("\n", " \t\u00a0\n").encode(),
}


def read(text, saved="as it is"):
    (item,) = wire.read(SAVED[saved](text))
    return item


def item_words(item):
    agency = item.source.removesuffix(" News Agency")
    return item.headline, item.designator, agency, item.dated_on, copy.plain_text(item.blocks), item.remarks


def whole(dated_on):
    return "Dam holds at Selda", Designator((Kind.LEAD, Kind.WRITETHRU), 1), "Vesper", dated_on, PARAGRAPHS, ()


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("parted", ["\n", "\n\n"], ids=["close", "parted"])
@pytest.mark.parametrize("top", TOPS.values(), ids=TOPS)
def test_agency_and_date_are_read_below_the_headline_and_above(top, parted, body):
    for lines in DATED:
        assert item_words(read(top + parted.join([HEADLINE, lines, body]))) == whole(TENTH), lines
        assert item_words(read(top + parted.join([lines, HEADLINE, body]))) == whole(TENTH), lines


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("top", TOPS.values(), ids=TOPS)
def test_agency_is_read_where_no_date_stands(top, body):
    for lines in UNDATED:
        head = f"{HEADLINE}\n{lines}\n\n" if lines else f"{HEADLINE}\n\n"
        if top == TOPS["ticker alone"] and not lines and "SELDA" not in body:
            continue  # nothing tells the ticker from the headline
        assert item_words(read(top + head + body)) == whole(None), lines


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_every_way_of_saving_gives_the_same_item(body, saved):
    for lines in DATED:
        item = read(f"{TOPS['ticker and crumbs']}{HEADLINE}\n{lines}\n\n{body}", saved)

        assert item_words(item) == whole(TENTH), lines
        assert item.dateline.rstrip() == ("SELDA, Feb. 10 (Vesper) --" if "SELDA" in body else "")
        assert item.endmark in {"Endit", "Enditem", "(Vesper) Endit"}


def test_pages_in_chinese_are_read():
    body = "　　北港社卡瑟角2月10日电（记者王甲）大坝溢水。\n　　两镇居民撤离。（完）\n责任编辑：王甲\n"
    for lines in ("北港社 2026年2月10日", "2026年02月10日 09:12:33 来源：北港社", "来源：北港社\n2026年2月10日 星期二"):
        for head in (f"卡瑟角大坝溢水\n{lines}\n\n", f"{lines}\n卡瑟角大坝溢水\n\n"):
            item = read(head + body)

            assert (item.headline, item.source, item.dated_on) == ("卡瑟角大坝溢水", "北港社", TENTH)
            assert copy.plain_text(item.blocks) == "大坝溢水。\n\n两镇居民撤离。"
            assert (item.dateline, item.endmark) == ("北港社卡瑟角2月10日电（记者王甲）", "（完）")


DATELINED = BODIES["parted"]
# text | headline | agency | date
ORDINARY = [
    (f"Dam Closes February 10, 2026\n\n{DATELINED}", "Dam Closes February 10, 2026", "Vesper", None),
    (f"Dam to close on February 10, 2026\n\n{DATELINED}", "Dam to close on February 10, 2026", "Vesper", None),
    (f"Vesper Times\n\n{DATELINED}", "Vesper Times", "Vesper", None),
    (f"Flood Warning\nFebruary 10, 2026\n\n{DATELINED}", "Flood Warning", "Vesper", TENTH),
    (f"February 10, 2026\nFlood Warning\n\n{DATELINED}", "Flood Warning", "Vesper", TENTH),
    ("Flood Warning\n2026-02-10\nThe dam held on\nTuesday after rain.\n", "Flood Warning", "", TENTH),
    ("Flood Warning\n2026-02-10\nThe dam held.\nNobody was hurt.\n", "Flood Warning", "", TENTH),
    (f"Dam holds\nMaran Daily\nFebruary 10, 2026\n\n{DATELINED}", "Dam holds", "Maran Daily", TENTH),
    (f"Maran Daily\nFebruary 10, 2026\nDam holds\n\n{DATELINED}", "Dam holds", "Maran Daily", TENTH),
    (f"Maran Daily, February 10, 2026\nDam holds\n\n{DATELINED}", "Dam holds", "Maran Daily", TENTH),
    (f"Dam at Selda\nholds again\n{DATELINED}", "Dam at Selda holds again", "Vesper", None),
    ("Dam holds\nThe dam held.\n\nNobody was hurt.\n", "Dam holds", "", None),
    (f"Off the wire\nDam holds\n\n{DATELINED}", "Dam holds", "Vesper", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "headline", "agency", "dated_on"), ORDINARY, ids=[row[0][:40] for row in ORDINARY])
def test_headline_is_told_from_agency_and_date(text, headline, agency, dated_on):
    item = read(text)

    assert (item.headline, item.source, item.dated_on) == (headline, agency, dated_on)
    assert copy.plain_text(item.blocks).startswith("The dam held")


def test_words_that_only_begin_like_those_of_a_page_stay():
    words = "You are here because of us, he said.\n\nEditor: Why now? He would not say.\n\nHome is where it floods."

    item = read(f"Dam holds\n\n{words}")

    assert copy.plain_text(item.blocks) == words


def test_ticker_that_nothing_tells_from_the_story_takes_no_words_away():
    item = read(f"Off the wire\n{TICKER}{HEADLINE}\n\n{BODIES['signed']}")

    assert copy.plain_text(item.blocks).endswith(f"{HEADLINE}\n\n{PARAGRAPHS}")


def test_crumbs_under_the_copy_do_not_take_it_away():
    item = read(
        f"Dam holds\n{BODIES['signed at once'].replace('The dam', 'SELDA (Vesper) -- The dam')}You are here: Home"
    )

    assert (item.headline, copy.plain_text(item.blocks)) == ("Dam holds", PARAGRAPHS)
