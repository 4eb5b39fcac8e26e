"""JSON of AP's Media API: its answers, the head of a story, and where the text is."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import copy, wire
from stories.copy.subjects import Subject
from stories.designators import Designator
from stories.designators import Kind as Of
from stories.wire import NotStoryError, NotWireError, Status, UnreadableError, WireItem, WirePicture
from tests.sample_folders import OWN_WIRE

AT = datetime(2026, 2, 10, 10, tzinfo=UTC)
ITEM = {
    "uri": "https://api.vesper.example/9a?qt=1", "altids": {"itemid": "9a", "etag": "9a_1"}, "type": "text",
    "headline": "Dam holds", "version": 2, "versioncreated": "2026-02-10T10:00:00Z",
    "renditions": {"nitf": {"href": "https://api.vesper.example/9a.nitf", "words": 8}},
}  # fmt: skip
NO_TEXT = "It holds no text. Its text is in the NITF that it links to: https://api.vesper.example/9a.nitf"


def answer(*items, **beside):
    data = {"item": items[0]} if len(items) == 1 else {"items": [{"meta": {}, "item": item} for item in items]}
    return json.dumps({"api_version": "2.1", "data": data} | beside).encode()


def one(beside=None, **fields):
    (piece,) = wire.read(answer({name: value for name, value in (ITEM | fields).items() if value is not None},
                                **(beside or {})))  # fmt: skip
    return piece


# fields of an item | what is read of them
IN_AP = [
    ({}, {"identity": "9a", "version": 2, "version_at": AT, "source": "AP", "is_summary": True, "remarks": (NO_TEXT,)}),
    ({"altids": {"etag": "x"}}, {"identity": "https://api.vesper.example/9a"}),
    ({"headline": " ", "headline_extended": "A dam holds"}, {"headline": "A dam holds"}),
    ({"headline": "Dam holds  "}, {"headline": "Dam holds"}),
    ({"slugline": "AP-KARN--Dam, 2nd Ld-Writethru"},
     {"slugline": "KARN--Dam", "designator": Designator((Of.LEAD, Of.WRITETHRU), 2)}),
    ({"ednote": "Eds: UPDATES: With AP Photos."}, {"designator": Designator((Of.UPDATE,))}),
    ({"ednote": "Eds: UPDATES: With AP Photos.", "version": 0},
     {"designator": None, "version": 0, "note": "Eds: UPDATES: With AP Photos."}),
    ({"pubstatus": "canceled"}, {"status": Status.CANCELED, "is_summary": False, "remarks": ()}),
    ({"pubstatus": "withheld"}, {"status": Status.WITHHELD}),
    ({"pubstatus": "embargoed", "embargoed": "2026-02-10T10:00:00Z"}, {"status": Status.USABLE, "embargo_at": AT}),
    ({"pubstatus": "embargoed"}, {"status": Status.WITHHELD}),
    ({"embargoreleasedatetime": "2026-02-10T10:00:00Z"}, {"embargo_at": AT}),
    ({"bylines": [{"by": "By ADA KARN", "title": "AP Writer"}]}, {"byline": "By ADA KARN"}),
    ({"bylines": [{"by": "Ada Karn"}, {"by": "Jon Vale"}]}, {"byline": "Ada Karn and Jon Vale"}),
    ({"infosource": [{"name": "Karn Bay Press"}]}, {"source": "Karn Bay Press"}),
    ({"infosource": [{"name": "The Associated Press"}]}, {"source": "AP"}),
    ({"subject": [{"code": "a", "name": "a", "rels": ["category"]}, {"code": "c1", "name": "Dams"}]},
     {"section": "Dams", "subjects": (Subject("apcategory", "a", "a"), Subject("ap", "c1", "Dams"))}),
    ({"links": [{"rel": "canonical", "href": "https://vesper.example/9a"}]}, {"address": "https://vesper.example/9a"}),
    ({"copyrightnotice": "Copyright", "usageterms": ["One use.", "No sales."]},
     {"terms": "Copyright One use. No sales."}),
    ({"renditions": None}, {"remarks": ("It holds no text. Its text is not linked to",)}),
    ({"body_html": "<p>OREN (AP) — The dam held all through the night.</p>"},
     {"dateline": "OREN (AP) —", "is_summary": False, "remarks": ()}),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "held"), IN_AP, ids=[str(fields) for fields, _ in IN_AP])
def test_item_of_the_media_api_is_read(fields, held):
    item = one(**fields)

    assert {name: getattr(item, name) for name in held} == held


def test_text_that_was_fetched_beside_the_head_is_taken():
    whole = one({"nitf": {"body_html": "<p>The dam held all through the night, they said.</p>"}})
    part = one({"nitf": {"body_html": "<p>The dam.</p>"}})

    assert (copy.word_count(whole.blocks), whole.is_summary, whole.remarks) == (9, False, ())
    assert (copy.word_count(part.blocks), part.is_summary) == (2, True)
    assert part.remarks == (
        "It holds a part of its text. The whole, 8 words, is in the NITF that it links to: "
        "https://api.vesper.example/9a.nitf",
    )


def test_items_of_an_answer_are_judged_alone():
    video = ITEM | {"type": "video"}

    pieces = wire.read(answer(ITEM, video, ITEM | {"type": "picture"}, ITEM | {"headline": "x" * 60_000}))

    assert [type(piece).__name__ for piece in pieces] == [
        "WireItem", "NotStoryError", "NotStoryError", "UnreadableError",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "value", [ITEM, [ITEM], {"data": ITEM}, {"data": {"items": [{"item": ITEM}]}}, {"item": ITEM}, {"items": [ITEM]}]
)
def test_item_is_found_however_it_is_wrapped(value):
    (item,) = wire.read(json.dumps(value).encode())

    assert (item.format, item.identity) == ("ap media api", "9a")


def test_picture_by_itself_is_a_picture():
    main = {"main": {"href": "https://pictures.example/9b.jpg", "mimetype": "image/jpeg"}}

    picture = one(type="picture", renditions=main, description_caption="x")

    assert isinstance(picture, WirePicture)
    assert (picture.identity, picture.addresses) == ("9a", ("https://pictures.example/9b.jpg",))


def test_pictures_of_a_story_are_known_by_their_item_ids():
    (item,) = wire.read((OWN_WIRE / "media-api.json").read_bytes())

    assert [(picture.identity, picture.headline) for picture in item.pictures] == [("9b", "Storm")]


@pytest.mark.parametrize("data", [{}, {"items": []}, {"current_item_count": 0}, None, []])
def test_answer_without_items_is_named(data):
    with pytest.raises(NotWireError, match="an answer of AP's Media API without an item"):
        wire.read(json.dumps({"api_version": "2.1", "data": data}).encode())


def test_video_by_itself_is_no_story():
    assert isinstance(one(type="video"), NotStoryError)
    assert "of type video" in str(one(type="video"))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "href", "itemid", "code", "rels", "nitf", "words"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
NAMES = st.sampled_from([*ITEM, "subject", "person", "bylines", "infosource", "links", "associations", "body_html"])


@given(st.dictionaries(NAMES, VALUES, max_size=10))
def test_no_answer_is_more_than_items_or_a_refusal(fields):
    try:
        pieces = wire.read(answer(fields))
    except (NotWireError, UnreadableError):
        return
    assert all(isinstance(piece, WireItem | WirePicture | UnreadableError) for piece in pieces)
