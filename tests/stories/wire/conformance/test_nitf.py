"""Real NITF gives what the index of the samples says."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from stories import copy, wire
from stories.copy import Kind
from stories.copy.subjects import Subject
from stories.wire import Status
from tests.sample_folders import WIRE_SAMPLES, index_row, needs_samples

pytestmark = needs_samples

# file | paragraphs | words
ROWS = """
ap-nitf.xml      | 28 | 1040
nitf-fishing.xml | 12 | 218
pa1.xml          | 43 | 635
pa2.xml          | 1  | 58
aap.xml          | 13 | 314
aap-sports.xml   | 5  | 104
"""
FEW = 5  # words that another way of counting may give
TABLE = [tuple(cell.strip() for cell in line.split("|")) for line in ROWS.strip().split("\n")]

# file | what the head of the item holds beside
HEADS = [
    ("ap-nitf.xml", {"byline": "By BERNARD CONDON, AP Business Writer", "dateline": "NEW YORK (AP) —", "source": "AP",
     "note": "For global distribution", "version_at": datetime(2015, 12, 10, 19, 10, 44, tzinfo=UTC)}),
    ("nitf-fishing.xml", {"identity": "iptc.321656141.b", "dateline": "Newport News, VA", "version": None,
     "byline": "By Alan Karben, NITF Network News Online", "genre": "Feature", "follows": ("iptc.321656141.a",),
     "section": "Weather",
     "version_at": datetime(2002, 2, 25, 14, 30, tzinfo=timezone(timedelta(hours=-5))),
     "embargo_at": datetime(2002, 2, 26, 9, 30, tzinfo=timezone(timedelta(hours=-5))),
     "remarks": ("It is part 5 of the series Tide Forecasts.",)}),
    ("pa1.xml", {"source": "PA", "is_summary": False, "remarks": (), "embargo_at": None,
     "identity": "af1f7ad5-5619-49de-84cc-2e608538c77fSSS-3-1"}),
    ("pa2.xml", {"identity": "T201510140143580001T", "version_at":
     datetime(2015, 10, 14, 2, 43, 58, tzinfo=timezone(timedelta(hours=1)))}),
    ("aap.xml", {"embargo_at": None, "byline": "By John Doe", "dateline": "Sydney", "source":
     "Australian Associated Press", "genre": "", "subjects": (Subject("subj", "02003001", "law enforcement"),
                                                              Subject("subj", "02003002", "investigation"))}),
    ("aap-sports.xml", {"embargo_at": None, "version_at": datetime(2015, 2, 18, 16, 1, 41)}),  # noqa: DTZ001 no offset
]  # fmt: skip


def read(name):
    (item,) = wire.read((WIRE_SAMPLES / name).read_bytes())
    return item


@pytest.mark.parametrize(("name", "paragraphs", "words"), TABLE)
def test_item_is_read_as_its_index_says(name, paragraphs, words):
    index = index_row(name)

    item = read(name)

    has_headline = not index["headline"].startswith("none")
    assert item.headline == (index["headline"] if has_headline else "1 SOCCER INT-Teams")
    assert item.slugline == index["slugline / keyword"].removeprefix("none")
    assert str(item.urgency or "") == index["urgency or priority"].removeprefix("none")
    assert item.status == index["status"].strip("*").partition(" ")[0]
    assert str(item.designator or "") == ("Kill" if item.status is Status.CANCELED else "")
    assert len(item.blocks) == int(paragraphs)
    assert abs(copy.word_count(item.blocks) - int(words)) <= FEW


@pytest.mark.parametrize(("name", "fields"), HEADS, ids=[name for name, _ in HEADS])
def test_head_is_read(name, fields):
    item = read(name)

    assert {field: getattr(item, field) for field in fields} == fields


def test_results_stay_preformatted():
    (block,) = read("pa2.xml").blocks

    assert block.kind is Kind.PREFORMATTED
    assert block.text.startswith("International Match\nMexico v Panama\n")


def test_lines_of_aap_that_were_wrapped_are_joined():
    assert not any("\n" in block.text for block in read("aap-sports.xml").blocks)


def test_picture_keeps_its_caption_out_of_the_text():
    item = read("nitf-fishing.xml")

    (picture,) = item.pictures
    assert (picture.addresses, picture.caption) == (
        ("high-tide.jpg",),
        "The tides, captured on film late yesterday.",
    )
    assert (picture.alt, picture.byline) == ("The tides are high.", "Karben")
    assert picture.caption not in copy.plain_text(item.blocks)
