"""The one door for bytes: what is let in, and how the rest is told what it is."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import copy, wire
from stories.wire import NotWireError, UnreadableError, WireItem
from tests.sample_folders import ATTACK_FOLDERS, files_with

SECONDS = 20  # of this process: what grows with the square takes minutes


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\ufeff".encode(), " \u00a0\u2003\n".encode()])
def test_nothing_is_refused_as_empty(data):
    with pytest.raises(UnreadableError, match="The file is empty"):
        wire.read(data)


def test_what_is_too_large_is_refused_before_reading():
    with pytest.raises(UnreadableError, match="larger than 20 MB"):
        wire.read(b"{" + b" " * wire.SIZE_LIMIT)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<?xml version='1.0'?><newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>", "NewsML-G2"),
        (b"<!DOCTYPE html><html><p>x", "web page"),
        (b"<x/>", "XML"),
        ("<?xml version='1.0'?><x/>".encode("utf-16"), "XML"),
    ],
)
def test_markup_is_named(data, name):
    with pytest.raises(NotWireError, match=f"This is no wire item: this is .*{name}"):
        wire.read(data)


@pytest.mark.parametrize("path", files_with("json/*.json"))
def test_no_json_of_the_test_suite_is_an_item(path):
    with pytest.raises((NotWireError, UnreadableError)) as refusal:
        wire.read(path.read_bytes())

    if path.name.startswith("n_") and path.read_bytes()[:1] in (b"[", b"{") and b"\x00" not in path.read_bytes():
        assert "column" in str(refusal.value) or "deeper than 100" in str(refusal.value)


def attack(folder, name):
    begun = time.process_time()
    answers = wire.read((folder / "wire" / name).read_bytes())
    assert time.process_time() - begun < SECONDS
    return answers


@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_script_in_every_field_leaves_the_honest_words(folder):
    item = attack(folder, "ninjs-xss-everywhere.json")[0]

    assert (item.headline, str(item.designator)) == ("Dam breaks", "Urgent")
    assert (item.byline, item.note) == ("By A. Writer", "Adds paras")
    words = copy.plain_text(item.blocks)
    assert [name for name in ("ONE", "TWO", "THREE", "FOUR") if f"KEEPWORD{name}" not in words] == []
    assert "link words" in words
    assert not any(block.marks for block in item.blocks)


@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_word_in_a_deep_nest_is_kept(folder):
    assert copy.plain_text(attack(folder, "ninjs-body-deep-tags.json")[0].blocks) == "KEEPWORD"


@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_deep_json_is_refused(folder):
    with pytest.raises(UnreadableError, match="deeper than 100"):
        attack(folder, "ninjs-deep-nesting.json")


@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_long_headline_is_kept_whole(folder):
    item = attack(folder, "ninjs-headline-10000.json")[0]

    assert len(item.headline) > 9_000
    assert item.headline == item.printed_headline


@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_impossible_times_are_judged_one_by_one(folder):
    items = attack(folder, "ninjs-years.json")

    assert [item.headline for item in items] == ["Old", "New", "Bad", "Huge"]
    assert [item.version_at is None for item in items] == [False, False, True, True]
    assert [len(item.remarks) for item in items] == [0, 0, 1, 1]


@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_controls_and_overrides_are_gone(folder):
    item = attack(folder, "ninjs-control-bidi.json")[0]

    assert item.headline == "Markets gnilla fall\ufffd \ufffd end"
    assert item.slugline == "a Set-Cookie: x=1"
    assert copy.plain_text(item.blocks).endswith("zero\u200dwidth")


@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_text_in_windows_letters_is_read(folder):
    item = attack(folder, "text-latin1.txt")[0]

    assert item.headline == "Café fire in Zürich"
    assert copy.plain_text(item.blocks) == "(ZÜRICH) A café burned – “completely”, police said. KEEPME"


@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_naughty_strings_harm_no_field(folder):
    for string in json.loads(next((folder / "strings").glob("*.json")).read_text()):
        names = ("uri", "headline", "slugline", "byline", "ednote", "body_html", "version", "versioncreated", "urgency",
                 "pubstatus", "embargoed", "genre", "subject", "language", "source", "evolvedfrom")  # fmt: skip
        answers = wire.read(json.dumps(dict.fromkeys(names, string) | {"body_text": "KEEP"}).encode())
        answers += wire.read(f"Headline\n\n{string}\n\nKEEP".encode())

        for answer in answers:
            assert isinstance(answer, WireItem)
            assert "KEEP" in copy.plain_text(answer.blocks) or answer.format == "ninjs 1"
            repr(answer).encode()


@pytest.mark.parametrize(
    "body",
    ["<b>a</b> x" * 20_000, "* dam\n" * 30_000, "<b> </b>" * 25_000, "Endit\n\n" * 25_000, "A, " * 60_000],
    ids=["marks", "the headline again and again", "blanks", "endmarks", "capitals"],
)
def test_hostile_bodies_take_no_longer_than_honest_ones(body):
    begun = time.process_time()

    for name in ("body_html", "body_text"):
        wire.read(json.dumps({"headline": "dam", name: body, "ednote": "Keep"}).encode())
    wire.read(f"dam\n\nText.\n\n{body}".encode())

    assert time.process_time() - begun < SECONDS


@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_no_bytes_are_more_than_items_or_a_refusal(data):
    try:
        answers = wire.read(data)
    except (NotWireError, UnreadableError):
        return
    assert all(isinstance(answer, WireItem | UnreadableError) for answer in answers)
