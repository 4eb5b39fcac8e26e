"""What a NewsML 1 item says of itself: ids and revisions, times, status and embargo, what is no story."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from stories import copy, wire
from stories.wire import NotStoryError, Status, UnreadableError, WireItem
from tests.newsml_1_builder import an_item, newsml

EARLIER = "<RevisionStatus Revision='1'><Status FormalName='Canceled'/></RevisionStatus>"
PARIS = timezone(timedelta(hours=1))


def as_printed(*parts):
    """Return a time without an offset."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def read(**fields):
    (item,) = wire.read(newsml(an_item(**fields)))
    return item


def revision(number, before=0, update="N"):
    return f"<RevisionId PreviousRevision='{before}' Update='{update}'>{number}</RevisionId>"


def names(provider, day, item):
    return f"<ProviderId>{provider}</ProviderId><DateId>{day}</DateId><NewsItemId>{item}</NewsItemId>"


@pytest.mark.parametrize(
    ("named", "number", "identity", "version"),
    [
        (names("vesper.example", "20260210", "77"), "1", "urn:newsml:vesper.example:20260210:77", 1),
        (names("vesper.example", "20260210T090000Z", "77"), "4", "urn:newsml:vesper.example:20260210:77", 4),
        (names("MNA", "20260210", "MNAX-100226-041-v2"), "2", "urn:newsml:MNA:20260210:MNAX-100226-041", 2),
        (names("MNA", "20260210", "MNAX_041_V3"), "1", "urn:newsml:MNA:20260210:MNAX_041", 3),
        (names("MNA", "20260210", "V8-engine"), "1", "urn:newsml:MNA:20260210:V8-engine", 1),
        ("<ProviderId>vesper.example</ProviderId><NewsItemId>77</NewsItemId>", "2", "urn:newsml:vesper.example:77", 2),
        (names("vesper.example", "20260210", "0"), "1", "", 1),
        (names("vesper.example", "20260210", ""), "0", "", 0),
        ("<ProviderId>\nvesper.example\n</ProviderId>", "", "", None),
        ("", "second", "", None),
    ],
)
def test_id_leaves_the_revision_out(named, number, identity, version):
    item = read(named=named, revision=revision(number))

    assert (item.identity, item.version) == (identity, version)


def test_public_identifier_stands_for_a_missing_id():
    public = "<PublicIdentifier>urn:newsml:vesper.example:20260210T090000Z:77-v2:3N</PublicIdentifier>"

    item = read(named="<NewsItemId>0</NewsItemId>", revision="", public=public)

    assert (item.identity, item.version) == ("urn:newsml:vesper.example:20260210:77", 3)


def test_public_identifier_without_an_item_is_none():
    public = "<PublicIdentifier>urn:newsml:vesper.example:20260210:0:1</PublicIdentifier>"

    assert read(named="<NewsItemId>0</NewsItemId>", public=public).identity == ""


def test_day_that_moves_with_the_revision_parts_no_chain():
    first = read(
        named=names("karse.example", "20260209T234500", "98"), created="20260209T234500", revised="20260209T234500"
    )
    second = read(
        named=names("karse.example", "20260210T010000", "98"), created="20260209T234500", revised="20260210T010000"
    )

    assert first.identity == second.identity == "urn:newsml:karse.example:20260209:98"


@pytest.mark.parametrize(
    ("words", "at", "day"),
    [
        ("20190121T103600+0000", datetime(2019, 1, 21, 10, 36, tzinfo=UTC), date(2019, 1, 21)),
        ("20190121T103600Z", datetime(2019, 1, 21, 10, 36, tzinfo=UTC), date(2019, 1, 21)),
        ("20190121T103600+0100", datetime(2019, 1, 21, 10, 36, tzinfo=PARIS), date(2019, 1, 21)),
        ("20190121T1036+01", datetime(2019, 1, 21, 10, 36, tzinfo=PARIS), date(2019, 1, 21)),
        ("2019-01-21T10:36:00.123+01:00", datetime(2019, 1, 21, 10, 36, tzinfo=PARIS), date(2019, 1, 21)),
        ("20190121103600", as_printed(2019, 1, 21, 10, 36), date(2019, 1, 21)),
        ("20190121 103600", as_printed(2019, 1, 21, 10, 36), date(2019, 1, 21)),
        ("Mon, 21 Jan 2019 10:36:00 GMT", datetime(2019, 1, 21, 10, 36, tzinfo=UTC), date(2019, 1, 21)),
        ("20190121", None, date(2019, 1, 21)),
        ("2019-01-21", None, date(2019, 1, 21)),
        ("20191321T103600", None, None),
        ("20190121T256100", None, None),
        ("20190121T103600+9999", None, None),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_time_is_read_in_every_form(words, at, day):
    item = read(created=words, revised=words)

    assert (item.version_at, item.first_at, item.dated_on) == (at, at, day)


def test_first_time_and_the_time_of_the_revision_are_kept_apart():
    item = read(created="20260210T090000Z", revised="20260210T113000Z")

    assert item.first_at == datetime(2026, 2, 10, 9, tzinfo=UTC)
    assert item.version_at == datetime(2026, 2, 10, 11, 30, tzinfo=UTC)


def test_time_of_the_envelope_stands_for_a_missing_one():
    envelope = "<NewsEnvelope><DateAndTime>20260210T120000Z</DateAndTime></NewsEnvelope>"

    (item,) = wire.read(newsml(an_item(created="", revised=""), envelope=envelope))
    (dated,) = wire.read(newsml(an_item(created="20260208", revised="20260208"), envelope=envelope))

    assert item.version_at == datetime(2026, 2, 10, 12, tzinfo=UTC)
    assert (dated.version_at, dated.dated_on) == (None, date(2026, 2, 8))


@pytest.mark.parametrize(
    ("status", "known", "designator", "remarks"),
    [
        ("<Status FormalName='USABLE'/>", Status.USABLE, "", ()),
        ("<Status>Usable</Status>", Status.USABLE, "", ()),
        ("", Status.USABLE, "", ()),
        ("<Status FormalName='withheld'/>", Status.WITHHELD, "Hold", ()),
        ("<Status FormalName='Canceled'/>", Status.CANCELED, "Kill", ()),
        ("<Status FormalName='CANCELLED'/>", Status.CANCELED, "Kill", ()),
        ("<Status FormalName='Odd'/>", Status.WITHHELD, "Hold", ("“Odd” is no status, so the copy is held.",)),
        ("<Status FormalName='Embargoed'/>", Status.WITHHELD, "Hold",
         ("It is embargoed and says not until when, so the copy is held.",)),
    ],
)  # fmt: skip
def test_status_is_read_in_any_case(status, known, designator, remarks):
    item = read(status=status)

    assert (item.status, str(item.designator or ""), item.remarks) == (known, designator, remarks)


@pytest.mark.parametrize("content", ["", "<NewsItemRef NewsItem='urn:x'/>"])
@pytest.mark.parametrize("status", ["Canceled", "Withheld"])
def test_stop_needs_no_text(status, content):
    item = read(status=f"<Status FormalName='{status}'/>", headline="", content=content, revision=revision(3, 2, "A"))

    assert (item.status, item.version, item.blocks) == (Status(status.lower()), 3, ())
    assert item.identity == "urn:newsml:vesper.example:20260210:77"


def will_change(day, status="Usable"):
    return f"<StatusWillChange><FutureStatus FormalName='{status}'/><DateAndTime>{day}</DateAndTime></StatusWillChange>"


@pytest.mark.parametrize(
    ("status", "changes", "end"),
    [
        ("Embargoed", will_change("20260211T060000+0100"), datetime(2026, 2, 11, 5, tzinfo=UTC)),
        ("EMBARGOED", will_change("20260211"), as_printed(2026, 2, 11)),
        ("Usable", will_change("20260211T060000Z"), datetime(2026, 2, 11, 6, tzinfo=UTC)),
        ("Embargoed", will_change("20260211T060000Z") + will_change("20260211T063000+0100"),
         datetime(2026, 2, 11, 6, tzinfo=UTC)),
        ("Usable", will_change("20260210T090000Z"), None),
        ("Usable", will_change("20260301T000000Z", "Canceled"), None),
    ],
)  # fmt: skip
def test_embargo_ends_when_the_status_will_be_usable(status, changes, end):
    item = read(status=f"<Status FormalName='{status}'/>", management=changes)

    assert (item.status, item.embargo_at) == (Status.USABLE, end)


def nitf(docdata):
    body = "<body><body.content><p>It held.</p></body.content></body>"
    document = f"<nitf><head><docdata {docdata}</docdata></head>{body}</nitf>"
    return f"<ContentItem><DataContent>{document}</DataContent></ContentItem>"


def test_embargo_is_the_latest_of_all_fields():
    described = "<Metadata><Property FormalName='Embargo_Until' Value='20260211T080000Z'/></Metadata>"
    words = "<NewsLineText>2026-02-11T07:00:00Z</NewsLineText>"
    line = f"<NewsLine><NewsLineType FormalName='EmbargoLine'/>{words}</NewsLine>"
    release = nitf("><date.issue norm='20260210T090000Z'/><date.release norm='20260211T090000Z'/>")

    item = read(management=will_change("20260211T060000Z"), described=described, lines=line)
    inside = read(management=will_change("20260211T060000Z"), content=release)

    assert item.embargo_at == datetime(2026, 2, 11, 8, tzinfo=UTC)
    assert inside.embargo_at == datetime(2026, 2, 11, 9, tzinfo=UTC)


def test_embargo_that_is_no_time_holds_and_one_that_says_no_is_none():
    words = "<AdministrativeMetadata><Property FormalName='Embargo' Value='{}'/></AdministrativeMetadata>"

    held, free = read(described=words.format("after the vote")), read(described=words.format("false"))

    assert (held.status, free.status, free.embargo_at) == (Status.WITHHELD, Status.USABLE, None)
    assert "The embargo “after the vote” is no time." in held.remarks


def test_status_of_the_nitf_inside_counts_where_it_is_stricter():
    item = read(content=nitf("management-status='canceled'><urgency ed-urg='2'/>"))

    assert (item.status, item.urgency) == (Status.CANCELED, 2)


@pytest.mark.parametrize(
    ("urgency", "priority", "read_as"),
    [
        ("<Urgency FormalName='4'/>", "<Priority FormalName='3'/>", (4, 3)),
        ("<Urgency>2</Urgency>", "", (2, None)),
        ("", "<Priority FormalName='9' Scheme='IptcPriority'/>", (9, 9)),
        ("", "<Priority FormalName='5'/>", (None, 5)),
        ("<Urgency FormalName='0'/>", "", (None, None)),
    ],
)
def test_urgency_and_priority_are_read(urgency, priority, read_as):
    (item,) = wire.read(newsml(an_item(management=urgency), envelope=f"<NewsEnvelope>{priority}</NewsEnvelope>"))

    assert (item.urgency, item.priority, item.remarks) == (*read_as, ())


def test_urgency_that_is_none_is_remarked():
    assert read(management="<Urgency FormalName='Flash'/>").remarks == (
        "The field Urgency was passed over: “Flash” is no urgency from 1 to 9.",
    )


@pytest.mark.parametrize(
    ("instruction", "designator", "status"),
    [
        (f"<Instruction FormalName='Rectify'>{EARLIER}</Instruction>", "Correction", Status.USABLE),
        ("<Instruction FormalName='Correction'/>", "Correction", Status.USABLE),
        ("<Instruction FormalName='Update'/>", "", Status.USABLE),
        ("<Instruction FormalName='Delete'/>", "Kill", Status.CANCELED),
        (f"<Instruction FormalName='Cancel'>{EARLIER}</Instruction>", "", Status.USABLE),
    ],
)  # fmt: skip
def test_instruction_corrects_or_stops(instruction, designator, status):
    item = read(management=instruction)

    assert (str(item.designator or ""), item.status) == (designator, status)


def test_headline_counts_more_than_an_instruction():
    item = read(management="<Instruction FormalName='Rectify'/>", headline="<HeadLine>(2nd LD) Dam holds</HeadLine>")

    assert str(item.designator) == "2nd LD"


def test_what_an_item_was_made_from_it_follows():
    links = (
        "<DerivedFrom NewsItem='urn:newsml:vesper.example:20260209T100000Z:70:4'/>"
        "<DerivedFrom NewsItem='urn:newsml:vesper.example:20260210:77:1'/>"
        "<AssociatedWith NewsItem='urn:newsml:vesper.example:20260210:photo-1'/>"
        "<AssociatedWith FormalName='Replaces' NewsItem='urn:newsml:vesper.example:20260210:71'/>"
        "<AssociatedWith FormalName='Photo'/>"
    )

    assert read(management=links).follows == (
        "urn:newsml:vesper.example:20260209:70",
        "urn:newsml:vesper.example:20260210:71",
    )


def test_items_of_a_file_are_judged_one_by_one():
    items = (an_item(), an_item(headline="", content=""), an_item(headline="<HeadLine>Dam breaks</HeadLine>"))

    first, bad, last = wire.read(newsml(*items))

    assert (first.headline, last.headline) == ("Dam holds", "Dam breaks")
    assert str(bad) == "This item has neither a headline nor a text. Ask the source to send it again."


def test_item_inside_a_component_is_read_in_its_place():
    package = f"<NewsItem><NewsComponent>{an_item()}{an_item()}</NewsComponent></NewsItem>"

    assert [piece.headline for piece in wire.read(newsml(package))] == ["Dam holds", "Dam holds"]


@pytest.mark.parametrize(
    ("version", "name"),
    [('Version="1.2"', "NewsML 1.2"), ('Version="1.0"', "NewsML 1.0"), ("", "NewsML 1"), ('Version="x"', "NewsML 1")],
)
def test_format_has_its_version(version, name):
    (item,) = wire.read(newsml(an_item(), version=version))

    assert item.format == name


def test_item_alone_and_any_namespace_are_read():
    alone = wire.read(an_item().encode())
    spaced = newsml(an_item()).replace(b"<NewsML ", b"<NewsML xmlns='http://iptc.org/std/NewsML/2003-10-10/' ")

    assert [piece.headline for piece in (*alone, *wire.read(spaced))] == ["Dam holds", "Dam holds"]
    assert copy.plain_text(wire.read(spaced)[0].blocks) == "It held."


def content(media="", attributes="", data=""):
    medium = f"<MediaType FormalName='{media}'/>" if media else ""
    return f"<ContentItem {attributes}>{medium}{data}</ContentItem>"


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        (content("Video", "Href='a.mp4'"), "This is a video item, not a story"),
        (content("Audio", "Href='a.mp3'"), "This is an audio item, not a story"),
        (content("", "Href='a.mp4'", "<MimeType FormalName='video/mp4'/>"), "This is a video item"),
        (content("Text", "Href='a.xml'"), "stands in another file"),
        (
            "<NewsComponent><Role FormalName='Title'/><ContentItem><DataContent>Dam holds</DataContent></ContentItem>"
            "</NewsComponent><NewsComponent><Role FormalName='Audio'/><ContentItem><DataContent>Spoken.</DataContent>"
            "</ContentItem><ContentItem Href='a.mp3'><MediaType FormalName='Audio'/></ContentItem></NewsComponent>",
            "This is an audio item",
        ),
        ("<NewsItemRef NewsItem='urn:newsml:vesper.example:20260210:70'/>", "This is a package"),
    ],
)
def test_what_is_no_story_is_named(held, reason):
    piece = read(content=held)

    assert isinstance(piece, NotStoryError)
    assert reason in str(piece)


def test_other_types_of_item_are_named():
    data = newsml(an_item(content="").replace('FormalName="News"', 'FormalName="TopicSet"'))
    update = newsml(an_item(content="").replace("<NewsComponent>", "<Update><Replace/></Update><NewsComponent>"))

    assert "of the type TopicSet" in str(wire.read(data)[0])
    assert "changes parts of an earlier revision" in str(wire.read(update)[0])


def test_headline_alone_is_a_story():
    item = read(content="")

    assert isinstance(item, WireItem)
    assert (item.headline, item.blocks) == ("Dam holds", ())


@pytest.mark.parametrize("data", [b"<NewsML/>", b"<NewsML><NewsEnvelope/></NewsML>"])
def test_file_without_an_item_is_refused(data):
    with pytest.raises(UnreadableError, match="holds no item"):
        wire.read(data)


def test_file_that_was_cut_off_is_refused():
    with pytest.raises(UnreadableError, match="This NewsML 1 cannot be read: the XML is not well-formed"):
        wire.read(newsml(an_item())[:-40])


def test_items_beyond_the_limit_are_told():
    pieces = wire.read(newsml(*[an_item()] * 502))

    assert (len(pieces), pieces[499].headline) == (501, "Dam holds")
    assert str(pieces[500]) == ("This file holds 502 items: the first 500 are read. Send the others in further files.")


def test_stories_of_one_item_beyond_the_limit_are_told():
    stories = "".join(
        f"<NewsComponent><NewsLines><HeadLine>Dam {number}</HeadLine></NewsLines>"
        "<ContentItem><DataContent><p>It held.</p></DataContent></ContentItem></NewsComponent>"
        for number in range(60)
    )

    pieces = wire.read(newsml(an_item(content=stories)))

    assert [piece.headline for piece in pieces[:50]] == [f"Dam {number}" for number in range(50)]
    assert str(pieces[50]) == "This item holds 60 stories. Only the first 50 are read."


def test_bad_story_of_an_item_takes_none_with_it():
    endless = f"<HeadLine>Dam</HeadLine><ByLine>{'x' * 50_001}</ByLine>"
    content = "<ContentItem><DataContent><p>It held.</p></DataContent></ContentItem>"
    stories = "".join(
        f"<NewsComponent><NewsLines>{lines}</NewsLines>{content}</NewsComponent>"
        for lines in ("<HeadLine>First</HeadLine>", endless, "<HeadLine>Last</HeadLine>")
    )

    first, bad, last = wire.read(newsml(an_item(content=stories)))

    assert (first.headline, last.headline) == ("First", "Last")
    assert "The element ByLine is longer than 50,000 characters" in str(bad)
