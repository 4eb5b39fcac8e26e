"""Real JSON of agencies gives what the index of the samples says: ninjs 1 to 3, AP's Media API, JSON Feed."""

from datetime import UTC, datetime

import pytest

from stories import copy, wire
from stories.copy.subjects import Subject
from stories.wire import Status
from tests.sample_folders import WIRE_SAMPLES, needs_samples

pytestmark = needs_samples

# file | format | headline | slugline | designator | version | urgency | language | words, few more or less
ROWS = [
    ("ninjs1.json", "ninjs 1", "headline", "slugline", "", 2, 3, "fr", 4),
    ("ninjs2.json", "ninjs 1", "Oil prices edge up on first drop in US drilling in months", "GLOBAL-OIL", "", 4, 3, "",
     310),
    ("ninjs_embargoed.json", "ninjs 1", "Trouble is brewing for the future of beer", "Climate-smart food", "", 11, None,
     "en", 750),
    ("ninjsExMediumText1.json", "ninjs 1", "Captain of wrecked cruise ship on trial in Italy", "", "", None, None, "en",
     155),
    ("ninjs-1.4-complex1.json", "ninjs 1", "Captain of wrecked cruise ship on trial in Italy", "", "", None, None, "en",
     155),
    ("ninjs-2.1-dpa_text.json", "ninjs 2", "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?", "", "", 2, 4,
     "de", 445),
    ("ninjs-2.1-businesswire.json", "ninjs 2", "Cambrios被Gartner評選為「最酷供應商」", "", "", 1, None, "zh", None),
    ("ninjs-3.0-addb-nitf.json", "ninjs 3",
     "Anti-doping measures at the 'Tour Down Under' will be the toughest ever", "", "", 2, 4, "en", 484),
    ("ninjs-3.1-complex-text.json", "ninjs 3", "Captain of wrecked cruise ship on trial in Italy", "", "", None, None,
     "en", 155),
    ("ap-mediaapi-8th-writethru.json", "ap media api", "Prosecutor: 2 Buffalo police charged with assault in shoving",
     "US--America Protests-Buffalo Police", "8th LD Writethru", 8, 4, "en", None),
    ("ap-mediaapi-1st-writethru.json", "ap media api", "US services sector grows for seventh consecutive month",
     "Economy-Services", "1st LD Writethru", 1, 4, "en", 0),
    ("ap-mediaapi-v0.json", "ap media api", "Houston event off as men’s tennis tour makes schedule tweaks",
     "TEN--Virus Outbreak-ATP Schedule Changes", "", 0, 4, "en", 0),
]  # fmt: skip
FEW = 12

# file | what the head of the item holds beside
JSON_HEADS = [
    ("ninjs1.json", {"first_at": datetime(2017, 8, 24, 4, 37, 19, tzinfo=UTC), "priority": 6,
     "byline": "Peter and Jane", "version_at": datetime(2017, 8, 24, 4, 38, 34, tzinfo=UTC), "note": "ed note", "located": "Milton Keynes",
     "subjects": (Subject("subj", "01000000", "arts, culture and entertainment"), Subject("place", "", "NSW")),
     "terms": "Usage", "section": "Advisory", "source": "AAP"}),
    ("ninjs2.json", {"first_at": datetime(2017, 7, 3, 1, 38, 13, tzinfo=UTC), "byline": "By Henning Gloystein",
     "subjects": (Subject("subj", "04005004", "oil and gas - upstream activities"), Subject("place", "", "US"))}),
    ("ninjs_embargoed.json", {"embargo_at": datetime(2022, 6, 29, 2, 30, tzinfo=UTC), "embargoes": (),
     "genre": "Feature", "section": "Environment", "status": Status.USABLE,
     "subjects": (Subject("subj", "06011000", "global warming"), Subject("subj", "04001000", "agriculture"))}),
    ("ninjs-1.4-complex1.json", {"identity": "http://ninjs.example.com/newsitems/20130709cplx123",
     "byline": "Paulo Santalucia and Frances d'Emilio", "located": "Grossetto, Italy", "source": "AP"}),
    ("ninjs-2.1-dpa_text.json", {"identity": "urn:newsml:dpa.com:20090101:190510-99-167362", "source": "dpa",
     "byline": "Von Christian Hollmann, dpa"}),
    ("ninjs-3.0-addb-nitf.json", {"is_summary": False, "section": "Sport", "subjects": (
        Subject("medtop", "15000000", "Sport"), Subject("medtop", "20001105", "drug abuse in sport"),
        Subject("medtop", "20000892", "Cycling"))}),
    ("ninjs-3.1-complex-text.json", {"version_at": datetime(2013, 7, 9, 10, 37, tzinfo=UTC), "dateline":
     "GROSSETO, Italy (AP) --", "subjects": (Subject("person", "", "Francesco Schettino"),
     Subject("place", "", "Grossetto"), Subject("place", "", "Tuscany"), Subject("place", "", "Italy"),
     Subject("org", "", "Costa Crociere SpA"))}),
    ("ap-mediaapi-8th-writethru.json", {"version_at": datetime(2020, 6, 6, 22, 9, 45, tzinfo=UTC), "is_summary": True,
     "note": "Eds: UPDATES: With comment from defense lawyer.; With AP Photos.", "source": "AP",
     "identity": "41148a074e2caa8190926b25a2a940f8", "printed_slugline":
     "BC-US--America Protests-Buffalo Police, 8th Ld-Writethru", "section": "General news"}),
    ("ap-mediaapi-1st-writethru.json", {"version_at": datetime(2021, 1, 7, 15, 42, 53, tzinfo=UTC), "is_summary": True,
     "first_at": datetime(2021, 1, 7, 15, 18, 33, tzinfo=UTC), "byline": "By MATT OTT", "blocks": (),
     "located": "SILVER SPRING, Md.", "address": "https://apnews.com/70789a344b80ed450582be66a6bf54bb"}),
    ("ap-mediaapi-v0.json", {"version_at": datetime(2021, 1, 20, 16, 26, 48, tzinfo=UTC), "is_summary": True,
     "note": "Eds: UPDATES: With AP Photos.", "designator": None}),
]  # fmt: skip


def read_sample(name):
    (item,) = wire.read((WIRE_SAMPLES / name).read_bytes())
    return item


@pytest.mark.parametrize(
    ("name", "form", "headline", "slugline", "designator", "version", "urgency", "language", "words"),
    ROWS,
    ids=[name for name, *_ in ROWS],
)
def test_json_is_read_as_its_index_says(
    name, form, headline, slugline, designator, version, urgency, language, words
):  # the columns of the index
    item = read_sample(name)

    assert (item.format, item.headline, item.slugline) == (form, headline, slugline)
    assert (str(item.designator or ""), item.version, item.urgency) == (designator, version, urgency)
    assert (item.language, item.status) == (language, Status.USABLE)
    if words is not None:
        assert abs(copy.word_count(item.blocks) - words) <= FEW


@pytest.mark.parametrize(("name", "fields"), JSON_HEADS, ids=[name for name, _ in JSON_HEADS])
def test_head_of_the_json_is_read(name, fields):
    item = read_sample(name)

    assert {field: getattr(item, field) for field in fields} == fields


@pytest.mark.parametrize("name", ["ap-mediaapi-1st-writethru.json", "ap-mediaapi-v0.json"])
def test_head_without_its_text_says_where_the_text_is(name):
    (remark,) = read_sample(name).remarks

    assert remark.startswith("It holds no text. Its text is in the NITF that it links to: https://api.ap.org/media/v/")


def test_part_of_a_text_says_where_the_whole_is():
    item = read_sample("ap-mediaapi-8th-writethru.json")

    assert item.dateline == "BUFFALO, N.Y. (AP) —"
    assert "It holds a part of its text. The whole, 568 words, is in the NITF" in " ".join(item.remarks)


def test_json_feed_is_read_entry_by_entry():
    second, first = wire.read((WIRE_SAMPLES / "jsonfeed-example.json").read_bytes())

    assert (second.headline, second.identity, second.source) == ("post 2", "2", "My Example Feed")
    assert (copy.plain_text(second.blocks), second.byline) == ("This is a second item.", "me")
    assert second.address == "https://example.org/second-item"
    assert second.subjects == (Subject("keyword", "", "test"), Subject("keyword", "", "JSON"))
    assert (first.identity, copy.plain_text(first.blocks), first.byline) == ("1", "Hello, world!", "you")
