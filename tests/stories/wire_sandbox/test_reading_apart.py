"""A large file is read by a process of its own, with limits: what breaks them is refused with its number."""

import json

import pytest

from stories import wire, wire_sandbox
from stories.wire import NotWireError, UnreadableError
from stories.wire_sandbox import ReadingLimits, limits_for, read_apart

PARAGRAPH = "<p>The dam held, and seven people watched it from the bank.</p>"


def make_file(pieces):
    items = [{"uri": f"urn:{number}", "headline": f"Dam {number} holds", "body_html": PARAGRAPH * 30}
             for number in range(pieces)]  # fmt: skip
    return json.dumps(items).encode()


@pytest.mark.parametrize("pieces", [2, 200], ids=["small", "large"])
def test_file_is_read_the_same_apart(pieces):
    data = make_file(pieces)

    assert (len(data) > wire_sandbox.LARGE) is (pieces == 200)
    assert wire_sandbox.read(data, usual="windows-1252") == wire.read(data, usual="windows-1252")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [(b"<html><p>" + b"a " * 60_000, NotWireError), (b"{" + b" " * 120_000, UnreadableError)],
    ids=["web page", "no JSON"],
)
def test_refusal_is_the_same_apart(data, refusal):
    with pytest.raises(refusal) as here:
        wire.read(data)
    with pytest.raises(refusal) as apart:
        wire_sandbox.read(data)

    assert (type(apart.value), str(apart.value)) == (type(here.value), str(here.value))


@pytest.mark.parametrize("limits", [ReadingLimits(1, 20_000), ReadingLimits(60, 20)], ids=["time", "memory"])
def test_file_that_takes_too_much_is_refused_with_the_limits(limits):
    data = b"Dam holds\n\n" + b"a\n\n" * 600_000

    with pytest.raises(UnreadableError) as refused:
        read_apart(data, charset="", usual="", limits=limits)

    assert f"more than {limits.seconds} seconds or {limits.megabytes} MB" in str(refused.value)


def test_limits_grow_with_the_file():
    assert limits_for(b"a") == ReadingLimits(5, 300)
    assert limits_for(b"a" * 2_000_000) == ReadingLimits(7, 340)


SIZES = [
    ("<p>x</p>", 10_000, "paragraphs"),
    ("<ul><li>x</ul>", 10_000, "list items"),
    ("<table><tr><td>x<td>y</table>", 10_000, "cells"),
    ("<a href='http://a.example/'>x</a> ", 5_000, "links"),
    ("<b>x</b> ", 20_000, "phrases in bold or italics"),
]


@pytest.mark.parametrize(("html", "most", "named"), SIZES, ids=[named for _, _, named in SIZES])
def test_text_that_holds_more_than_a_story_is_refused_with_both_numbers(html, most, named):
    (allowed,) = wire.read(json.dumps({"headline": "Dam holds", "body_html": html * most}).encode())
    (refused,) = wire.read(json.dumps({"headline": "Dam holds", "body_html": html * (most + 1)}).encode())

    count = f"{most + 1:,} {named}" if named != "cells" else "20,002 cells"
    limit = f"{most:,}" if named != "cells" else "20,000"
    assert not isinstance(allowed, Exception)
    assert isinstance(refused, UnreadableError)
    assert count in str(refused)
    assert f"limit of {limit}" in str(refused)


def test_items_of_json_beyond_the_limit_are_told():
    pieces = wire.read(json.dumps([{"headline": "Dam holds", "body_text": "It held."}] * 1_002).encode())

    assert len(pieces) == 1_001
    assert str(pieces[-1]).startswith("This file holds 1,002 items: the first 1,000 are read.")
