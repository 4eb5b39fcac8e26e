"""Every format and layout that is read, and every format that is refused by name, as files of our own."""

import json
from datetime import UTC, date, datetime

import pytest

from stories import copy, wire
from stories.copy.subjects import Subject
from stories.wire import Status
from stories.wire.item import WirePicture
from tests.sample_folders import OWN_WIRE

# file | headline | designator | agency | paragraphs | words
TEXTS = """
text-keyword-line.txt     | Dam above Selda holds                                                        | 2nd LD Writethru | Vesper     | 4 | 79
text-page.txt             | Dam above Selda overtops                                                     | Urgent           | Vesper     | 1 | 13
text-lines-above.txt      | Boats of Karse Head stay in harbour                                          | Refile, 1st LD   | Northwind  | 3 | 46
text-update.txt           | Northport mill to cut 140 jobs                                               | Update 2         | Vesper     | 3 | 34
text-brackets.txt         | Council of Olm votes for second bridge                                       | 2nd LD           | Vesper     | 2 | 17
text-single-lines.txt     | Ferry to Lorrimont runs twice a day                                          | Correction       | Maran News | 2 | 21
text-chinese.txt          | 卡瑟角大坝溢水                                                                | Correction       | 北港社      | 2 | 29
text-windows.txt          | Café in Brévin reopens after fire                                            |                  | Vesper     | 2 | 16
text-utf-16.txt           | Storm nears Brill                                                            | 2nd LD           | Vesper     | 2 | 17
text-kill.txt             | Northport mill to cut 140 jobs                                               | Kill             |            | 0 | 0
text-without-headline.txt | Two men were held in Olm on Tuesday over forged tickets for the harbour fair |                  | Vesper     | 2 | 20
text-list.txt             | Roundup: Rivers of Karse at noon                                             |                  | Vesper     | 5 | 21
ninjs-1-text.json         | Dam above Selda holds                                                        | 2nd LD           | Vesper     | 4 | 79
ninjs-1-embargoed.json    | Harbour fair of Olm gets a third day                                         |                  | Northwind  | 2 | 22
ninjs-1-killed.json       | Northport mill to cut 140 jobs                                               | Kill             | Vesper     | 0 | 0
ninjs-1-plain.json        | Boats of Karse Head stay in harbour                                          |                  | northwind  | 3 | 46
ninjs-2-text.json         | Boats of Karse Head stay in harbour for fifth day                            |                  | Northwind  | 3 | 46
ninjs-2-chinese.json      | 卡瑟角大壩溢水                                                                |                  | 北港社      | 1 | 17
ninjs-3-text.json         | Council of Olm votes for second bridge                                       |                  | Vesper     | 2 | 17
rss.xml                   | Boats of Karse Head stay in harbour & wait                                   | Update 2         | Northwind  | 2 | 13
rss-summary.xml           | Le café de Brévin rouvre                                                     |                  | Vesper     | 1 | 7
rss-1.xml                 | Council of Olm votes for second bridge                                       |                  | Vesper     | 2 | 15
json-feed.json            | Ferries stay in port & wait                                                  |                  | Northwind  | 2 | 8
media-api.json            | Storm nears Brill                                                            | 8th LD Writethru | AP         | 0 | 0
iptc-7901.txt             | Storm nears Brill                                                            | 1st LD           | Vesper     | 2 | 19
iptc-7901-stacked.txt     | Northport mill to cut 140 jobs after a third year of losses                  | Refile, 2nd LD   | Vesper     | 3 | 29
iptc-7901-german.txt      | Sturm zerstört Dämme an der Küste von Brill                                  |                  | Vesper     | 1 | 16
anpa-1312.tst             | Storm nears Brill                                                            | 1st LD           | Vesper     | 2 | 25
anpa-1312-table.tst       | Rowing League                                                                |                  | VS         | 9 | 30
anpa-1312-plain.txt       | Rowing: Oren wins 7th Olm Cup by a length from Karn Bay                      |                  | Northwind  | 2 | 22
zczc.tst                  | Storm nears Brill                                                            |                  | VSP        | 2 | 17
zczc-codes.txt            | Diga di Oren tiene, sindaca: 'nessun ferito'                                 |                  | Vesper     | 2 | 10
ninjs-3-nitf.json         | Ferry to Lorrimont gets a cabin                                              |                  | lorrimont  | 4 | 18
newsml-1.xml              | Storm nears Brill                                                            |                  | vesper     | 2 | 17
newsml-1-nitf.xml         | Council of Olm votes for second bridge                                       | 2nd LD           | Northwind  | 5 | 25
newsml-1-release.xml      | Lorrimont Ferries Orders Two Ships                                           |                  | Brill Wire | 2 | 15
jimi.xml                  | Council of Olm votes for second bridge                                       | Correction, 2nd LD Writethru | The Vesper Press | 2 | 20
g2-text.xml               | Harbour fair of Olm gets a third day                                         |                  | northwind  | 2 | 19
nitf-full.xml             | Tides rise at Selda                                                          | 2nd LD Writethru | Vesper     | 14 | 57
nitf.xml                  | Northport mill to cut 140 jobs                                               |                  |            | 2 | 21
"""  # noqa: E501 a table
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TEXTS.strip().split("\n")]


def naive(hour, minute):
    """Return a time of the tenth in the source's own zone."""
    return datetime(2026, 2, 10, hour, minute)  # noqa: DTZ001


# file | what the head of the item holds beside
HEADS = [
    ("text-keyword-line.txt", {"printed_slugline": "BC-Dam-Flood, 2nd Ld-Writethru", "slugline": "Dam-Flood",
     "byline": "By Ilse Dorn", "dateline": "SELDA, Feb. 10 (Vesper) --", "endmark": "Endit",
     "note": "(ATTN: ADDS quotes, number of people)", "dated_on": date(2026, 2, 10)}),
    ("text-page.txt", {"dateline": "SELDA, Feb. 9 (Vesper) --", "endmark": "Endit", "dated_on": date(2026, 2, 9)}),
    ("text-lines-above.txt", {"byline": "By Northwind reporters", "dateline": "Karse Head (Northwind) -"}),
    ("text-brackets.txt", {"dated_on": date(2026, 2, 10), "printed_headline":
     "(2nd LD) Council of Olm votes for second bridge", "endmark": "(Vesper) Endit"}),
    ("text-single-lines.txt", {"dateline": "LORRIMONT, Feb. 10 (Maran News) --", "endmark": "Endit"}),
    ("text-chinese.txt", {"dateline": "北港社卡瑟角2月10日电（记者王甲）", "endmark": "（完）",
     "dated_on": date(2026, 2, 10)}),
    ("text-list.txt", {"genre": "Roundup"}),
    ("text-without-headline.txt", {"remarks": ("It has no headline: the beginning of its text stands for one.",)}),
    ("iptc-7901.txt", {"format": "iptc 7901", "slugline": "Brill/storm", "urgency": 3, "section": "World",
     "dateline": "Brill (Vesper) -", "version_at": naive(10, 15), "dated_on": date(2026, 2, 10),
     "remarks": ("3 words of the signature were left out: “vsp id jv”.",)}),
    ("iptc-7901-stacked.txt", {"byline": "By Ilse Dorn and Jon Vale, Vesper", "urgency": 2, "section": "Business",
     "note": "(Photos are coming) adds jobs at the café in graf 2",
     "version_at": datetime(2026, 2, 10, 14, 30, tzinfo=UTC),
     "remarks": ("26 words of the notebook were left out: “# Notebook ## Note to editors - adds…”.",)}),
    ("iptc-7901-german.txt", {"slugline": "Brill/Sturm", "remarks": ("Its letters were read as German ISO 646.",)}),
    ("anpa-1312.tst", {"format": "anpa 1312", "slugline": "MR--Brill-Storm", "urgency": 4, "section": "World",
     "byline": "By ILSE DORN, Vesper Staff Writer", "dateline": "BRILL, Maran (Vesper) —", "note": "Eds: Adds ferries.",
     "version_at": datetime(2026, 2, 10, 5, 12, tzinfo=UTC),
     "remarks": ("It comes with pictures: “AP Photo VSP101, VSP102”.",)}),
    ("anpa-1312-table.tst", {"slugline": "ROW--League Glance", "byline": "By Vesper", "remarks": (),
     "version_at": datetime(2026, 2, 11, 3, tzinfo=UTC)}),
    ("anpa-1312-plain.txt", {"slugline": "Rowing-Olm-Cup", "dateline": "OLM, Maran, Feb. 10 Northwind -", "urgency": 3,
     "endmark": "==Northwind", "version_at": naive(21, 37)}),
    ("zczc.tst", {"format": "zczc", "slugline": "Storm", "located": "BRILL",
     "subjects": (Subject("subj", "07000000"), Subject("place", "", "MAR"))}),
    ("zczc-codes.txt", {"dateline": "(Vesper) - OREN, 10 FEB -", "version_at": naive(15, 30)}),
    ("ninjs-1-text.json", {"identity": "urn:newsml:vesper.example:20260210:dam-1", "version": 3, "urgency": 2,
     "version_at": datetime(2026, 2, 10, 11, 30, tzinfo=UTC), "slugline": "Dam-Flood", "byline": "By Ilse Dorn",
     "note": "Adds quotes", "endmark": "Endit", "section": "World", "language": "en", "genre": ""}),
    ("ninjs-1-embargoed.json", {"embargo_at": datetime(2026, 2, 10, 5, 30, tzinfo=UTC), "status": Status.USABLE}),
    ("ninjs-1-killed.json", {"status": Status.CANCELED, "note": "Kill: the owner denies it", "version": 4}),
    ("ninjs-1-plain.json", {"format": "ninjs 1", "identity": "http://www.northwind.example/items/boats-1"}),
    ("ninjs-2-text.json", {"format": "ninjs 2", "section": "economy", "byline": "Jon Vale", "urgency": 4}),
    ("ninjs-2-chinese.json", {"format": "ninjs 2", "version": 1}),
    ("ninjs-3-text.json", {"format": "ninjs 3", "dateline": "OLM (Vesper) --", "note": "Photos to come"}),
    ("rss.xml", {"format": "rss", "identity": "urn:example:boats", "version": None, "language": "en-GB",
     "version_at": datetime(2026, 2, 10, 10, tzinfo=UTC), "first_at": datetime(2026, 2, 10, 8, 30, tzinfo=UTC),
     "byline": "Jon Vale and Vera Ostrander", "dateline": "KARSE HEAD, Feb. 10 (Northwind) --", "is_summary": False,
     "address": "https://northwind.example/boats?id=7&section=2", "terms": "© 2026 Northwind. One use only.",
     "subjects": (Subject("medtop", "20000763"), Subject("keyword", "", "Harbours"))}),
    ("rss-summary.xml", {"identity": "https://vesper.example/cafe", "language": "fr", "version_at": None,
     "is_summary": True, "address": "https://vesper.example/cafe"}),
    ("rss-1.xml", {"identity": "https://vesper.example/bridge", "language": "en", "terms": "© 2026 Vesper",
     "version_at": datetime(2026, 2, 10, 9, tzinfo=UTC), "byline": "Ilse Dorn", "dateline": "OLM (Vesper) --",
     "subjects": (Subject("keyword", "", "Bridges"),), "section": "Bridges", "is_summary": False}),
    ("json-feed.json", {"format": "json feed", "identity": "2", "language": "en-GB", "address":
     "https://northwind.example/2", "version_at": datetime(2026, 2, 10, 9, tzinfo=UTC),
     "first_at": datetime(2026, 2, 10, 8, tzinfo=UTC), "byline": "Jon Vale and Ilse Dorn", "is_summary": False,
     "subjects": (Subject("keyword", "", "Ferries"), Subject("medtop", "20000763")), "section": "Ferries",
     "dateline": "BRILL (Northwind) --"}),
    ("media-api.json", {"format": "ap media api", "identity": "9a", "version": 8, "urgency": 4, "language": "en",
     "version_at": datetime(2026, 2, 10, 10, tzinfo=UTC), "first_at": datetime(2026, 2, 10, 8, tzinfo=UTC),
     "slugline": "Storm-Brill", "printed_slugline": "BC-Storm-Brill, 8th Ld-Writethru", "is_summary": True,
     "byline": "By VERA OSTRANDER", "located": "BRILL, Maran", "section": "General news",
     "note": "Eds: UPDATES: With comment from keeper.; With AP Photos.", "address": "https://vesper.example/9a",
     "terms": "Copyright 2026 The Associated Press. Editorial use only.",
     "subjects": (Subject("apcategory", "i", "i"), Subject("ap", "c1", "Storms"), Subject("ap", "c2", "General news"),
                  Subject("person", "", "Ada Karn"), Subject("place", "", "Brill"),
                  Subject("keyword", "", "Storm-Brill")),
     "remarks": ("It holds no text. Its text is in the NITF that it links to: "
                 "https://api.vesper.example/content/9a.8/download?format=NITF",)}),
    ("ninjs-3-nitf.json", {"format": "ninjs 3", "urgency": 6, "version": 2}),
    ("newsml-1.xml", {"format": "NewsML 1.2", "identity": "urn:newsml:vesper.example:20260210:storm", "version": 1,
     "version_at": datetime(2026, 2, 10, 10, tzinfo=UTC), "dateline": "BRILL, Feb. 10 (Vesper)"}),
    ("newsml-1-nitf.xml", {"identity": "urn:newsml:northwind.example:20260210:TX-OLM-77", "version": 3, "urgency": 2,
     "version_at": datetime(2026, 2, 10, 11, 30, tzinfo=UTC), "first_at": datetime(2026, 2, 10, 9, tzinfo=UTC),
     "priority": 3, "language": "en", "slugline": "Olm-bridge", "byline": "By Vera Ostrander, Northwind reporter",
     "dateline": "OLM, Feb 10, 2026 (Northwind) -", "note": "UPDATES with vote", "located": "Olm, Maran",
     "terms": "NO ARCHIVE. © 2026 Northwind", "genre": "", "remarks": ()}),
    ("newsml-1-release.xml", {"embargo_at": datetime(2026, 2, 11, 5, tzinfo=UTC), "status": Status.USABLE,
     "slugline": "LORRIMONT-FERRIES", "terms": "Copyright Brill Wire 2026", "pictures": (), "is_summary": False}),
    ("jimi.xml", {"format": "Jimi", "identity": "55400001", "version": 2, "urgency": 2, "slugline": "Olm-Bridge",
     "note": "CORRECTS number of votes against. Will be updated", "byline": "Vera Ostrander", "language": "en",
     "embargo_at": None, "located": "Olm, Karse, Maran", "section": "Politics",
     "version_at": datetime(2026, 2, 10, 15, 53, 7, 627000, tzinfo=UTC),
     "first_at": datetime(2026, 2, 10, 13, 53, 7, 570000, tzinfo=UTC)}),
]  # fmt: skip

DAM = WirePicture(
    addresses=("dam-original.jpg", "dam-view.jpg"),
    identity="urn:newsml:vesper.example:20260210:dam-picture",
    headline="Dam above Selda",
    caption="Water below the crown of the dam above Selda on Tuesday.",
    alt="A grey wall between two green hills.",
    credit="Vesper/Ilse Dorn",
    byline="Ilse Dorn",
    place="Selda",
    taken_on=date(2026, 2, 10),
    rights="© 2026 Vesper",
    terms="Editorial use only",
)
BOATS = WirePicture(
    addresses=("https://pictures.example/boats.jpg",),
    identity="urn:newsml:northwind.example:20260210:boats-picture",
    headline="Boats at Karse Head",
    caption="Boats in the harbour of Karse Head on Monday.",
    alt="Nine blue boats side by side.",
    credit="Northwind/Jon Vale",
    byline="Jon Vale",
    place="Karse Head",
    taken_on=date(2026, 2, 9),
)
BRIDGE = WirePicture(
    addresses=("bridge.jpg",),
    identity="urn:newsml:vesper.example:20260210:bridge-picture",
    headline="First bridge of Olm",
    caption="The first bridge of Olm, built in 1887.",
    alt="Four arches of red brick.",
    credit="Vesper/Vera Ostrander",
    byline="Vera Ostrander",
    place="Olm",
    taken_on=date(2026, 1, 20),
    rights="© 2026 Vesper",
    terms="Editorial use only",
    instructions="Crop at will",
    belongs_to=("urn:newsml:vesper.example:20260210:bridge",),
)
FAIR = WirePicture(
    addresses=("fair-large.jpeg", "fair-thumb.jpeg"),
    identity="urn:newsml:northwind.example:20260210:fair-picture",
    headline="Hafenfest in Olm",
    caption="Boote mit Lampen am Hafen von Olm am 9. Februar. Foto: Jon Vale/Northwind",
    alt="Boote mit Lampen am Abend.",
    credit="Jon Vale/Northwind",
    byline="Jon Vale",
    place="Olm, Maran",
    taken_on=date(2026, 2, 9),
    rights="© 2026 Northwind. Alle Rechte vorbehalten",
    terms="Nur nach Vereinbarung",
    instructions="Beschneiden erlaubt",
    belongs_to=("urn:newsml:northwind.example:20260210:fair",),
)
SELDA = WirePicture(
    addresses=("55.jpg", "55m.jpg"),
    identity="urn:newsml:photo.vesper.example:20260210:55",
    headline="Dam above Selda",
    caption="Water below the crown of the dam above Selda on Monday.",
    credit="Vesper/Ilse Dorn",
    byline="Ilse Dorn",
    place="Selda",
    taken_on=date(2026, 2, 9),
    rights="© 2026 Vesper",
)
PICTURES = {
    "ninjs-1-picture.json": DAM,
    "ninjs-2-picture.json": BOATS,
    "ninjs-3-picture.json": BRIDGE,
    "g2-picture.xml": FAIR,
    "newsml-1-picture.xml": SELDA,
}

REFUSED = {
    "page.html": "web page",
    "planning.json": "no ninjs",
    "ticker.txt": "ticker: 5 headlines",
}
OTHERS = {
    *("headlines.tsv", "ninjs-list.json", "atom.xml", "newsml-1-parts.xml", "g2-message.xml"),
    *("iptc-7901-two.txt", "iptc-7901-bare.txt", "anpa-1312-two.tst"),
}


def read(name):
    (item,) = wire.read((OWN_WIRE / name).read_bytes())
    return item


@pytest.mark.parametrize(("name", "headline", "designator", "source", "paragraphs", "words"), ROWS)
def test_sample_is_read(name, headline, designator, source, paragraphs, words):
    item = read(name)

    assert (item.headline, str(item.designator or ""), item.source) == (headline, designator, source)
    assert (len(item.blocks), copy.word_count(item.blocks)) == (int(paragraphs), int(words))


@pytest.mark.parametrize(("name", "fields"), HEADS, ids=[name for name, _ in HEADS])
def test_head_of_the_sample_is_read(name, fields):
    item = read(name)

    assert {field: getattr(item, field) for field in fields} == fields


def test_two_bodies_of_the_same_words_are_one():
    values = json.loads((OWN_WIRE / "ninjs-3-text.json").read_text())

    assert len(values["bodies"]) == 2
    assert copy.plain_text(read("ninjs-3-text.json").blocks).count("second bridge over the Orrin") == 1


def test_nitf_inside_keeps_its_words_and_leaves_captions_out():
    assert copy.to_html(read("ninjs-3-nitf.json").blocks).split("\n") == [
        "<p>The ferry to Lorrimont gets a cabin with <em>heating</em>.</p>", "<p>It seats 60.</p>",
        "<h2>Fares</h2>", "<p>Fares stay as they are.</p>",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "addresses", "identity", "alt"),
    [
        ("ninjs-1-text.json", 3, DAM.identity, DAM.alt),
        ("ninjs-2-text.json", 1, BOATS.identity, BOATS.alt),
        ("ninjs-3-text.json", 2, BRIDGE.identity, BRIDGE.alt),
        ("rss.xml", 2, "", ""),
        ("json-feed.json", 1, "", ""),
    ],
)
def test_picture_of_the_sample_is_read_with_it(name, addresses, identity, alt):
    (picture,) = read(name).pictures

    assert (len(picture.addresses), picture.identity, picture.alt) == (addresses, identity, alt)
    assert picture.caption
    assert (picture.status, picture.remarks) == (Status.USABLE, ())


@pytest.mark.parametrize(("name", "picture"), PICTURES.items(), ids=PICTURES)
def test_picture_item_is_read(name, picture):
    assert wire.read((OWN_WIRE / name).read_bytes()) == (picture,)


def test_list_is_judged_piece_by_piece():
    answers = wire.read((OWN_WIRE / "ninjs-list.json").read_bytes())

    assert [type(answer).__name__ for answer in answers] == ["WireItem", "UnreadableError", "NotStoryError", "WireItem"]
    assert [answers[0].headline, answers[3].headline] == ["Storm nears Brill", "Ferries stay in port"]


def test_parts_of_a_story_stand_together_and_each_language_is_a_story():
    dutch, french = wire.read((OWN_WIRE / "newsml-1-parts.xml").read_bytes())

    assert (dutch.headline, dutch.language) == ("Veerboten blijven in de haven", "nl")
    assert copy.plain_text(dutch.blocks).split("\n\n") == [
        "Een storm nadert de kust.", "Negen boten bleven maandag in Karse Head.", "De wind nam 's nachts toe.",
    ]  # fmt: skip
    assert (french.headline, french.language) == ("Les ferries restent au port", "fr")
    assert copy.plain_text(french.blocks) == "Neuf ferries restaient lundi à Karse Head."
    assert french.identity == f"{dutch.identity}#fr"


def test_feed_is_judged_entry_by_entry():
    storm, fair, mill = wire.read((OWN_WIRE / "atom.xml").read_bytes())

    assert (storm.headline, storm.identity, storm.source) == (
        "Storm nears Brill & Selda",
        "urn:example:storm",
        "Vesper",
    )
    assert (storm.slugline, storm.note, storm.urgency) == ("Storm-Brill", "Adds Selda", 3)
    assert (storm.byline, storm.language, storm.terms) == ("Vera Ostrander", "en-GB", "Not for archives")
    assert (len(storm.blocks), storm.dateline, len(storm.pictures)) == (2, "BRILL (Vesper) --", 1)
    assert isinstance(fair, wire.NotStoryError)
    assert (mill.identity, mill.status, mill.headline) == ("urn:example:mill", Status.CANCELED, "")
    assert (mill.note, mill.version_at) == ("The owner denies it.", datetime(2026, 2, 10, 11, 59, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("iptc-7901-two.txt", [("Rat von Olm stimmt für zweite Brücke", "", "260210-89-00065", 2),
                               ("Bitte die Meldung 260210-89-00066 nicht verwenden", "Kill", "260210-89-00066", 3)]),
        ("iptc-7901-bare.txt", [("Storm passes Brill", "Extra", "", None),
                                ("Oren wins rowing cup of Olm", "", "", None)]),
        ("anpa-1312-two.tst", [("Dam above Selda overtops, mayor says", "NewsAlert", "", None),
                               ("A year below the dam", "", "", None)]),
    ],
)  # fmt: skip
def test_several_messages_of_a_file_are_pieces_of_their_own(name, heads):
    pieces = wire.read((OWN_WIRE / name).read_bytes())

    assert [(item.headline, str(item.designator or ""), item.identity, item.version) for item in pieces] == heads


@pytest.mark.parametrize(("name", "reason"), REFUSED.items(), ids=REFUSED)
def test_other_formats_are_refused_by_name(name, reason):
    with pytest.raises((wire.NotWireError, wire.UnreadableError), match=reason):
        wire.read((OWN_WIRE / name).read_bytes())


def test_every_sample_is_tested():
    names = {name for name, *_ in ROWS} | set(PICTURES) | set(REFUSED) | OTHERS

    assert {path.name for path in OWN_WIRE.iterdir()} == names
