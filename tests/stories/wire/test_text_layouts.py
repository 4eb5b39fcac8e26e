"""The same story saved from a page in many ways comes out the same."""

from datetime import date

import pytest

from stories import copy, wire

HEADLINE = "1st LD Writethru: Orrin, Tarsk to share river"
DATED = f"{HEADLINE}\n\nVesper, February 10, 2017\n\n"
BODY = "ORRIN, Feb. 10 (Vesper) -- They agreed on Friday.\n\nMore was said.\n\nEndit\n"
HEADS = [
    DATED,
    f"{HEADLINE}\nVesper, February 10, 2017\n",
    f"{HEADLINE}\nVesper\nFebruary 10, 2017\n\n",
    f"{HEADLINE}\nFebruary 10, 2017\nVesper\n\n",
    f"{HEADLINE}\n\nVesper | Updated: February 10, 2017\n\n",
    f"{HEADLINE}\n\nVesper, February 10, 2017 Adjust font size:\n\n",
    f"{HEADLINE}\n\nVesper, Feb. 10, 2017\nAdjust font size:\n\n",
    f"{HEADLINE}\n\n2017-02-10 Vesper\n\n",
    f"Vesper, February 10, 2017\n\n{HEADLINE}\n\n",
    f"You are here: Home\n\n{DATED}",
    f"Off the wire\n\n• Storm nears Brill\n• Two held in Olm\n\nYou are here: Home\n\n{DATED}",
    f"Off the wire\nStorm nears Brill\nTwo held in Olm\nYou are here: Home > World\n{DATED}",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_every_layout_gives_the_same_item(head, end):
    (item,) = wire.read((head + BODY).replace("\n", end).encode())

    assert (str(item.designator), item.headline) == ("1st LD Writethru", "Orrin, Tarsk to share river")
    assert (item.source, item.dated_on) == ("Vesper", date(2017, 2, 10))
    assert (item.dateline, item.endmark) == ("ORRIN, Feb. 10 (Vesper) --", "Endit")
    assert copy.plain_text(item.blocks) == "They agreed on Friday.\n\nMore was said."


def test_what_stands_behind_the_end_mark_is_told():
    (item,) = wire.read(f"{HEADS[0]}{BODY}\nA second story follows here.\n".encode())

    assert any("end mark" in remark for remark in item.remarks)
