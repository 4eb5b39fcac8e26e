"""NITF: every element that is read, what is no text, and what is refused."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from stories import copy, wire
from stories.copy.subjects import Subject
from stories.wire import Status, UnreadableError, WireItem, WirePicture, nitf, xml
from tests.sample_folders import OWN_WIRE

SECONDS = 20  # of this process: what grows with the square takes minutes
CET = timezone(timedelta(hours=1))
FULL = (OWN_WIRE / "nitf-full.xml").read_text()


def read(old="", new="", *, more=()):
    """Return the item of the full sample, some of its words replaced."""
    text = FULL
    for before, after in [(old, new), *more]:
        assert before in text
        text = text.replace(before, after) if before else text
    (item,) = wire.read(text.encode())
    return item


def document(content, head=""):
    """Return the item of a document with this content."""
    (item,) = wire.read(f"<nitf><head>{head}</head><body><body.content>{content}</body.content></body></nitf>".encode())
    return item


def html_of(item):
    return copy.to_html(item.blocks).split("\n")


def test_whole_head_is_read():
    item = read()

    held = {
        "identity": "vesper.dam.2", "version": 2, "version_at": datetime(2026, 2, 10, 14, 30, tzinfo=CET),
        "dated_on": date(2026, 2, 10), "source": "Vesper", "language": "en-GB", "headline": "Tides rise at Selda",
        "slugline": "Dam-Tides", "printed_slugline": "Dam-Tides, 2nd Ld-Writethru",
        "byline": "By Ilse Dorn, Coast Writer",
        "dateline": "SELDA, Maran, Feb. 10", "note": "ADDS table Photo to come", "urgency": 3, "status": Status.USABLE,
        "embargo_at": datetime(2026, 2, 10, 18, 0, tzinfo=CET), "section": "Coast", "genre": "Feature",
        "located": "SELDA, Maran", "terms": "Not for use on television", "address": "https://vesper.example/dam",
        "is_summary": False, "follows": ("vesper.dam.1",),
        "remarks": ("It is part 2 of 3 of the series Tides.",),
    }  # fmt: skip
    assert {name: getattr(item, name) for name in held} == held
    assert str(item.designator) == "2nd LD Writethru"
    assert item.subjects == (
        Subject("subj", "04001002", "Fishing industry"),
        Subject("medtop", "20000763"),
        Subject("person", "", "Ilse Dorn"),
        Subject("org", "", "Harbour Board of Olm"),
        Subject("place", "", "Karse Head"),
        Subject("keyword", "", "tides"),
        Subject("keyword", "", "fishing"),
    )


def test_whole_text_is_read():
    item = read()

    assert [(str(block.kind), block.text) for block in item.blocks] == [
        ("paragraph", "The tides rise at the dam, said Vera Ostrander of the Harbour Board, who spent $2."),
        ("heading", "The table"),
        ("head-row", "Day\tMetres"),
        ("row", "Monday\t"),
        ("row", "Tuesday\t4 1/2"),
        ("bullet", "Boats stay in"),
        ("bullet", "Ferries sail"),
        ("numbered", "First"),
        ("quote", "Never so high"),
        ("quote", "Vera Ostrander"),
        ("preformatted", "Olm   4\nBrill 3"),
        ("paragraph", "Line one\nline two — é"),
        ("paragraph", "A note at the foot."),
        ("paragraph", "Jon Vale in Olm added to this story."),
    ]
    assert [item.blocks[0].text[mark.start : mark.end] for mark in item.blocks[0].marks] == ["Ostrander"]


def test_picture_has_its_caption_and_a_video_is_none():
    assert read().pictures == (
        WirePicture(
            addresses=("https://pictures.example/tides.jpg",),
            caption="The tides on Monday.",
            alt="High water.",
            credit="Vesper/Jon Vale",
            byline="Jon Vale",
        ),
    )


def test_note_in_the_text_is_one_to_editors_where_no_message_is():
    item = read("ed-msg", "ed-other")

    assert item.note == "Check the spelling of Ostrander. For regional pages."


# words of the file | what stands there instead | what is read
TOLERANT = [
    ("<hl1>Tides rise at <location>Selda</location></hl1>", "<hl1/>", {"headline": "Boats stay in"}),
    ("hedline>", "headline>", {"headline": "Tides rise at Selda"}),
    ('<meta name="anpa-keyword" content="Dam-Tides"/>', "", {"slugline": "tides"}),
    ('content="2nd Ld-Writethru"', 'content="(SELDA)"', {"slugline": "Dam-Tides", "designator": None}),
    ('norm="20260210T180000+0100"', 'norm="20260210T133000Z"', {"embargo_at": None}),
    ('norm="20260210T180000+0100"', 'norm="20260210T143000"', {"embargo_at": None}),
    ('norm="20260210T180000+0100"', 'norm="20260211"', {"embargo_at": datetime(2026, 2, 11)}),  # noqa: DTZ001 no offset
    ('norm="20260210T180000+0100"', 'norm="soon"', {"embargo_at": None, "status": Status.WITHHELD}),
    ('norm="20260210T180000+0100"', 'norm=""', {"embargo_at": None, "status": Status.USABLE}),
    ('<date.issue norm="20260210T143000+0100"/>', "", {"version_at": None, "dated_on": date(2026, 2, 10),
     "embargo_at": datetime(2026, 2, 10, 18, 0, tzinfo=CET)}),
    ("20260210T143000+0100", "20260210T143000Z", {"version_at": datetime(2026, 2, 10, 14, 30, tzinfo=UTC)}),
    ("20260210T143000+0100", "2026-02-10T14:30:00", {"version_at": datetime(2026, 2, 10, 14, 30)}),  # noqa: DTZ001 likewise
    ('status="usable"', 'status="embargoed"', {"status": Status.USABLE,
     "embargo_at": datetime(2026, 2, 10, 18, 0, tzinfo=CET)}),
    ('status="usable"', 'status="withheld"', {"status": Status.WITHHELD}),
    ('status="usable"', 'status="canceled"', {"status": Status.CANCELED}),
    ('status="usable"', 'status="odd"', {"status": Status.WITHHELD}),
    (' management-status="usable"', "", {"status": Status.USABLE}),
    ('ed-urg="3"', 'ed-urg="x"', {"urgency": None}),
    ('version="2"/>', 'version="2" generation="14"/>', {"version": None}),
    ('version="2"/>', 'version="3" generation="1"/>', {"version": 3}),
    ('version="2"/>', 'version="0"/>', {"version": 0}),
    (' xml:lang="en-GB"', "", {"language": ""}),
    ('<body>', '<body xml:lang="sv">', {"language": "sv"}),
    (' xml:lang="en-GB"', ' baselang="no-NO"', {"language": "no-NO"}),
    ("<title>", '<meta name="language" content="fi"/><title>', {"language": "en-GB"}),
    (' position.section="Coast"', "", {"section": "Regional"}),
    ('regsrc="Vesper" ', "", {"source": "Vesper News Agency"}),
    ('type="feature"', 'type="Current"', {"genre": ""}),
    ("<story.date", ", <story.date", {"dateline": "SELDA, Maran, Feb. 10"}),
    ("<abstract><p>The tides rise.</p></abstract>", "", {"is_summary": False}),
    ('series.part="2" series.totalpart="3"', 'series.part="1"', {"remarks": ()}),
    ("https://vesper.example/dam", "file:///dam", {"address": ""}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "held"), TOLERANT, ids=[f"{new or 'no ' + old}"[:50] for old, new, _ in TOLERANT]
)
def test_elements_are_taken_as_they_come(old, new, held):
    item = read(old, new)

    assert {name: getattr(item, name) for name in held} == held


def test_issue_with_a_day_alone_dates_the_item():
    item = document("<p>It holds.</p>", head='<docdata><date.issue norm="20260210"/></docdata>')
    assert (item.version_at, item.dated_on, item.remarks[:-1]) == (None, date(2026, 2, 10), ())


def test_embargo_without_a_time_holds():
    item = read('status="usable"', 'status="embargoed"', more=[('<date.release norm="20260210T180000+0100"/>', "")])

    assert (item.status, item.embargo_at) == (Status.WITHHELD, None)
    assert "It is embargoed without a time, so it is held." in item.remarks


def test_title_serves_where_no_headline_is():
    assert document("<p>It held.</p>", "<title>1 COAST Tides</title>").headline == "1 COAST Tides"


def test_prefix_changes_nothing():
    text = '<n:nitf xmlns:n="urn:n"><n:body><n:body.head><n:hedline><n:hl1>Dam</n:hl1></n:hedline></n:body.head>'
    text += "<n:body.content><n:p>It held.</n:p></n:body.content></n:body></n:nitf>"

    (item,) = wire.read(text.encode("utf-16"))
    assert (item.headline, html_of(item)) == ("Dam", ["<p>It held.</p>"])


def test_dateline_and_byline_in_the_text_are_taken_out():
    item = document("<p>By ADA KARN</p><p>Vesper Coast Writer</p><p>OREN, Feb. 10 (Vesper) -- It held.</p><p>More.</p>")

    assert (item.byline, item.dateline) == ("By ADA KARN, Vesper Coast Writer", "OREN, Feb. 10 (Vesper) --")
    assert html_of(item) == ["<p>It held.</p>", "<p>More.</p>"]


def test_dateline_of_the_place_in_the_head_is_taken_out():
    head = "<body.head><dateline><location>Oren</location></dateline></body.head>"
    text = "<nitf><body>{}<body.content><p>OREN (Vesper): It held.</p></body.content></body></nitf>"

    (item,) = wire.read(text.format(head).encode())
    assert (item.dateline, item.source, html_of(item)) == ("OREN (Vesper):", "Vesper", ["<p>It held.</p>"])
    (item,) = wire.read(text.format("").encode())
    assert (item.dateline, html_of(item)) == ("", ["<p>OREN (Vesper): It held.</p>"])


def test_mail_address_of_the_writer_is_no_text():
    item = read("Jon Vale in Olm added to this story.", '<a href="mailto:jon@vesper.example">jon@vesper.example</a>')

    assert "@" not in copy.plain_text(item.blocks)


def test_byline_alone_is_text():
    assert html_of(document("<p>By Ada Karn</p>")) == ["<p>By Ada Karn</p>"]
    assert document("<p>By Ada Karn</p><p>It held.</p>").byline == ""


def test_abstract_stands_for_a_text_that_is_not_there():
    text = "<nitf><body><body.head><hedline><hl1>Dam</hl1></hedline><abstract><p>It held.</p></abstract></body.head>"
    (item,) = wire.read(f"{text}<body.content/></body></nitf>".encode())

    assert (html_of(item), item.is_summary) == (["<p>It held.</p>"], True)
    assert item.remarks == ("It has no body: its abstract stands for it.",)


@pytest.mark.parametrize(
    ("abstract", "left"),
    [("It held all night.", ()), ("It held …", ()), ("It broke.", ("It broke.",))],
)
def test_abstract_that_the_text_begins_with_is_none(abstract, left):
    body = nitf.read_body(
        xml.parse(
            f"<nitf><body><body.head><abstract>{abstract}</abstract></body.head>"
            "<body.content><p>It held all night.</p></body.content></body></nitf>"
        )
    )

    assert tuple(block.text for block in body.abstract) == left


LINE = "The dam above the town of Selda held all through the night of the"


def test_lines_that_were_wrapped_are_joined():
    item = document(f"<p>{LINE} <br/>storm, and the harbour board of Olm said on Monday that it <br/>would hold.</p>")

    assert html_of(item) == [f"<p>{LINE} storm, and the harbour board of Olm said on Monday that it would hold.</p>"]


def test_lines_that_were_set_stay():
    item = document(f"<p>{LINE} storm.</p><p>Olm 4<br/>Brill 3</p>")

    assert html_of(item)[1] == "<p>Olm 4<br>Brill 3</p>"


@pytest.mark.parametrize(
    "content",
    ["<![CDATA[<p>It held.</p><p>R&amp;D.</p>]]>", "&lt;p&gt;It held.&lt;/p&gt;&lt;p&gt;R&amp;amp;D.&lt;/p&gt;",
     "<block><p>It held.</p><p>R&amp;amp;D.</p></block>"],
)  # fmt: skip
def test_escaped_markup_is_markup(content):
    assert html_of(document(content)) == ["<p>It held.</p>", "<p>R&amp;D.</p>"]


def test_pictures_that_name_nothing_and_those_beyond_a_gallery_are_left_out():
    media = '<media><media-reference source="{}.jpg"/></media>'
    item = document("<media><media-caption>No file.</media-caption></media><p>It held.</p>")
    many = document("<p>It held.</p>" + "".join(media.format(number) for number in range(40)))

    assert (item.pictures, html_of(item)) == ((), ["<p>It held.</p>"])
    assert len(many.pictures) == 30
    assert many.remarks[0] == "Of its 40 pictures and other media the first 30 were looked at."


def test_hostile_documents_take_no_longer_than_honest_ones():
    begun = time.process_time()

    nested = "<media>" * 100 + "<media-metadata name='a' value='b'/>" * 20_000 + "</media>" * 100
    document(f"<p>It held.</p>{nested}" + "<frac><frac-den>2</frac-den></frac>" * 20_000)
    wire.read(f"<nitf><body><body.head>{'<abstract>x</abstract>' * 20_000}</body.head></body></nitf>".encode())

    assert time.process_time() - begun < SECONDS


def test_blocks_are_read_from_a_text_and_from_an_element():
    text = "<nitf><body><body.content><p>It held.</p></body.content></body></nitf>"

    assert nitf.read_blocks(text) == nitf.read_blocks(xml.parse(text)) == copy.from_text("It held.")
    assert nitf.read_blocks("<body.content><p>It held.</p></body.content>") == copy.from_text("It held.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<nitf><body/></nitf>", "neither a headline nor a text"),
        ("<nitf><body></nitf>", "This NITF cannot be read: the XML is not well-formed"),
        (f"<nitf><head><title>{'x' * 50_001}</title></head></nitf>", "element title is longer"),
        (
            "<nitf><body><body.content>" + "<p>the dam held</p>" * 200_000 + "</body.content></body></nitf>",
            "text is longer than",
        ),
        ('<!DOCTYPE nitf [<!ENTITY dam "x">]><nitf/>', "defines entities"),
    ],
    ids=["empty", "cut off", "endless title", "endless text", "entities"],
)
def test_what_is_no_copy_is_refused(text, why):
    with pytest.raises(UnreadableError, match=why):
        wire.read(text.encode())


def test_kill_needs_no_text():
    (item,) = wire.read(b'<nitf><head><docdata management-status="canceled"/></head></nitf>')

    assert isinstance(item, WireItem)
    assert str(item.designator) == "Kill"
