"""Real feeds give what the index of the samples says; hostile and broken ones are named or read, and harm nothing."""

import time
from datetime import UTC, datetime

import pytest

from stories import copy, wire
from stories.wire import NotStoryError, NotWireError, Status, UnreadableError, WireItem
from tests.sample_folders import ATTACK_SAMPLES, WIRE_SAMPLES, files_with, needs_samples

SECONDS = 20
FEED = "wenn-atom.xml"
ENTRIES = [
    ("Suge Knight involved in fatal hit and run incident", "urn:feed-wenn-com:newsfeedarticle:2:2222:1",
     datetime(2015, 1, 30, 0, 33, 6, tzinfo=UTC), "This is body content1."),
    ("Jagged Edge singer Kyle Norman arrested over domestic assault", "urn:feed-wenn-com:newsfeedarticle:2:2222:3",
     datetime(2015, 1, 29, 21, 58, 32, tzinfo=UTC), "This is body content2."),
]  # fmt: skip


@needs_samples
def test_atom_with_extensions_of_an_agency_is_read():
    items = wire.read((WIRE_SAMPLES / FEED).read_bytes())

    assert [(item.headline, item.identity, item.version_at, copy.plain_text(item.blocks)) for item in items] == ENTRIES
    for item in items:
        assert (item.source, item.language, item.section) == ("WENN Feed", "en", "Music")
        assert (item.status, item.is_summary, item.version, item.remarks) == (Status.USABLE, False, None, ())


@needs_samples
@pytest.mark.parametrize("word", ["Withheld", "Cancelled", "Under review"])
def test_status_of_the_agency_is_heeded(word):
    data = (WIRE_SAMPLES / FEED).read_bytes().replace(b">Published<", f">{word}<".encode(), 1)

    held, usable = wire.read(data)

    assert held.status is (Status.CANCELED if word == "Cancelled" else Status.WITHHELD)
    assert usable.status is Status.USABLE


@needs_samples
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("rss-double-encoded.xml", "\N{HORIZONTAL ELLIPSIS}"),
        ("rss-euc-kr.xml", "\N{HANGUL SYLLABLE NYEON}"),
        ("rss-cp1252-in-utf8.xml", "don\N{RIGHT SINGLE QUOTATION MARK}t"),
    ],
)
def test_letters_are_read_as_the_comment_in_the_sample_says(name, words):
    (item,) = wire.read((WIRE_SAMPLES / name).read_bytes())

    assert (copy.plain_text(item.blocks), item.is_summary) == (words, True)


@needs_samples
def test_feed_that_is_cut_off_is_refused_whole():
    with pytest.raises(UnreadableError, match="This feed is cut off: its last tag </rss> is missing"):
        wire.read((WIRE_SAMPLES / "rss-cut-off-cdata.xml").read_bytes())


@pytest.mark.parametrize("path", files_with("feeds/*.xml"))
def test_hostile_and_broken_feeds_are_read_or_named(path):
    begun = time.process_time()

    try:
        pieces = wire.read(path.read_bytes())
    except (NotWireError, UnreadableError):
        pieces = ()

    assert time.process_time() - begun < SECONDS
    for piece in pieces:
        assert isinstance(piece, WireItem | UnreadableError)
        if isinstance(piece, WireItem):
            words = f"{piece.headline} {copy.plain_text(piece.blocks)} {copy.to_html(piece.blocks)}".lower()
            assert not any(mark in words for mark in ("<script", "location.href", "onclick", "onchange", "style="))


@needs_samples
@pytest.mark.parametrize("name", ["rss-billion-laughs.xml", "rss-xxe-file.xml"])
def test_feed_that_defines_entities_is_refused(name):
    begun = time.process_time()

    with pytest.raises(UnreadableError, match="defines entities of its own"):
        wire.read((ATTACK_SAMPLES / "wire" / name).read_bytes())

    assert time.process_time() - begun < 1


@needs_samples
def test_script_in_every_field_of_a_feed_leaves_the_honest_words():
    (item, *_) = wire.read((ATTACK_SAMPLES / "wire" / "rss-xss.xml").read_bytes())

    assert item.headline == "KEEPTITLE"
    assert "KEEPWORD" in copy.plain_text(item.blocks)
    assert item.address == ""
    assert not any(block.marks for block in item.blocks)


@needs_samples
def test_no_entries_are_told():
    (piece,) = wire.read((ATTACK_SAMPLES / "feeds" / "illformed-always_strip_doctype.xml").read_bytes())

    assert isinstance(piece, NotStoryError)
