"""JSON Feed: every field of an entry, and feeds that are broken."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import copy, wire
from stories.copy.subjects import Subject
from stories.wire import NotStoryError, NotWireError, UnreadableError, WireItem
from stories.wire.json_feed import MOST_JSON_ENTRIES

VERSION = "https://jsonfeed.org/version/1.1"
AT = datetime(2026, 2, 10, 10, tzinfo=UTC)


def feed(*entries, **head):
    """Return the bytes of a feed of entries."""
    return json.dumps({"version": VERSION, "title": "Vesper", "items": entries} | head).encode()


def one(head=None, **fields):
    (piece,) = wire.read(feed({"id": "1", "title": "Dam holds", "content_text": "It held."} | fields, **(head or {})))
    return piece


# fields of an entry | what is read of them
IN_JSON = [
    ({"id": 7}, {"identity": "7"}),
    ({"id": 7.5}, {"identity": "7.5"}),
    ({"id": None, "url": "https://vesper.example/1"}, {"identity": "https://vesper.example/1"}),
    ({"title": "Q&amp;A: <em>dam</em>"}, {"headline": "Q&A: dam"}),
    ({"title": "Urgent: Dam"}, {"headline": "Dam", "printed_headline": "Urgent: Dam"}),
    ({"title": None}, {"headline": "It held"}),
    ({"content_html": "<p>One.</p><p>Two.</p>"}, {"blocks": copy.from_text("One.\n\nTwo."), "is_summary": False}),
    ({"content_text": "1 < 2\n\nand <b>"}, {"blocks": copy.from_text("1 < 2\n\nand <b>")}),
    ({"content_text": None, "summary": "Short."}, {"blocks": copy.from_text("Short."), "is_summary": True}),
    ({"content_text": None}, {"blocks": (), "is_summary": True}),
    ({"content_text": "The dam held […]"}, {"is_summary": True}),
    ({"content_text": "OREN (Vesper) -- It held."}, {"dateline": "OREN (Vesper) --"}),
    ({"date_published": "2026-02-10T10:00:00Z"}, {"version_at": AT, "first_at": AT}),
    ({"date_published": "2026-02-10T09:00:00Z", "date_modified": "2026-02-10T11:00:00+01:00"},
     {"version_at": AT, "first_at": AT - timedelta(hours=1)}),
    ({"date_published": "2026-02-10T10:00:00Z", "date_modified": "2026-02-10T09:00:00Z"}, {"version_at": AT}),
    ({"date_published": "soon"}, {"version_at": None, "first_at": None}),
    ({"author": {"name": "Ada Karn"}}, {"byline": "Ada Karn"}),
    ({"authors": [{"name": "Ada Karn"}, {"name": "Jon Vale"}], "author": {"name": "Ada Karn"}},
     {"byline": "Ada Karn and Jon Vale"}),
    ({"authors": [{"name": "ada@vesper.example"}]}, {"byline": ""}),
    ({"tags": ["rail", "medtop:20000763", 5]},
     {"section": "rail", "subjects": (Subject("keyword", "", "rail"), Subject("medtop", "20000763"))}),
    ({"language": "pt_BR"}, {"language": "pt-BR"}),
    ({"external_url": "https://karn.example/1"}, {"address": "https://karn.example/1"}),
    ({"url": "javascript:alert(1)"}, {"address": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "held"), IN_JSON, ids=[str(fields) for fields, _ in IN_JSON])
def test_entry_of_json_feed_is_read(fields, held):
    item = one(**fields)

    assert {name: getattr(item, name) for name in held} == held


def test_author_and_language_of_the_feed_stand_for_those_of_the_entry():
    head = {"authors": [{"name": "Ada Karn"}], "language": "fi"}

    assert (one(head).byline, one(head).language) == ("Ada Karn", "fi")
    assert one({"author": {"name": "Vesper News"}}).byline == ""


def test_pictures_are_the_main_one_and_those_attached():
    pictures = one(
        {"home_page_url": "https://vesper.example/news/"},
        image="/1.jpg",
        attachments=[
            {"url": "2.jpg", "mime_type": "image/jpeg", "title": "The dam"},
            {"url": "https://vesper.example/1.jpg", "mime_type": "image/jpeg"},
            {"url": "3.mp4", "mime_type": "video/mp4"},
            {"url": "file:///etc/passwd", "mime_type": "image/jpeg"},
        ],
    ).pictures

    assert [(picture.addresses, picture.caption) for picture in pictures] == [
        (("https://vesper.example/1.jpg",), ""),
        (("https://vesper.example/news/2.jpg",), "The dam"),
    ]


def test_entries_of_json_feed_are_judged_alone():
    pieces = wire.read(feed({"title": "A"}, 5, {"id": "2"}, {"title": "x" * 60_000}, {"title": "B"}))

    assert [type(piece).__name__ for piece in pieces] == [
        "WireItem", "UnreadableError", "UnreadableError", "UnreadableError", "WireItem",
    ]  # fmt: skip


def test_json_feed_without_entries_says_so():
    for data in (feed(), feed(items="none")):
        (piece,) = wire.read(data)

        assert isinstance(piece, NotStoryError)


def test_json_entries_beyond_the_limit_are_told():
    pieces = wire.read(feed(*[{"title": "A"}] * (MOST_JSON_ENTRIES + 1)))

    assert str(pieces[-1]) == "This feed has 1,001 entries: those after 1,000 were left."


def test_json_feed_that_is_cut_off_is_refused():
    data = feed({"title": "A", "content_text": "B"})

    for end in range(len(data) - 1, 20, -1):
        with pytest.raises((UnreadableError, NotWireError)):
            wire.read(data[:end])


def test_json_that_quotes_a_feed_is_none():
    with pytest.raises(NotWireError, match="speaks of a JSON Feed"):
        wire.read(json.dumps({"data": {"version": VERSION}}).encode())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.sampled_from(["<p>a</p>", "image/png"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "url", "mime_type", "title"]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["id", "url", "title", "content_html", "content_text", "summary", "image", "attachments", "authors", "author",
     "tags", "language", "date_published", "date_modified", "external_url"]
)  # fmt: skip


@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=8) | VALUES, max_size=3))
def test_no_json_feed_is_more_than_items_or_a_refusal(entries):
    assert all(isinstance(piece, WireItem | UnreadableError) for piece in wire.read(feed(*entries)))
