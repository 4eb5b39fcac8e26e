"""ninjs of every generation, as schemas have it and as it comes."""

import json
import sys
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import copy, wire
from stories.copy import Block, Kind
from stories.copy.subjects import Subject
from stories.designators import Designator
from stories.designators import Kind as Of
from stories.wire import NotStoryError, NotWireError, Status, UnreadableError, WireItem, WirePicture, ninjs

BODY = "<p>SELDA, Feb. 10 (Vesper) -- The dam held.</p><p>Nobody was hurt. Endit</p>"
BLOCKS = (Block(Kind.PARAGRAPH, "The dam held."), Block(Kind.PARAGRAPH, "Nobody was hurt."))
SUBJECTS = (
    Subject("subj", "04005004", "dams"), Subject("medtop", "20000763", "rail"), Subject("person", "", "Ada Karn"),
    Subject("place", "", "Selda"), Subject("org", "", "Maran Rail"), Subject("keyword", "", "flood"),
)  # fmt: skip
AT = datetime(2026, 2, 10, 11, 30, tzinfo=UTC)
FIRST = {
    "guid": "urn:example:dam", "type": "text", "version": "2", "versioncreated": "2026-02-10T11:30:00+0000",
    "headline": "1st LD: Roundup: Dam holds", "slugline": "BC-Dam-Flood, 1st Ld", "byline": "By Ilse Varn",
    "ednote": "Adds quotes", "language": "en", "urgency": 3, "pubstatus": "usable", "source": "Vesper",
    "embargoed": "2026-02-10T12:00:00Z", "service": [{"name": "World", "code": "w"}], "body_html": BODY,
    "evolvedfrom": "urn:example:river", "body_text": "SELDA ...", "associations": {"main": {"type": "picture"}},
    "firstcreated": "2026-02-10T09:00:00Z", "priority": 6, "located": "Selda", "usageterms": "Not for archives",
    "subject": [{"code": "04005004", "name": "dams"}, {"code": "20000763", "name": "rail",
                 "scheme": "http://cv.iptc.org/newscodes/mediatopic/"}], "keywords": ["flood", "Flood"],
    "person": [{"name": "Ada Karn", "rel": "about"}], "place": [{"name": "Selda", "code": "x"}],
    "organisation": [{"name": "Maran Rail"}],
}  # fmt: skip
SECOND = {
    "uri": "urn:example:dam", "version": "2", "versioncreated": "2026-02-10T11:30:00Z", "by": "By Ilse Varn",
    "headlines": [{"role": "short", "value": "Dam"}, {"role": "main", "value": "1st LD: Roundup: Dam holds"}],
    "slugline": "BC-Dam-Flood, 1st Ld", "ednote": "Adds quotes", "language": "en", "urgency": 3,
    "infosources": [{"name": "Vesper"}], "embargoed": "2026-02-10T12:00:00Z",
    "bodies": [{"role": "text", "contenttype": "text/plain", "value": "SELDA ..."},
               {"role": "html", "contenttype": "text/html", "value": BODY}],
    "predecessor": {"uri": "urn:example:river"}, "firstcreated": "2026-02-10T09:00:00Z", "priority": 6,
    "located": "Selda", "usageterms": "Not for archives", "keywords": "flood",
    "subjects": [{"uri": "subj:04005004", "name": "dams"}, {"uri": "medtop:20000763", "name": "rail"}],
    "service": [{"name": "World"}], "people": [{"name": "Ada Karn"}], "places": [{"literal": "Selda"}],
    "organisations": [{"name": "Maran Rail"}],
}  # fmt: skip
THIRD = {
    "uri": "urn:example:dam", "version": "2", "versionCreated": "2026-02-10T11:30:00Z", "by": "By Ilse Varn",
    "headlines": [{"value": "1st LD: Roundup: Dam holds"}], "slugline": "BC-Dam-Flood, 1st Ld",
    "edNote": "Adds quotes", "language": "en", "urgency": 3, "copyrightHolder": "Vesper", "pubStatus": "usable",
    "embargoedUntil": "2026-02-10T12:00:00Z", "expires": "2026-03-10T12:00:00Z", "service": "World",
    "firstCreated": "2026-02-10T09:00:00Z", "priority": "6", "located": "Selda", "keywords": ["flood"],
    "subjects": [{"uri": "http://cv.iptc.org/newscodes/subjectcode/04005004", "name": "dams"},
                 {"uri": "http://cv.iptc.org/newscodes/mediatopic/20000763", "name": "rail"}],
    "rightsInfo": {"encodedRights": "Not for archives"}, "people": [{"name": "Ada Karn"}],
    "places": [{"name": "Selda", "uri": "https://places.example/1"}], "organisations": [{"name": "Maran Rail"}],
    "trustIndicators": [{"title": "Corrections", "href": "https://vesper.example/corrections"}],
    "bodies": [{"contentType": "application/xhtml+xml", "value": BODY}, {"contentType": "text/plain", "value": "S"}],
    "updateOf": ["urn:example:river"], "standard": {"name": "ninjs", "version": "3.1"},
}  # fmt: skip


def read(*values):
    return wire.read(json.dumps(values[0] if len(values) == 1 else values).encode())


def one(**fields):
    """Return the item of a small piece with some fields; None leaves a field out."""
    values = {"uri": "urn:example:a", "headline": "Dam holds", "body_html": "<p>The dam held.</p>"} | fields
    return read({name: value for name, value in values.items() if value is not None})[0]


@pytest.mark.parametrize(("values", "form"), [(FIRST, "ninjs 1"), (SECOND, "ninjs 2"), (THIRD, "ninjs 3")])
def test_each_generation_gives_the_same_item(values, form):
    assert read(values) == (
        WireItem(
            format=form,
            identity="urn:example:dam",
            version=2,
            version_at=AT,
            first_at=AT.replace(hour=9, minute=0),
            dated_on=date(2026, 2, 10),
            source="Vesper",
            language="en",
            headline="Roundup: Dam holds",
            printed_headline="1st LD: Roundup: Dam holds",
            slugline="Dam-Flood",
            printed_slugline="BC-Dam-Flood, 1st Ld",
            designator=Designator((Of.LEAD,), 1),
            byline="By Ilse Varn",
            dateline="SELDA, Feb. 10 (Vesper) --",
            endmark="Endit",
            note="Adds quotes",
            urgency=3,
            priority=6,
            embargo_at=AT.replace(hour=12, minute=0),
            section="World",
            genre="Roundup",
            subjects=SUBJECTS,
            located="Selda",
            terms="Not for archives",
            follows=("urn:example:river",),
            blocks=BLOCKS,
            charset="utf-8",
        ),
    )


# field and value | what the item holds
TOLERANT = [
    ({"version": 4}, {"version": 4}),
    ({"version": "4"}, {"version": 4}),
    ({"version": "4.0"}, {"version": 4}),
    ({"version": "four"}, {"version": None}),
    ({"version": True}, {"version": None}),
    ({"version": 10**30}, {"version": None}),
    ({"uri": "urn:newsml:vesper.example:20260210:dam:7N"},
     {"identity": "urn:newsml:vesper.example:20260210:dam", "version": 7}),
    ({"urgency": "5"}, {"urgency": 5}),
    ({"urgency": 12}, {"urgency": None}),
    ({"urgency": []}, {"urgency": None}),
    ({"versioncreated": "2026-02-10"}, {"version_at": None, "dated_on": date(2026, 2, 10)}),
    ({"versioncreated": 1770722100}, {"version_at": None, "dated_on": None}),
    ({"pubstatus": "Canceled"}, {"status": Status.CANCELED, "designator": Designator((Of.KILL,))}),
    ({"pubstatus": "stat:withheld"}, {"status": Status.WITHHELD, "designator": Designator((Of.HOLD,))}),
    ({"pubstatus": None}, {"status": Status.USABLE, "designator": None}),
    ({"pubstatus": "under review"}, {"status": Status.WITHHELD}),
    ({"embargoed": "0001-01-01T00:00:00"}, {"embargo_at": None, "status": Status.USABLE}),
    ({"embargoed": ""}, {"embargo_at": None, "status": Status.USABLE}),
    ({"embargoed": "until the speech"}, {"embargo_at": None, "status": Status.WITHHELD}),
    ({"embargoed": True}, {"embargo_at": None, "status": Status.WITHHELD}),
    ({"embargoed": "2026-02-10T11:30:00Z", "embargoedUntil": "2026-02-10T12:00:00Z"},
     {"embargo_at": AT.replace(hour=12, minute=0)}),
    ({"embargoed": "2026-02-10T12:00:00"}, {"embargo_at": datetime(2026, 2, 10, 12)}),  # noqa: DTZ001 the source's zone
    ({"embargoed": "2026-12-01T10:00:00+09:00", "embargo": "2026-12-01T02:00:00-05:00"},
     {"embargo_at": datetime(2026, 12, 1, 7, tzinfo=UTC), "embargoes": ()}),
    ({"embargoed": "2026-12-01T10:00:00", "embargo": "2026-12-01T02:00:00Z", "embargoedUntil": "2026-12-01T09:00:00"},
     {"embargo_at": datetime(2026, 12, 1, 2, tzinfo=UTC), "embargoes": (datetime(2026, 12, 1, 10),)}),  # noqa: DTZ001
    ({"pubstatus": "embargoed", "embargoed": "2026-02-10T12:00:00Z"}, {"status": Status.USABLE}),
    ({"pubstatus": "embargoed"}, {"status": Status.WITHHELD}),
    ({"expires": "2026-12-01T10:00:00Z"}, {"embargo_at": None}),
    ({"firstcreated": "2026-02-10T11:30:00Z"}, {"first_at": AT}),
    ({"priority": 10}, {"priority": None}),
    ({"uri": None, "altids": {"id": "urn:example:alt"}}, {"identity": "urn:example:alt"}),
    ({"uri": None, "altIds": [{"role": "internal", "value": "urn:example:alt"}]}, {"identity": "urn:example:alt"}),
    ({"links": [{"rel": "canonical", "href": "https://vesper.example/dam"}]}, {"address": "https://vesper.example/dam"}),
    ({"links": [{"rel": "canonical", "href": "javascript:x"}]}, {"address": ""}),
    ({"rightsinfo": {"linkedrights": "https://vesper.example/terms"}}, {"terms": "https://vesper.example/terms"}),
    ({"representationType": "incomplete"}, {"is_summary": True}),
    ({"representationType": "incomplete", "pubstatus": "canceled"}, {"is_summary": False}),
    ({"body_html": None, "article_html": "<section><p>X.</p></section>", "uri": None, "urn": "urn:example:own"},
     {"blocks": copy.from_text("X."), "identity": "urn:example:own"}),
    ({"version_created": "2026-02-10T11:30:00Z", "first_created": "2026-02-10T11:30:00Z"},
     {"version_at": AT, "first_at": AT}),
    ({"representationType": "complete"}, {"is_summary": False}),
    ({"$standard": {"name": "ninjs", "version": "1.6"}}, {"format": "ninjs 1"}),
    ({"standard": {"name": "ninjs", "version": "3.0"}}, {"format": "ninjs 3"}),
    ({"body_html": None, "description_text": "Described."}, {"is_summary": True}),
    ({"body_html": None, "bodies": [{"role": "teaser", "contentType": "text/html", "value": "<p>Short.</p>"},
                                    {"role": "main", "contentType": "text/plain", "value": "The whole."}]},
     {"blocks": copy.from_text("The whole."), "is_summary": False}),
    ({"body_html": None, "bodies": [{"role": "teaser", "contentType": "text/html", "value": "<p>Short.</p>"}]},
     {"blocks": copy.from_text("Short."), "is_summary": True}),
    ({"headline": "Q&amp;A: <em>Dam</em> <script>x</script>"}, {"headline": "Q&A: Dam"}),
    ({"headline": None, "title": "Dam title"}, {"headline": "Dam title"}),
    ({"headline": None}, {"headline": "The dam held"}),
    ({"headline": ["Dam in a list"]}, {"headline": "Dam in a list"}),
    ({"slugline": "DAM-FLOOD/ (UPDATE 1, PIX)"}, {"slugline": "DAM-FLOOD/", "designator": Designator((Of.UPDATE,), 1)}),
    ({"source": {"name": "Vesper"}}, {"source": "Vesper"}),
    ({"source": "", "copyrightholder": "Maran News Agency"}, {"source": "Maran News Agency"}),
    ({"uri": "tag:vesper.example,2026:dam"}, {"source": "vesper"}),
    ({"genre": [{"name": "Article (news)"}]}, {"genre": ""}),
    ({"genre": [{"name": "Feature"}]}, {"genre": "Feature"}),
    ({"genre": [{"name": "Feature"}], "headline": "Interview: Keeper"}, {"genre": "Interview"}),
    ({"subject": None, "service": "World"}, {"section": "World"}),
    ({"subject": [None, {"name": None}, {"name": "World"}]}, {"section": "World"}),
    ({"language": "zh_Hant_HK"}, {"language": "zh-Hant-HK"}),
    ({"language": "Vesperian, plain"}, {"language": "Vesperian, plain"}),
    ({"type": "composite"}, {"headline": "Dam holds"}),
    ({"headline": None, "body_html": None, "pubstatus": "canceled"}, {"headline": "", "status": Status.CANCELED}),
    ({"headline": [{"name": "main", "value": "Dam of 2.0"}]}, {"headline": "Dam of 2.0"}),
    ({"body_html": None, "body_text": "One.\n\nTwo."}, {"blocks": copy.from_text("One.\n\nTwo.")}),
    ({"body_html": "", "body_xhtml": "<p>X.</p>", "body_text": "T."}, {"blocks": copy.from_html("<p>X.</p>")}),
    ({"body_html": None, "bodies": ["<p>B.</p>"]}, {"blocks": copy.from_html("B.")}),
    ({"body_html": None, "description_text": "Described."}, {"blocks": copy.from_text("Described.")}),
    ({"body_html": "<html><head><title>Dam holds</title></head><h1>Dam holds</h1><p>Text.</p>"},
     {"blocks": copy.from_text("Text.")}),
    ({"body_html": "<p>(ATTN: UPDATES with quotes)</p><p>Text.</p>"}, {"blocks": copy.from_text("Text.")}),
    ({"body_html": "<p>(ATTN: ADDS quotes)</p><p>Text.</p>"}, {"note": "(ATTN: ADDS quotes)", "designator": None}),
    ({"ednote": "Updates with quotes"}, {"designator": Designator((Of.UPDATE,))}),
    ({"ednote": "Eds: CORRECTS figure"}, {"designator": None}),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "held"), TOLERANT, ids=[str(fields) for fields, _ in TOLERANT])
def test_fields_are_taken_as_they_come(fields, held):
    item = one(**fields)

    assert {name: getattr(item, name) for name in held} == held


@pytest.mark.parametrize(
    ("fields", "remark"),
    [
        (
            {"versioncreated": "2026-02-30T25:61:00Z"},
            "The field versioncreated was passed over: “2026-02-30T25:61:00Z” is no",
        ),
        ({"urgency": "high"}, "“high” is no urgency from 1 to 9"),
        ({"embargoed": "soon"}, "so the copy is held"),
        ({"pubstatus": "odd"}, "so the copy is held"),
        ({"headline": None}, "It has no headline"),
        ({"type": "poem"}, "“poem” is no type of ninjs"),
        ({"byline": 7}, "“7” is no text"),
        ({"ednote": "Corrects name in para 2"}, "speaks of a correction"),
        ({"body_html": None, "description_text": "D."}, "its description stands for it"),
        ({"bodies": [{"contenttype": "application/nitf+xml", "value": "<nitf>"}]}, "NITF body was passed over"),
    ],
)
def test_what_was_passed_over_is_told(fields, remark):
    if "bodies" in fields:
        fields = fields | {"body_html": None, "body_text": "T."}

    assert remark in " ".join(one(**fields).remarks)


def test_nitf_inside_is_read_without_its_pictures():
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><title>T</title></head>'
        "<body><body.head><hedline><hl1>T</hl1></hedline></body.head><body.content><block><p>One &amp; <em>two</em>."
        "</p><media><media-caption>Picture</media-caption></media><hl2>Sub</hl2><p>End.</p></block></body.content>"
        "</body></nitf>"
    )

    item = one(body_html=None, bodies=[{"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": text}])

    assert copy.to_typed(item.blocks) == "One & <em>two</em>.\n\n<h2>Sub</h2>\n\nEnd."


def test_nitf_that_defines_entities_is_passed_over():
    bomb = '<!DOCTYPE nitf [<!ENTITY a "aaaa">]><nitf><p>&a;</p></nitf>'

    item = one(body_html=None, bodies=[{"role": "nitf", "value": bomb}, {"role": "text", "value": "Text."}])

    assert item.blocks == copy.from_text("Text.")
    assert "defines entities" in " ".join(item.remarks)


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic", "event"])
def test_what_is_no_story_is_told_so(kind):
    answer, _ = read({"type": kind, "uri": "urn:example:a"}, {"type": kind, "uri": "urn:example:b"})

    assert isinstance(answer, NotStoryError)
    assert f"{kind} item, not a story" in str(answer)


def test_each_piece_of_a_list_is_judged_alone():
    good = {"uri": "urn:example:a", "headline": "Dam holds"}

    answers = read(good, {"headline": None, "body_text": 7}, 5, {"type": "video", "uri": "x"}, good)

    assert [type(answer).__name__ for answer in answers] == [
        "WireItem",
        "UnreadableError",
        "UnreadableError",
        "NotStoryError",
        "WireItem",
    ]
    assert str(answers[2]).startswith("Piece 3 of the list")


def test_pieces_wrapped_by_an_api_are_found():
    assert [item.headline for item in read({"_items": [{"headline": "One"}, {"headline": "Two"}]})] == ["One", "Two"]


# Python names the comma that should not be there since 3.13, and before that what stands behind it.
AFTER_COMMA = 12 if sys.version_info >= (3, 13) else 13


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"uri": "a",}', f"at line 1, column {AFTER_COMMA}"),
        (b'{\n"uri": nope}', "at line 2, column 8"),
        (b'{"version": NaN, "uri": "x"}', "NaN is no number"),
        (b'{"uri": "x", "pubstatus": "usable", "pubstatus": "canceled"}', "“pubstatus” stands twice in one object"),
        (b'[{"uri": "x", "headlines": [{"value": "a", "value": "b"}]}]', "“value” stands twice in one object"),
        (b'{"version": ' + b"9" * 5000 + b"}", "not well-formed"),
        (b"[" * 50_000, "deeper than 100"),
        (b'{"uri": ' + b"[" * 101 + b"]" * 101 + b"}", "deeper than 100"),
        (b"[" + b"[]," * 2_000_001 + b"[]]", "more than 2,000,000 values"),
        (b"\xef\xbb\xbf{", "line 1, column 2"),
    ],
)
def test_broken_json_is_refused_with_its_place(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        wire.read(data)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({}, "no ninjs"),
        ([], "no ninjs"),
        ([[]], "no ninjs"),
        ({"a": 1}, "no ninjs"),
        ({"api_version": "2.1", "error": {"message": "No such item"}}, "Media API without an item"),
    ],
)
def test_json_that_is_no_ninjs_is_named(value, reason):
    with pytest.raises(NotWireError, match=f"This is no wire item: .*{reason}"):
        read(value)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"body_html": "<b>x</b>" * 300_000}, "more than 2,000,000 characters"),
        ({"headline": "x" * 50_001}, "longer than 50,000"),
    ],
)
def test_endless_fields_are_refused_with_the_limit(fields, reason):
    answer = one(**fields)

    assert isinstance(answer, UnreadableError)
    assert reason in str(answer)


def test_embedded_pictures_do_not_count_as_text():
    picture = f'<img src="data:image/png;base64,{"A" * 3_000_000}">'

    assert copy.plain_text(one(body_html=f"<p>Kept.</p>{picture}").blocks) == "Kept."


NAMES = st.sampled_from([*FIRST, *SECOND, *THIRD, "title", "name", "value", "role", "description_text"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["text", "picture", "usable", "2026-02-10T11:30:00Z", "<p>a</p>", "Urgent: Dam"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(NAMES, VALUES, max_size=10))
def test_no_json_is_more_than_an_item_or_a_refusal(values):
    try:
        answers = wire.read(json.dumps(values).replace("NaN", "1").replace("Infinity", "1").encode())
    except (NotWireError, UnreadableError):
        return
    assert all(isinstance(answer, WireItem | WirePicture | UnreadableError) for answer in answers)


def test_what_is_written_reads_back_as_it_was():
    item = read(FIRST)[0]

    written = ninjs.write(item)
    again = read(written)[0]

    assert written["headlines"] == [{"role": "main", "value": "1st LD: Roundup: Dam holds"}]
    assert written["standard"]["version"] == "3.1"
    same = [name for name in item.__slots__ if getattr(item, name) == getattr(again, name)]
    assert set(item.__slots__) - set(same) == {"format", "priority", "subjects"}
    assert set(item.subjects) == set(again.subjects)


def test_what_is_empty_is_not_written():
    written = ninjs.write(WireItem(format="", identity="https://example.org/stories/1/", headline="Dam holds"))

    assert set(written) == {"uri", "type", "pubStatus", "headlines", "standard"}
