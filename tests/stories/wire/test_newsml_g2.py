"""NewsML-G2: every element that is read, alternatives, messages, and what is no story."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from stories import copy, wire
from stories.copy import Kind
from stories.copy.subjects import Subject
from stories.wire import NotStoryError, NotWireError, Status, UnreadableError, WireItem, WirePicture, newsml_g2
from stories.wire.renditions import Rendition
from tests.sample_folders import OWN_WIRE

CET = timezone(timedelta(hours=1))
MESSAGE = (OWN_WIRE / "g2-message.xml").read_text()
XHTML = "xmlns='http://www.w3.org/1999/xhtml'"
TEXT = f"<inlineXML contenttype='application/xhtml+xml'><html {XHTML}><body>{{}}</body></html></inlineXML>"


def read(old="", new=""):
    """Return the pieces of the message, some of its words replaced."""
    assert old in MESSAGE
    return wire.read((MESSAGE.replace(old, new) if old else MESSAGE).encode())


def item_of(content="", meta="", head="", attributes="", item_meta=""):
    """Return the one piece of an item with this content and metadata."""
    text = (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:example:dam" {attributes}>{head}'
        f'<itemMeta><itemClass qcode="ninat:text"/>{item_meta}</itemMeta><contentMeta>{meta}</contentMeta>'
        f"<contentSet>{content}</contentSet></newsItem>"
    )
    (piece,) = wire.read(text.encode())
    return piece


def words_of(item):
    return [block.text for block in item.blocks]


def test_whole_head_is_read():
    item = read()[0]

    held = {
        "format": "NewsML-G2", "identity": "urn:newsml:vesper.example:20260210:dam", "version": 3,
        "version_at": datetime(2026, 2, 10, 12, tzinfo=CET), "first_at": datetime(2026, 2, 10, 8, tzinfo=UTC),
        "dated_on": date(2026, 2, 10), "source": "Vesper", "language": "en-GB", "headline": "Dam above Selda holds",
        "printed_slugline": "Dam-Flood (UPDATE 2, PIX)", "slugline": "Dam-Flood", "byline": "By Ilse Dorn",
        "dateline": "SELDA, Feb 10 (Vesper) -", "note": "Adds quotes", "urgency": 2, "priority": 2,
        "status": Status.USABLE, "embargo_at": datetime(2026, 2, 10, 15, tzinfo=CET), "section": "weather",
        "genre": "Feature", "located": "Selda", "terms": "Not for use on television", "is_summary": False,
        "follows": ("urn:newsml:vesper.example:20260210:dam-flash",),
        "remarks": ("Its teaser is no text: “The dam held all night.”",),
    }  # fmt: skip
    assert {name: getattr(item, name) for name in held} == held
    assert str(item.designator) == "Update 2"
    assert item.subjects == (
        Subject("medtop", "20000763", "weather"),
        Subject("subj", "17000000", "weather"),
        Subject("v", "boats", "Boats"),
        Subject("person", "", "Vera Ostrander"),
        Subject("place", "", "Maran"),
        Subject("keyword", "", "tides"),
    )
    assert item.pictures == (
        WirePicture(
            addresses=("https://pictures.example/map.png",),
            identity="urn:newsml:vesper.example:20260210:dam-map",
            headline="Map of Selda",
            caption="The dam and the town.",
        ),
        WirePicture(identity="urn:newsml:vesper.example:20260210:dam-picture"),
    )


def test_best_alternative_is_taken_and_only_it():
    item = read()[0]

    assert [(block.kind, block.text) for block in item.blocks] == [
        (Kind.PARAGRAPH, "The dam above Selda held."),
        (Kind.HEAD_ROW, "Town\tMetres"),
        (Kind.ROW, "Selda\t4"),
        (Kind.PARAGRAPH, "It's dry."),
    ]


def test_message_is_judged_item_by_item():
    pieces = read()

    assert [type(piece) for piece in pieces] == [WireItem, WirePicture, NotStoryError, UnreadableError, NotStoryError]
    assert str(pieces[2]) == (
        "This is a video item (“The dam on film”), not a story. Only text and pictures are taken in."
    )
    assert "neither a headline nor a text" in str(pieces[3])
    assert str(pieces[4]).startswith("This is a package item (“All about the dam”)")


def test_picture_belongs_to_the_story_that_links_it():
    assert read()[1].belongs_to == ("urn:newsml:vesper.example:20260210:dam",)


def test_picture_belongs_to_the_stories_of_its_package():
    link = 'residref="urn:newsml:vesper.example:20260210:dam-picture"'
    references = "".join(
        f'<n:itemRef residref="urn:newsml:vesper.example:20260210:{name}"/>' for name in ("dam", "dam-picture")
    )
    package = f'<n:groupSet root="a"><n:group id="a">{references}</n:group></n:groupSet></n:packageItem>'
    message = MESSAGE.replace(link, "", 1)
    assert not wire.read(message.encode())[1].belongs_to

    pieces = wire.read(message.replace("</n:packageItem>", package).encode())

    assert pieces[1].belongs_to == ("urn:newsml:vesper.example:20260210:dam",)


# words of the message | what stands there instead | what is read of the story
TOLERANT = [
    (' version="3"', "", {"version": None}),
    ("2026-02-10T12:00:00.000+0100", "2026-02-10T12:00:00", {"version_at": datetime(2026, 2, 10, 12)}),  # noqa: DTZ001 no offset
    ("2026-02-10T08:00:00Z", "2026-02-12T08:00:00Z", {"first_at": datetime(2026, 2, 10, 12, tzinfo=CET)}),
    ("2026-02-10T08:00:00Z", "", {"first_at": None}),
    ("2026-02-10T15:00:00+01:00", "", {"embargo_at": None, "status": Status.WITHHELD}),
    ("2026-02-10T15:00:00+01:00", "soon", {"embargo_at": None, "status": Status.WITHHELD}),
    ("2026-02-10T15:00:00+01:00", "0001-01-01T00:00:00", {"embargo_at": None, "status": Status.USABLE}),
    ("stat:usable", "stat:withheld", {"status": Status.WITHHELD}),
    ("stat:usable", "http://cv.iptc.org/newscodes/pubstatusg2/canceled", {"status": Status.CANCELED}),
    ("stat:usable", "stat:odd", {"status": Status.WITHHELD}),
    ("sig:update", "sig:kill", {"status": Status.CANCELED}),
    ("sig:update", "vsig:hold", {"status": Status.WITHHELD}),
    ("<n:urgency>2", "<n:urgency>high", {"urgency": None}),
    ("<n:priority>2", "<n:priority>0", {"priority": None}),
    ('<n:language tag="en-gb"/>', "", {"language": "en-GB"}),
    ('<n:language tag="en-gb"/>', '<n:language tag="de"/>', {"language": "de", "genre": "Reportage",
     "section": "Wetter"}),
    ("<n:name>Vesper</n:name></n:provider>", "</n:provider>", {"source": "vesper"}),
    ("<n:by>By Ilse Dorn</n:by>", "", {"byline": "By nobody"}),
    ("<n:headline>Dam above Selda holds</n:headline>", "", {"headline": "Boats stay in"}),
    ("<n:headline>Dam", '<n:headline rank="3">Weather</n:headline><n:headline rank="1">Dam',
     {"headline": "Dam above Selda holds"}),
    ("<n:headline>Dam", '<n:headline xml:lang="de">Damm</n:headline><n:headline>Dam',
     {"headline": "Dam above Selda holds"}),
    ("<n:usageTerms>Not for use on television</n:usageTerms>", "", {"terms": "© 2026 Vesper"}),
    ("irel:evolvedFrom", "irel:derivedFrom", {"follows": ()}),
    ("irel:evolvedFrom", "http://cv.iptc.org/newscodes/itemrelation/previousVersion",
     {"follows": ("urn:newsml:vesper.example:20260210:dam-flash",)}),
    ('rel="irel:evolvedFrom"', 'version="2"', {"follows": ("urn:newsml:vesper.example:20260210:dam-flash",)}),
    ("<n:genre qcode", '<n:genre literal="Article"/><n:genre qcode', {"genre": "Feature"}),
    ("<n:genre qcode", '<n:genre qcode="genre:Press_release"/><n:genre qcode', {"genre": "Press release"}),
    ("<n:genre qcode", '<n:genre uri="http://cv.iptc.org/newscodes/genre/Poll"/><n:genre qcode', {"genre": "Poll"}),
    ("<n:genre qcode", '<n:genre qcode="genre:Current"/><n:genre qcode="v:9"/><n:genre qcode', {"genre": "Feature"}),
    ("<n:by>By", "<n:by>By Jon Vale</n:by><n:by>By", {"byline": "By Jon Vale, By Ilse Dorn"}),
    ('rel="irel:seeAlso" href', 'rel="irel:canonical" href', {"address": "https://vesper.example/other.html"}),
    ("v:closingline", "v:editorial", {"note": "Adds quotes"}),
    ("dpa kn xx yy</n:edNote>", "Recasts.</n:edNote>", {"note": "Adds quotes"}),
    ("c:nonpublic", "c:public", {"note": "Adds quotes; Call 555"}),
    ("guid=\"urn:newsml:vesper.example:20260210:dam\"", "guid=\"urn:newsml:vesper.example:20260210:dam:3N\"",
     {"identity": "urn:newsml:vesper.example:20260210:dam"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "held"), TOLERANT, ids=[f"{new or 'no ' + old}"[:50] for old, new, _ in TOLERANT]
)
def test_elements_are_taken_as_they_come(old, new, held):
    item = read(old, new)[0]

    assert {name: getattr(item, name) for name in held} == held


def test_embargo_is_the_latest_of_all():
    later = "<n:embargoed>2026-02-10T09:30:00-05:00</n:embargoed>"
    item = read("<n:embargoed>", f"{later}<n:embargoed>")[0]

    assert (item.embargo_at, item.embargoes) == (datetime(2026, 2, 10, 15, 30, tzinfo=CET), ())


def test_embargo_without_an_offset_is_left_to_compare():
    item = read("<n:embargoed>", "<n:embargoed>2026-02-10T09:30:00</n:embargoed><n:embargoed>")[0]

    assert item.embargo_at == datetime(2026, 2, 10, 15, tzinfo=CET)
    assert item.embargoes == (datetime(2026, 2, 10, 9, 30),)  # noqa: DTZ001 no offset


# signals | headline | designator
SIGNALS = [
    (["sig:correction"], "Dam holds", "Correction"),
    (["http://cv.iptc.org/newscodes/signal/correction"], "Dam holds", "Correction"),
    (["edStat:C"], "Dam holds", "Correction"),
    (["vsig:clarification"], "Dam holds", "Clarification"),
    (["sig:update"], "Dam holds", ""),
    (["v_sig:replace"], "Dam holds", ""),
    (["edStat:U", "var:itemEvol"], "Dam holds", ""),
    (["edStat:N"], "UPDATE 2-Dam holds", "Update 2"),
    (["sig:correction"], "UPDATE 2-Dam holds", "Update 2"),
]


@pytest.mark.parametrize(("signals", "headline", "designator"), SIGNALS)
def test_signals_rank_below_the_headline(signals, headline, designator):
    name = "uri" if "://" in signals[0] else "qcode"
    item = item_of(
        meta=f"<headline>{headline}</headline>",
        item_meta="".join(f'<signal {name}="{signal}"/>' for signal in signals),
    )

    assert (str(item.designator or ""), item.headline) == (designator, "Dam holds")


IN_NITF = "<body.content><p>It held.</p></body.content>"
NITF = f"<nitf><body><body.head><byline>By Ada Karn</byline></body.head>{IN_NITF}</body></nitf>"
GERMAN = TEXT.format("<p>Hielt.</p>").replace("<inlineXML", "<inlineXML xml:lang='de'")
TT = """<inlineXML contenttype="application/ttnitf+xml"><BODY xmlns=""><TEXT><RUBRIK>Dam</RUBRIK><DAT><ORT>OREN</ORT>
</DAT><BRODTEXT><P>It held.</P><MELLIS>All</MELLIS><CITAT>Dry, she said.</CITAT></BRODTEXT><BILD>
<BILDFIL>https://a.example/1</BILDFIL><BILDTEXT>Caption.</BILDTEXT></BILD>
<BYLINE>Ada Karn</BYLINE></TEXT></BODY></inlineXML>"""
VENDOR = """<inlineXML><Story xmlns="urn:v"><Head>Dam dry</Head><Par>It <Org>Board</Org> held.</Par>
<Par>All.</Par></Story></inlineXML>"""
# content set | the text
CONTENTS = [
    (TEXT.format("<p>It held.</p>"), ["It held."]),
    (f"<inlineXML contenttype='application/nitf+xml'>{NITF}</inlineXML>", ["It held."]),
    (f"<inlineXML><n:nitf xmlns:n='urn:nitf'><n:body>{IN_NITF}</n:body></n:nitf></inlineXML>", ["It held."]),
    ("<inlineXML><p>It held.</p><p>All.</p></inlineXML>", ["It held.", "All."]),
    ("<inlineXML contenttype='text/html'>&lt;p&gt;It held.&lt;/p&gt;</inlineXML>", ["It held."]),
    ("<inlineXML><![CDATA[<p>It held.</p>]]></inlineXML>", ["It held."]),
    ("<inlineData contenttype='text/html'>&lt;p&gt;It &lt;i&gt;held&lt;/i&gt;.&lt;/p&gt;</inlineData>", ["It held."]),
    (f"<inlineData contenttype='application/nitf+xml'><![CDATA[<?xml version='1.0'?>{NITF}]]></inlineData>",
     ["It held."]),
    ("<inlineData contenttype='application/nitf+xml'>&lt;p&gt;It held.&lt;br&gt;</inlineData>", ["It held."]),
    ("<inlineData contenttype='text/plain'>It held.\n\nAll night.</inlineData>", ["It held.", "All night."]),
    ("<inlineData>&lt;p&gt;\n It held\nall night.\n   It is dry.\n&lt;/p&gt;</inlineData>",
     ["It held all night.", "It is dry."]),
    ("<inlineData encoding='enc:base64' contenttype='text/plain'>SXQgaGVsZC4=</inlineData>", ["It held."]),
    ("<inlineData>Plain.</inlineData>" + TEXT.format("<p>It held.</p>"), ["It held."]),
    (TEXT.format("") + "<inlineData>It held.</inlineData>", ["It held."]),
    (GERMAN + TEXT.format("<p>It held.</p>"), ["It held."]),
    (VENDOR, ["Dam dry", "It Board held.", "All."]),
    (TT, ["It held.", "All", "– Dry, she said."]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), CONTENTS, ids=[content[:60] for content, _ in CONTENTS])
def test_text_is_read_however_it_is_marked_up(content, words):
    assert words_of(item_of(content, "<headline>Dam</headline>", attributes='xml:lang="en"')) in (
        words,
        ["Dam", *words],
    )


def test_byline_and_picture_inside_the_text_are_read():
    nitf = item_of(f"<inlineXML>{NITF}</inlineXML>", "<headline>Dam</headline>")
    tt = item_of(TT, "<headline>Dam</headline>")
    embedded = item_of(TEXT.format("<p>It held.</p><dnl-image ref='urn:example:1' caption='Dam' creditline='Vesper'/>"))

    assert nitf.byline == "By Ada Karn"
    assert (tt.byline, tt.pictures) == ("Ada Karn", (WirePicture(("https://a.example/1",), caption="Caption."),))
    assert embedded.pictures == (WirePicture(identity="urn:example:1", caption="Dam", credit="Vesper"),)


def test_title_of_the_text_serves_where_no_headline_is():
    content = TEXT.format("<h1>Dam holds</h1><p>It held.</p>")

    assert (item_of(content).headline, words_of(item_of(content))) == ("Dam holds", ["It held."])


def test_summary_stands_for_a_text_that_is_elsewhere():
    item = item_of(
        "<remoteContent href='dam.txt' contenttype='text/plain'/>"
        "<remoteContent href='dam.mp4' contenttype='video/mp4'/>",
        "<headline>Dam</headline><description role='drol:caption'>Not this.</description>"
        "<description role='drol:summary'>It held.</description>",
    )

    assert (words_of(item), item.is_summary) == (["It held."], True)
    assert item.remarks == (
        "It has no text: its summary stands for it.",
        "Its video was left out.",
        "Its text stands in a file of its own, which is not fetched.",
    )


FILE = "<remoteContent rendition='{}' href='{}.jpg' contenttype='image/jpeg' width='{}' height='9'/>"


def test_renditions_beside_a_text_are_one_picture():
    one = (
        FILE.format("r:thumb", "thumb", 90) + FILE.format("r:web", "web", 900) + FILE.format("r:large", "large", 4_800)
    )
    two = FILE.format("", "a", 90) + FILE.format("", "b", 90)
    text = TEXT.format("<p>It held.</p>")

    assert [picture.addresses for picture in item_of(one + text).pictures] == [("large.jpg", "web.jpg", "thumb.jpg")]
    assert [picture.addresses for picture in item_of(two + text).pictures] == [("a.jpg",), ("b.jpg",)]


def test_old_subject_codes_are_found_in_the_schemes_of_agencies():
    item = item_of(
        meta="<headline>Dam</headline><subject qcode='vsubj:17000000'><name>Weather</name></subject>"
        "<subject literal='TT:02000000:LAG'/><subject literal='Boats'/><subject qcode='v:5'><facet qcode='geoProp:5'/>"
        "<name>Maran</name></subject><subject qcode='v:17000000'/>"
    )

    assert item.subjects == (
        Subject("subj", "17000000", "Weather"),
        Subject("subj", "02000000"),
        Subject("keyword", "", "Boats"),
        Subject("place", "", "Maran"),
        Subject("v", "17000000"),
    )


def test_replaced_item_is_found_by_its_number():
    numbers = "<altId type='v:uno'>{}</altId><altId type='v:refuno'>20260210:V:5:0</altId><headline>Dam</headline>"

    assert item_of(meta=numbers.format("dam")).follows == ("urn:example:20260210:V:5:0",)
    assert item_of(meta=numbers.format("boat")).follows == ()


def test_time_is_no_dateline():
    meta = "<headline>Dam</headline><dateline>{}</dateline>"

    assert item_of(meta=meta.format("2026-02-10 13:00:03 GMT+00:00")).dateline == ""
    assert item_of(meta=meta.format("OREN")).dateline == "OREN"


def test_address_in_the_net_is_a_source_only_where_no_name_is():
    provider = "<provider literal='vesper.example'/>"

    assert item_of(meta="<headline>Dam</headline>", item_meta=provider).source == "vesper.example"
    named = item_of(meta="<headline>Dam</headline><infoSource literal='Vesper'/>", item_meta=provider)
    assert named.source == "Vesper"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("packageItem", "a package item"),
        ("planningItem", "a planning item"),
        ("conceptItem", "a concept item"),
        ("knowledgeItem", "a knowledge item"),
        ("catalogItem", "a catalog item"),
    ],
)
def test_other_items_are_named(name, kind):
    text = f"<{name} xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta><title>Dam</title></itemMeta></{name}>"

    (piece,) = wire.read(text.encode())
    assert isinstance(piece, NotStoryError)
    assert str(piece) == f"This is {kind} (“Dam”), not a story. Only text and pictures are taken in."


def test_composite_with_a_text_is_a_story():
    text = item_of(TEXT.format("<p>It held.</p>")).blocks
    composite = (
        f"<newsItem><itemMeta><itemClass qcode='ninat:composite'/></itemMeta><contentSet>{TEXT}</contentSet></newsItem>"
    )

    assert wire.read(composite.format("<p>It held.</p>").encode())[0].blocks == text
    assert isinstance(wire.read(composite.replace(TEXT, "").encode())[0], NotStoryError)


@pytest.mark.parametrize(
    ("text", "why", "error"),
    [
        ("<newsMessage><itemSet/></newsMessage>", "message without items", NotWireError),
        (
            "<newsMessage><itemSet>" + "<newsItem/>" * 501 + "</itemSet></newsMessage>",
            "more than 500 items",
            UnreadableError,
        ),
        ("<newsItem/>", "neither a headline nor a text", UnreadableError),
        ("<newsItem>", "This NewsML-G2 cannot be read", UnreadableError),
    ],
    ids=["no items", "too many", "empty", "cut off"],
)
def test_what_holds_no_copy_is_refused(text, why, error):
    with pytest.raises(error, match=why):
        wire.read(text.encode())


def test_what_is_written_is_read_again():
    picture = WirePicture(
        identity="urn:example:dam-1", caption="The dam.", alt="A wall.", credit="Vesper",
        renditions=(Rendition("https://a.example/a.jpg", kind="image/jpeg", size=9),),
    )  # fmt: skip
    item = WireItem(
        format="NewsML-G2", identity="urn:example:dam", version=2, version_at=datetime(2026, 2, 10, 12, tzinfo=CET),
        source="Vesper", language="en", headline="Dam holds", printed_headline="Dam holds", slugline="Dam-Flood",
        printed_slugline="Dam-Flood", byline="By Ada Karn", dateline="OREN (Vesper) --", note="Adds quotes", urgency=3,
        section="Coast", genre="Feature", blocks=copy.from_html("<p>It <b>held</b>.</p><ul><li>All</li></ul>"),
        pictures=(picture,),
    )  # fmt: skip

    (read_again,) = wire.read(newsml_g2.write(item))

    taken = {"addresses": ("https://a.example/a.jpg",), "renditions": ()}
    head = "identity version version_at source language headline slugline byline dateline note urgency section genre"
    ours = {name: getattr(item, name) for name in (*head.split(), "blocks")}
    assert {name: getattr(read_again, name) for name in ours} == ours
    assert read_again.pictures == (replace(picture, **taken),)


def test_hostile_items_take_no_longer_than_honest_ones():
    begun = datetime.now(tz=UTC)
    vendor = "<inlineXML><story xmlns='urn:v'>" + "<par>It held.</par>" * 10_000 + "</story></inlineXML>"
    notes = "".join(f"<edNote>Note {number}</edNote>" for number in range(50_000))
    links = "".join(f"<link residref='urn:example:{number}' href='{number}.jpg'/>" for number in range(50_000))

    item = item_of(vendor, "<headline>Dam</headline>", item_meta=notes + links)

    assert len(item.blocks) == 10_000
    assert (datetime.now(tz=UTC) - begun).total_seconds() < 60
