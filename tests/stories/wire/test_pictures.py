"""Pictures that come as items of their own: ninjs and NewsML-G2, and what is none."""

import json
import time
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import wire
from stories.wire import NotWireError, Status, UnreadableError, WirePicture
from tests.sample_folders import ATTACK_SAMPLES, OWN_ATTACKS, OWN_WIRE, WIRE_SAMPLES, needs_samples

SECONDS = 20  # of this process: what grows with the square takes minutes
FILES = sorted(path for path in (*WIRE_SAMPLES.glob("*"), *ATTACK_SAMPLES.glob("*/*")) if path.is_file())
OWN_FILES = sorted(path for path in (*OWN_WIRE.glob("*"), *OWN_ATTACKS.glob("*/*")) if "picture." not in path.name)
PICTURE = WirePicture(
    addresses=("dam-large.jpg", "https://pictures.example/dam.jpg"),
    identity="urn:newsml:vesper.example:20260210:dam-1",
    headline="Dam in Selda",
    caption="The dam above Selda on Tuesday.",
    alt="A wall of concrete between two hills.",
    credit="Vesper/Ilse Varn",
    byline="Ilse Varn",
    place="Selda",
    taken_on=date(2026, 2, 10),
    rights="© 2026 Vesper",
    terms="Editorial use only",
    instructions="Crop at will",
    belongs_to=("urn:newsml:vesper.example:20260210:text-1",),
)
NINJS = {
    "uri": "urn:newsml:vesper.example:20260210:dam-1", "type": "picture", "version": "1", "by": "Ilse Varn",
    "headlines": [{"value": "Dam in Selda"}], "altText": "A wall of concrete between two hills.",
    "descriptions": [{"value": "The dam above Selda on Tuesday."}], "creditLine": "Vesper/Ilse Varn",
    "places": [{"name": "Selda"}], "contentCreated": "2026-02-10T08:00:00+01:00", "usageTerms": "Editorial use only",
    "copyrightNotice": "© 2026 Vesper", "edNote": "Crop at will", "pubStatus": "usable",
    "renditions": [{"name": "web", "href": "https://pictures.example/dam.jpg", "width": 900, "height": 600},
                   {"name": "main", "href": "dam-large.jpg", "width": 4800, "height": 3200}],
    "associations": [{"name": "story", "type": "text", "uri": "urn:newsml:vesper.example:20260210:text-1:4N"},
                     {"name": "other", "type": "picture", "uri": "urn:newsml:vesper.example:20260210:dam-2"}],
}  # fmt: skip
NEWSML_G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:vesper.example:20260210:dam-1" version="2">
  <rightsInfo>
    <copyrightHolder><name>Vesper</name></copyrightHolder><copyrightNotice>© 2026 Vesper</copyrightNotice>
    <usageTerms>Editorial use only</usageTerms>
  </rightsInfo>
  <itemMeta>
    <itemClass qcode="ninat:picture"/><pubStatus qcode="stat:usable"/><title>Not this</title>
    <edNote>Crop at will</edNote>
    <link rel="irel:seeAlso" residref="urn:newsml:vesper.example:20260210:text-1:4N"/>
    <link rel="irel:seeAlso" residref="urn:example:other"><itemClass qcode="ninat:picture"/></link>
    <link rel="irel:previousVersion" residref="urn:example:earlier"/>
    <link rel="irel:seeAlso" href="https://vesper.example/"/>
  </itemMeta>
  <contentMeta>
    <contentCreated>2026-02-10T08:00:00+01:00</contentCreated><located><name>Selda</name></located>
    <creator><name>Not I. Varn</name></creator><by>Ilse Varn</by><creditline>Vesper/Ilse Varn</creditline>
    <headline>Dam in Selda</headline>
    <description role="drol:summary">Not this.</description>
    <description role="drol:caption">The dam above<br/>Selda
      on Tuesday.</description>
    <description role="drol:altText">A wall of concrete between two hills.</description>
  </contentMeta>
  <contentSet>
    <remoteContent rendition="rnd:thumb" href="file:///dam.gif" contenttype="image/gif" width="80" height="53"/>
    <remoteContent rendition="rnd:web" href="https://pictures.example/dam.jpg" width="900" height="600"/>
    <remoteContent rendition="rnd:highRes" href="./dam-large.jpg" contenttype="image/jpeg" width="4800" height="3200"/>
  </contentSet>
</newsItem>"""


def g2(old="", new="", *, more=()):
    """Return the picture of the NewsML-G2 above, some of its words replaced."""
    text = NEWSML_G2
    for before, after in [(old, new), *more]:
        assert before in text
        text = text.replace(before, after) if before else text
    return picture_of(text.encode())


def picture_of(data):
    """Return the picture that the one item of a file is; None for anything else."""
    try:
        pieces = wire.read(data)
    except NotWireError:
        return None
    return pieces[0] if isinstance(pieces[0], WirePicture) else None


def test_ninjs_picture_is_read():
    assert picture_of(json.dumps(NINJS).encode()) == PICTURE


def test_newsml_g2_picture_is_read():
    picture = g2()

    assert replace(picture, remarks=()) == PICTURE
    assert picture.remarks == (
        "The address “file:///dam.gif” was passed over: it is neither of http or https nor the name of a file.",
    )


# words of the file | what stands there instead | what is read
TOLERANT = [
    ("<by>Ilse Varn</by>", "", {"byline": "Not I. Varn"}),
    ("© 2026 Vesper", " ", {"rights": "Vesper"}),
    ("<headline>Dam in Selda</headline>", "", {"headline": "Not this"}),
    ("<headline>Dam in Selda</headline>", "<headline>&lt;b&gt;Dam&lt;/b&gt; &amp;amp; hills</headline>",
     {"headline": "Dam & hills"}),
    (' role="drol:caption"', "", {"caption": "The dam above Selda on Tuesday."}),
    ("drol:caption", "http://cv.iptc.org/newscodes/descriptionrole/caption",
     {"caption": "The dam above Selda on Tuesday."}),
    ("2026-02-10T08:00:00+01:00", "2026-02-10", {"taken_on": date(2026, 2, 10)}),
    ("2026-02-10T08:00:00+01:00", "2026-02", {"taken_on": None}),
    ("stat:usable", "stat:canceled", {"status": Status.CANCELED}),
    ("stat:usable", "http://cv.iptc.org/newscodes/pubstatusg2/withheld", {"status": Status.WITHHELD}),
    ("stat:usable", "stat:odd", {"status": Status.WITHHELD}),
    ('<pubStatus qcode="stat:usable"/>', "", {"status": Status.USABLE}),
    ("<edNote>", "<embargoed>2026-02-11T00:00:00Z</embargoed><edNote>", {"status": Status.WITHHELD}),
    ("<edNote>", "<embargoed/><edNote>", {"status": Status.WITHHELD}),
    ("dam-1\" version", "dam-1:2N\" version", {"identity": "urn:newsml:vesper.example:20260210:dam-1"}),
    ("ninat:picture", "ninat:graphic", {"identity": "urn:newsml:vesper.example:20260210:dam-1"}),
    ("<located><name>Selda</name>", "<located><name>Selda</name><broader><name>Maran</name></broader>",
     {"place": "Selda, Maran"}),
    ("<contentSet>", '<assocWith residref="urn:example:text"/><contentSet>',
     {"belongs_to": ("urn:newsml:vesper.example:20260210:text-1", "urn:example:text")}),
    ("width=\"4800\"", "width=\"99999999\"", {"addresses": ("https://pictures.example/dam.jpg",)}),
    ("http://iptc.org/std/nar/2006-10-01/", "urn:other", {"headline": "Dam in Selda"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "held"), TOLERANT, ids=[f"{new or 'no ' + old}"[:40] for old, new, _ in TOLERANT]
)
def test_elements_are_taken_as_they_come(old, new, held):
    picture = g2(old, new)

    assert {name: getattr(picture, name) for name in held} == held


def test_place_may_be_told_elsewhere_in_the_item():
    address = (
        '<assert qcode="poi:2"><POIDetails><address><locality><name>Elsewhere</name></locality></address></POIDetails>'
        '</assert><assert literal="here"><POIDetails><address><line>Mill Lane 4</line><locality><name>Selda</name>'
        "<name>SEL</name></locality><area/><country><name>Maran</name></country></address></POIDetails></assert>"
    )

    picture = g2(
        "<located><name>Selda</name></located>",
        '<located literal="here"/>',
        more=[("<contentSet>", address + "<contentSet>")],
    )

    assert picture.place == "Mill Lane 4, Selda, Maran"


def test_why_it_is_held_is_told():
    assert g2("stat:usable", "stat:odd").remarks[0] == "“stat:odd” is no status, so the picture is held."
    assert g2("<edNote>", "<embargoed/><edNote>").remarks[0] == "It is embargoed until further notice."


def test_item_inside_a_message_is_read():
    message = NEWSML_G2.replace("<newsItem", "<newsMessage><itemSet><newsItem").partition("?>")[2]

    assert replace(picture_of(f"{message}</itemSet></newsMessage>".encode()), remarks=()) == PICTURE


def test_utf_16_is_read():
    assert replace(picture_of(NEWSML_G2.encode("utf-16")), remarks=()) == PICTURE


@pytest.mark.parametrize(
    "data",
    [
        b"Dam holds\n\nIt held.",
        json.dumps(NINJS | {"type": "text"}).encode(),
        json.dumps([NINJS, NINJS]).encode(),
        b'[{"type": "picture"}, 7]',
        NEWSML_G2.replace("ninat:picture", "ninat:text").encode(),
        NEWSML_G2.replace('<itemClass qcode="ninat:picture"/>', "", 1).encode(),
        b"<newsMessage><itemSet/><x y=':picture'/></newsMessage>",
        b"<rss><x y=':picture'/></rss>",
    ],
)
def test_anything_else_is_none(data):
    assert picture_of(data) is None


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0JFIF", b'{"broken": '])
def test_what_cannot_be_read_is_no_picture(data):
    with pytest.raises(UnreadableError):
        wire.read(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (NEWSML_G2.replace("</newsItem>", "").encode(), "cannot be read: the XML is not well-formed"),
        (NEWSML_G2.replace("<newsItem", '<!DOCTYPE a [<!ENTITY b "c">]><newsItem', 1).encode(), "defines entities"),
        (NEWSML_G2.replace("Dam in Selda", "x" * 50_001).encode(), "element headline is longer than 50,000"),
        (json.dumps(NINJS | {"by": "x" * 50_001}).encode(), "field byline is longer than 50,000"),
        (b'{"type": "picture", "uri": nope}', "not well-formed JSON"),
        (json.dumps(NINJS).encode() + b" " * wire.SIZE_LIMIT, "larger than 20 MB"),
        (json.dumps(NINJS | {"renditions": [{"href": "../a.jpg"}]}).encode(), "names no file .*“../a.jpg” was passed"),
        (NEWSML_G2.replace("href", "ref").encode(), "names no file that can be taken"),
    ],
    ids=["cut off", "entities", "headline", "byline", "json", "size", "no file in ninjs", "no file in newsml"],
)
def test_broken_picture_items_are_refused_with_the_reason(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        wire.read(data)


def test_killed_picture_needs_no_file():
    picture = picture_of(json.dumps(NINJS | {"renditions": [], "pubStatus": "canceled"}).encode())

    assert (picture.status, picture.addresses) == (Status.CANCELED, ())


@needs_samples
def test_picture_of_dpa_is_read():
    assert picture_of((WIRE_SAMPLES / "dpa-g2-picture.xml").read_bytes()) == WirePicture(
        addresses=("urn_binary_dpa_com_20090101_171117-90-000086-FILED.jpeg",),
        identity="urn:newsml:dpa.com:20090101:171117-90-000086",
        headline="Verleihung des Medienpreises Bambi",
        caption="Florian David Fitz kommt am 16.11.2017 in Berlin zur 69. Verleihung des Medienpreises Bambi. "
        "Foto: Jörg Carstensen/dpa",
        credit="Jörg Carstensen/dpa",
        byline="Jörg Carstensen",
        place="Berlin, Deutschland",
        taken_on=date(2017, 11, 16),
        rights="Copyright 2017, dpa. Alle Rechte vorbehalten",
        terms="Nutzung nur nach vertraglicher Vereinbarung",
    )


@needs_samples
@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_no_other_sample_is_a_picture_item(path):
    try:
        picture = picture_of(path.read_bytes())
    except UnreadableError:
        picture = None
    assert (picture is not None) is (path.name == "dpa-g2-picture.xml")


@pytest.mark.parametrize("path", OWN_FILES, ids=[path.name for path in OWN_FILES])
def test_no_other_file_of_ours_is_a_picture_item(path):
    try:
        picture = picture_of(path.read_bytes())
    except UnreadableError:
        picture = None
    assert picture is None


@pytest.mark.parametrize(
    "words",
    ["itemClass qcode=" * 100_000, "&lt;b&gt; " * 4_000, "<link residref='urn:a'/>" * 100_000, "<p>a</p>" * 20_000],
    ids=["classes", "marks", "links", "paragraphs"],
)
def test_hostile_items_take_no_longer_than_honest_ones(words):
    begun = time.process_time()
    for place in ("<itemMeta>", '<description role="drol:caption">'):
        try:
            g2(place, f"{place}{words}")
        except UnreadableError:
            continue

    assert time.process_time() - begun < SECONDS


ELEMENTS = ("itemMeta", "contentMeta", "contentSet", "remoteContent", "headline", "description", "located", "name",
            "br", "link", "assert", "POIDetails", "address", "pubStatus", "rightsInfo", "embargoed")  # fmt: skip
ATTRIBUTES = ("href", "width", "size", "role", "qcode", "residref", "rel", "literal", "contenttype", "guid")
LETTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="<>&'\"\ufffe\uffff")
)
ITEMS = st.recursive(
    LETTERS,
    lambda inner: st.builds(
        lambda name, attribute, value, parts: f"<{name} {attribute}='{value}'>{''.join(parts)}</{name}>",
        st.sampled_from(ELEMENTS), st.sampled_from(ATTRIBUTES), LETTERS, st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)  # fmt: skip


@given(ITEMS, st.sampled_from(["<itemMeta>", "<contentMeta>", "<contentSet>", "<headline>", "<located>"]))
def test_no_newsml_g2_is_more_than_a_picture_or_a_refusal(more, place):
    try:
        picture = g2(place, place + more)
    except UnreadableError:
        return
    assert all(
        isinstance(getattr(picture, each.name), type(getattr(PICTURE, each.name)) | None) for each in fields(picture)
    )


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f'{{"type":"picture",{text}'.encode()))
def test_no_bytes_are_more_than_a_picture_or_a_refusal(data):
    try:
        picture = picture_of(data)
    except UnreadableError:
        return
    assert picture is None
