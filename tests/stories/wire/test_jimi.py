"""Jimi, the XML of The Canadian Press: its designators, times, notes, pictures, and what is no story."""

from datetime import UTC, date, datetime

import pytest

from stories import copy, wire
from stories.wire import NotStoryError, Status, UnreadableError, WirePicture

FIELDS = {
    "NewsCompID": "554001",
    "Headline": "Council votes for bridge",
    "ContentType": "Text",
    "ContentText": "&lt;p&gt;It voted.&lt;/p&gt;",
}


def publish(*contents, around=""):
    return f"<?xml version='1.0'?><Publish>{''.join(contents)}{around}</Publish>".encode()


def a_content(**fields):
    values = "".join(f"<{name}>{value}</{name}>" for name, value in (FIELDS | fields).items() if value is not None)
    return f"<ContentItem>{values}</ContentItem>"


def read(*, around="", **fields):
    (item,) = wire.read(publish(a_content(**fields), around=around))
    return item


@pytest.mark.parametrize(
    ("number", "kind", "value", "designator"),
    [
        ("1st", "Writethru", "1", "1st LD Writethru"),
        ("2nd", "Writethru", "2", "2nd LD Writethru"),
        ("", "Writethru", "3", "3rd LD Writethru"),
        ("1er", "Lead", "1", "1st LD"),
        ("2ème", "Lead", "2", "2nd LD"),
        ("", "Lead", "0", "1st LD"),
        ("2nd", "Writethru Correction", "2", "Correction, 2nd LD Writethru"),
        ("2nd", "Correction", "2", "Correction, 2nd LD Writethru"),
        ("", "Correction", "0", "Correction"),
        ("2e", "Rectificatif", "2", "Correction, 2nd LD Writethru"),
        ("", "Kill", "0", "Kill"),
        ("1re", "Mise à jour", "1", "Update 1"),
        ("", "Update", "0", ""),
        ("", "Advisory", "", "Advisory"),
        ("", "Urgent", "", "Urgent"),
        ("", "", "0", ""),
        ("", "Regular", "1", ""),
    ],
)
def test_designator_is_that_of_the_writethru(number, kind, value, designator):
    item = read(WritethruNum=number, WriteThruType=kind, WritethruValue=value)

    assert str(item.designator or "") == designator
    assert item.version == (int(value) if value else None)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"HoldFlag": "true"}, Status.WITHHELD),
        ({"TrashFlag": "True"}, Status.CANCELED),
        ({"WriteThruType": "Kill"}, Status.CANCELED),
        ({"HoldFlag": "false", "TrashFlag": "false"}, Status.USABLE),
    ],
)
def test_flags_hold_and_stop(fields, status):
    assert read(**fields).status is status


@pytest.mark.parametrize(
    ("words", "end", "status"),
    [
        ("0001-01-01T00:00:00", None, Status.USABLE),
        ("", None, Status.USABLE),
        ("2026-02-11T06:00:00-05:00", datetime(2026, 2, 11, 11, tzinfo=UTC), Status.USABLE),
        ("2026-02-11T06:00:00", datetime(2026, 2, 11, 6, tzinfo=UTC).replace(tzinfo=None), Status.USABLE),
        ("after the vote", None, Status.WITHHELD),
    ],
)
def test_embargo_of_the_year_one_is_none(words, end, status):
    item = read(EmbargoTime=words)

    assert (item.embargo_at, item.status) == (end, status)


def test_times_without_an_offset_are_utc():
    around = "<PublishDateTime>2026-02-10T15:53:07.627</PublishDateTime>"

    item = read(CreatedDateTime="2026-02-10T13:53:07.57", around=around)

    assert item.version_at == datetime(2026, 2, 10, 15, 53, 7, 627000, tzinfo=UTC)
    assert item.first_at == datetime(2026, 2, 10, 13, 53, 7, 570000, tzinfo=UTC)
    assert item.dated_on == date(2026, 2, 10)


def test_times_of_the_year_one_are_none():
    item = read(UpdatedDateTime="0001-01-01T00:00:00", CreatedDateTime="0001-01-01T00:00:00")

    assert (item.version_at, item.first_at, item.dated_on) == (None, None, None)


def test_id_is_the_component_else_the_slug_of_the_system():
    assert read(NewsCompID="0", SystemSlug="03729EEE").identity == "03729EEE"
    assert read(NewsCompID="55", SystemSlug="03729EEE").identity == "55"
    assert read(NewsCompID=None).identity == ""


def test_second_headline_stands_for_a_missing_one():
    assert read(Headline="", Headline2="Bridge for Olm").headline == "Bridge for Olm"


@pytest.mark.parametrize(("language", "tag"), [("1", "en"), ("2", "fr"), ("7", ""), ("", ""), ("fr-CA", "fr-CA")])
def test_language_is_a_number(language, tag):
    assert read(Language=language).language == tag


@pytest.mark.parametrize(
    ("ranking", "urgency", "remarks"), [("2", 2, 0), ("0", None, 0), ("", None, 0), ("x", None, 1)]
)
def test_ranking_is_the_urgency(ranking, urgency, remarks):
    item = read(RankingValue=ranking)

    assert (item.urgency, len(item.remarks)) == (urgency, remarks)


def test_place_line_stands_for_missing_places():
    assert read(Placeline="Olm;;Maran").located == "Olm, Maran"
    assert read(Placeline="Olm;;Maran", City="Selda").located == "Selda"


def test_last_keyword_is_left_out_where_the_field_was_cut():
    words = ",".join(["harbours"] + [f"keyword {number:03}" for number in range(12)])[:128]
    assert len(words) == 128

    cut = [subject.name for subject in read(Keyword=words).subjects]
    whole = [subject.name for subject in read(Keyword="harbour, ferry;dock").subjects]

    assert cut[-1] == "keyword 008"
    assert whole == ["harbour", "ferry", "dock"]


def test_markup_of_the_text_is_read():
    table = "&lt;table&gt;&lt;tr&gt;&lt;td&gt;For&lt;/td&gt;&lt;td&gt;14&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;"

    item = read(ContentText=f"&lt;p&gt;OLM — It&amp;nbsp;voted.&lt;/p&gt;{table}")

    assert [(block.kind, block.text) for block in item.blocks][1:] == [(copy.Kind.ROW, "For\t14")]


def test_pictures_that_a_story_refers_to_are_awaited():
    item = read(PhotoReference="OLM101-65_2026,\n OLM102-65_2026, OLM101-65_2026")

    assert [picture.identity for picture in item.pictures] == ["OLM101-65_2026", "OLM102-65_2026"]


def test_picture_item_is_read_with_the_id_that_stories_refer_to():
    picture = read(
        ContentType="Photo", FileName="OLM101-65_2026", ViewFile="OLM101-65_2026.jpg", ContentRef="OLM101-65_2026.jpg",
        EnglishCaption="The bridge of Olm.", Byline="Jon Vale", Credit="VESPER", Copyright="Vesper 2026",
        SpecialInstructions="No archive", DateTaken="2026-02-09T11:00:00", City="Olm", Headline="Bridge",
    )  # fmt: skip

    assert picture == WirePicture(
        addresses=("OLM101-65_2026.jpg",), identity="OLM101-65_2026", headline="Bridge", caption="The bridge of Olm.",
        credit="VESPER", byline="Jon Vale", place="Olm", taken_on=date(2026, 2, 9), rights="Vesper 2026",
        instructions="No archive",
    )  # fmt: skip


def test_picture_without_a_file_is_refused():
    piece = read(ContentType="Photo", ViewFile=None)

    assert isinstance(piece, UnreadableError)
    assert "names no file" in str(piece)


@pytest.mark.parametrize(("kind", "name"), [("Video", "a video item"), ("Audio", "an audio item")])
def test_other_media_are_named(kind, name):
    piece = read(ContentType=kind)

    assert isinstance(piece, NotStoryError)
    assert name in str(piece)


def test_items_of_a_file_are_judged_one_by_one():
    empty = a_content(Headline="", ContentText="")

    first, bad, last = wire.read(publish(a_content(), empty, a_content(NewsCompID="554002")))

    assert (first.identity, last.identity) == ("554001", "554002")
    assert str(bad) == "This item has neither a headline nor a text. Ask the source to send it again."


def test_file_without_an_item_is_refused():
    with pytest.raises(UnreadableError, match="holds no item"):
        wire.read(b"<Publish><Other><ContentItem><NewsCompID>1</NewsCompID></ContentItem></Other></Publish>")


def test_file_that_was_cut_off_is_refused():
    with pytest.raises(UnreadableError, match="This Jimi XML cannot be read: the XML is not well-formed"):
        wire.read(publish(a_content())[:-20])


def test_items_beyond_the_limit_are_told():
    pieces = wire.read(publish(*[a_content()] * 502))

    assert len(pieces) == 501
    assert "holds 502 items" in str(pieces[500])
