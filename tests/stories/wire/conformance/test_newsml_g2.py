"""Real NewsML-G2 gives what the index of the samples says."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from stories import copy, wire
from stories.copy import Kind
from stories.copy.subjects import Subject
from stories.wire import NotStoryError, WirePicture
from tests.sample_folders import WIRE_SAMPLES, index_row, needs_samples

pytestmark = needs_samples

CET, CEST, EET = (timezone(timedelta(hours=hours)) for hours in (1, 2, 2))

# file | designator | paragraphs | words
ROWS = """
ansa-newsmlg2-text.xml                          |                    | 4  | 61
tag_reuters.com_2014_newsml_KBN0FL0ZP_version_2 |                    | 4  | 115
stt_newsml_test.xml                             |                    | 40 | 1059
g2-listing1.xml                                 |                    | 0  | 0
g2-listing2-text.xml                            |                    | 2  | 132
g2-dpa-dateline.xml                             |                    | 15 | 602
g2-dpa-eil.xml                                  |                    | 1  | 38
g2-dpa-embargoed.xml                            |                    | 8  | 245
dpa-g2-v6-en.xml                                |                    | 6  | 172
globenewswire-g2-correction-fr.xml              | Correction, Update | 16 | 1113
globenewswire-g2.xml                            |                    | 10 | 460
reuters-g2-2013.xml                             |                    | 1  | 3
reuters-g2-update1.xml                          | Update 1           | 17 | 593
stt-g2-update-sig.xml                           |                    | 4  | 89
tt-g2-replace.xml                               | Update 4           | 37 | 826
stt-g2-correction-note.xml                      |                    | 20 | 328
dpa-g2-embargo-short.xml                        |                    | 20 | 106
dpa-g2-sig-correction.xml                       | Correction         | 91 | 1442
g2-listing22-nitf-inside.xml                    |                    | 6  | 204
"""
FEW = 5  # words that another way of counting may give
TABLE = [tuple(cell.strip() for cell in line.split("|")) for line in ROWS.strip().split("\n")]

# file | what the head of the item holds beside
HEADS = [
    ("ansa-newsmlg2-text.xml", {"dateline": "(ANSA) - Rome, October 11 -", "source": "ANSA", "language": "it",
     "version_at": datetime(2017, 10, 11, 10, 41, tzinfo=CET)}),
    ("tag_reuters.com_2014_newsml_KBN0FL0ZP_version_2", {"dateline": "BEIRUT (Reuters) -", "source": "Reuters",
     "language": "en-US", "first_at": datetime(2014, 7, 16, 10, 35, 57, tzinfo=UTC), "follows": (),
     "section": "Politics"}),
    ("stt_newsml_test.xml", {"note": "complemented throughout", "dateline": "Helsinki", "source": "STT",
     "version_at": datetime(2017, 10, 18, 11, 16, 43, tzinfo=EET), "follows": ()}),
    ("g2-listing1.xml", {"embargo_at": datetime(2018, 10, 23, 12, tzinfo=UTC), "genre": "Interview",
     "first_at": datetime(2016, 10, 18, 13, 12, 21, tzinfo=timezone(timedelta(hours=-5))),
     "terms": "Not for use outside the United States", "located": "Berlin", "language": "en-GB", "subjects": (
         Subject("medtop", "04000000", "economy, business and finance"),
         Subject("medtop", "20000523", "labour market"))}),
    ("g2-listing2-text.xml", {"byline": "By Meredith Jameson, Staff Reporter", "source": "Associated Press"}),
    ("g2-dpa-dateline.xml", {"dateline": "New York (dpa) -", "byline": "Von Andrej Sokolow, dpa", "source": "dpa",
     "genre": "Zusammenfassung"}),
    ("g2-dpa-eil.xml", {"dateline": "Berlin (dpa) -", "genre": ""}),
    ("g2-dpa-embargoed.xml", {"embargo_at": datetime(2025, 1, 23, 19, tzinfo=CET)}),
    ("dpa-g2-v6-en.xml", {"dateline": "Berlin (dpa) -", "note": "",
     "version_at": datetime(2024, 6, 26, 16, 2, 3, tzinfo=CEST)}),
    ("globenewswire-g2-correction-fr.xml", {"language": "fr-FR", "located": "Vancouver, BC, Canada"}),
    ("reuters-g2-2013.xml", {"version_at": datetime(2013, 3, 1, 15, 9, 4, tzinfo=UTC), "note": "Editorial Note"}),
    ("reuters-g2-update1.xml", {"byline": "By Joseph Ax", "slugline": "USA-SHUTDOWN/TOURISTS", "genre": "",
     "dateline": "NEW YORK, Jan 21 (Reuters) -"}),
    ("stt-g2-update-sig.xml", {"note": "lopusta", "version_at": datetime(2019, 4, 15, 13, 49, 15),  # noqa: DTZ001 no offset
     "follows": ("urn:newsml:stt.fi:20190415:102736761",), "identity": "urn:newsml:stt.fi::102736761"}),
    ("tt-g2-replace.xml", {"slugline": "eu-polen", "language": "sv", "byline": "Wiktor Nummelin/TT",
     "identity": "urn:newsml:tt.se:20171220:TT:585167:0", "follows": ("urn:newsml:tt.se:20171220:TT:585152:0",)}),
    ("stt-g2-correction-note.xml", {"byline": "ANTTI AUTIO, HETA HASSINEN", "remarks": (
     "The editor's note speaks of a correction: read it and file it as one if it is.",)}),
    ("dpa-g2-embargo-short.xml", {"byline": "Von Thomas Est", "dateline": "Hamburg (dpa) -",
     "embargo_at": datetime(2024, 10, 22, 11, 30, tzinfo=CEST)}),
]  # fmt: skip


def read(name):
    (item,) = wire.read((WIRE_SAMPLES / name).read_bytes())
    return item


@pytest.mark.parametrize(("name", "designator", "paragraphs", "words"), TABLE)
def test_item_is_read_as_its_index_says(name, designator, paragraphs, words):
    index = index_row(name)

    item = read(name)

    # The index cuts a long headline off.
    assert item.printed_headline[: len(index["headline"])] == index["headline"]
    slugline = index.get("slugline") or index.get("slugline / keyword") or ""
    assert (item.format, item.printed_slugline) == ("NewsML-G2", slugline)
    urgency = (index.get("urgency") or index.get("urgency or priority") or "").partition(" ")[0].strip("*")
    assert (str(item.urgency or ""), str(item.version or "")) == (urgency, index["version"])
    assert f"stat:{item.status}" == index["status"]
    assert item.version_at is not None
    if index.get("version time"):
        assert item.version_at == datetime.fromisoformat(index["version time"])
    if index.get("id"):
        assert item.identity == index["id"]
    assert str(item.designator or "") == designator
    assert len(item.blocks) == int(paragraphs)
    assert abs(copy.word_count(item.blocks) - int(words)) <= FEW


@pytest.mark.parametrize(("name", "fields"), HEADS, ids=[name for name, _ in HEADS])
def test_head_is_read(name, fields):
    item = read(name)

    assert {field: getattr(item, field) for field in fields} == fields


def test_only_embargoed_items_have_an_embargo():
    embargoed = {name for name, *_ in TABLE if read(name).embargo_at}

    assert embargoed == {"g2-listing1.xml", "g2-dpa-embargoed.xml", "dpa-g2-embargo-short.xml"}


def test_table_and_lists_of_dpa_are_kept():
    item = read("dpa-g2-embargo-short.xml")

    rows = [block.text.split("\t") for block in item.blocks if block.kind in (Kind.HEAD_ROW, Kind.ROW)]
    assert [len(row) for row in rows] == [4] * len(rows)
    assert sum(block.kind is Kind.NUMBERED for block in item.blocks) == 3
    assert "urn:newsml:dpa.com:20090101:241022-935-299327" in {picture.identity for picture in item.pictures}


def test_quotes_of_tt_keep_their_dash_and_captions_are_no_text():
    item = read("tt-g2-replace.xml")

    assert item.blocks[2].text.startswith("– T")
    assert item.pictures[0].credit == "Olivier Matthys/AP/TT"
    assert item.pictures[0].caption not in copy.plain_text(item.blocks)


def test_note_above_the_byline_of_reuters_is_a_note():
    item = read("reuters-g2-update1.xml")

    assert item.note.startswith("(Adds ")
    assert item.blocks[0].text.startswith("The ")


def test_package_is_named_and_no_story():
    piece = read("tag_reuters.com_2014_newsml_KBN0FL0NM_version_10")

    assert isinstance(piece, NotStoryError)
    headline = index_row("tag_reuters.com_2014_newsml_KBN0FL0NM_version_10")["headline"]
    assert str(piece).startswith(f"This is a package item (“{headline}”)")


def test_message_of_ap_gives_its_three_items():
    items = wire.read((WIRE_SAMPLES / "ap-g2-message-3-items.xml").read_bytes())

    assert [(item.version, str(item.designator or ""), item.slugline, len(item.blocks)) for item in items] == [
        (2, "1st LD Writethru", "US--Earns-Nutrisystem", 10),
        (2, "1st LD Writethru", "US--Earns-DiamondRock Hospitality", 11),
        (1, "", "US--Earns-Scripps Networks", 7),
    ]
    first = items[0]
    assert first.identity == "tag:ap.org,2011:5e565888b587889c5c8bd62b6164118c-text"
    assert first.printed_slugline == "BC-US--Earns-Nutrisystem, 1st Ld-Writethru"
    assert first.first_at == first.version_at == datetime(2018, 2, 26, 21, 20, 34, tzinfo=UTC)
    assert (first.note, first.dateline, first.urgency) == (
        "Eds: Adds full-year results.",
        "FORT WASHINGTON, Pa. (AP) _",
        4,
    )


def test_picture_item_of_dpa_is_a_picture():
    picture = read("dpa-g2-picture.xml")

    assert isinstance(picture, WirePicture)
    assert picture.identity == "urn:newsml:dpa.com:20090101:171117-90-000086"
    assert (picture.headline, picture.credit) == (index_row("dpa-g2-picture.xml")["headline"], "Jörg Carstensen/dpa")
    assert (picture.taken_on, picture.place) == (date(2017, 11, 16), "Berlin, Deutschland")
