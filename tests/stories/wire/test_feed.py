"""Feeds in XML: every field of an entry, what stands in their place, and feeds that are broken or hostile."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import copy, wire
from stories.copy.subjects import Subject
from stories.designators import Designator
from stories.designators import Kind as Of
from stories.wire import NotStoryError, NotWireError, Status, UnreadableError, WireItem, WirePicture
from stories.wire.feed_document import MOST_ENTRIES
from tests.sample_folders import OWN_WIRE

SECONDS = 20  # of this process: what grows with the square takes minutes
PREFIXES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:v="urn:vesper"'
)
ATOM = "http://www.w3.org/2005/Atom"
TITLE = "<title>Dam holds</title>"
TEXT = "<content:encoded>&lt;p&gt;It held.&lt;/p&gt;</content:encoded>"
AT = datetime(2026, 2, 10, 10, tzinfo=UTC)


def rss(*items, head="<title>Vesper</title>"):
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0' {PREFIXES}><channel>{head}{entries}</channel></rss>".encode()


def atom(*entries, head="<title>Vesper</title>", root=""):
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f"<feed xmlns='{ATOM}' {PREFIXES} {root}>{head}{inside}</feed>".encode()


def only(data):
    (piece,) = wire.read(data)
    return piece


# what an item of RSS holds | what is read of it
IN_RSS = [
    ("<title>Q&amp;amp;A: dam</title>" + TEXT, {"headline": "Q&A: dam"}),
    ("<title>Q&amp;amp;amp;A: &amp;#8217;dam&amp;#8217;</title>" + TEXT, {"headline": "Q&A: ’dam’"}),
    ("<title><![CDATA[<b>Dam</b> &eacute;t&eacute;]]></title>" + TEXT, {"headline": "Dam été"}),
    ("<title>Urgent: Dam holds</title>" + TEXT, {"headline": "Dam holds", "designator": Designator((Of.URGENT,))}),
    (TEXT, {"headline": "It held"}),
    (TITLE + "<guid>https://vesper.example/1</guid>" + TEXT,
     {"identity": "https://vesper.example/1", "address": "https://vesper.example/1"}),
    (TITLE + "<link>https://vesper.example/1</link>" + TEXT,
     {"identity": "https://vesper.example/1", "address": "https://vesper.example/1"}),
    (TITLE + "<guid isPermaLink='false'>7</guid><link>https://vesper.example/1</link>" + TEXT,
     {"identity": "7", "address": "https://vesper.example/1"}),
    (TITLE + "<guid>7</guid><link>javascript:alert(1)</link>" + TEXT, {"identity": "7", "address": ""}),
    (TITLE + "<pubDate>Tue, 10 Feb 2026 11:00:00 +0100</pubDate>" + TEXT, {"version_at": AT, "first_at": AT}),
    (TITLE + "<pubDate>Tue, 10 Feb 2026 05:00:00 EST</pubDate>" + TEXT, {"version_at": AT, "first_at": AT}),
    (TITLE + "<pubDate>soon</pubDate>" + TEXT, {"version_at": None, "dated_on": None, "remarks":
     ("The field published was passed over: “soon” is no time.",)}),
    (TITLE + "<pubDate>2026-02-10</pubDate>" + TEXT, {"version_at": None, "dated_on": AT.date()}),
    (TITLE + "<dc:date>2026-02-10T11:00:00+01:00</dc:date>" + TEXT, {"version_at": AT, "first_at": None}),
    (TITLE + "<pubDate>Tue, 10 Feb 2026 09:00:00 GMT</pubDate><dcterms:modified>2026-02-10T10:00:00Z</dcterms:modified>"
     + TEXT, {"version_at": AT, "first_at": AT - timedelta(hours=1)}),
    (TITLE + "<pubDate>Tue, 10 Feb 2026 10:00:00 GMT</pubDate><dcterms:modified>2026-02-09T10:00:00Z</dcterms:modified>"
     + TEXT, {"version_at": AT, "first_at": AT}),
    (TITLE + "<author>desk@vesper.example (Ada Karn)</author>" + TEXT, {"byline": "Ada Karn"}),
    (TITLE + "<author>desk@vesper.example</author>" + TEXT, {"byline": ""}),
    (TITLE + "<dc:creator>Ada Karn</dc:creator>" + TEXT, {"byline": "Ada Karn"}),
    (TITLE + "<category>Rail</category><category domain='subj'>04005004</category><category>Rail</category>" + TEXT,
     {"section": "Rail", "subjects": (Subject("keyword", "", "Rail"), Subject("subj", "04005004"))}),
    (TITLE + "<source url='https://karn.example/feed'>Karn Bay Press</source>" + TEXT, {"source": "Karn Bay Press"}),
    (TITLE + "<dc:publisher>Maran News Agency</dc:publisher>" + TEXT, {"source": "Maran News Agency"}),
    (TITLE + "<dc:language>de</dc:language>" + TEXT, {"language": "de"}),
    (TITLE + "<dc:rights>Not for archives</dc:rights>" + TEXT, {"terms": "Not for archives"}),
    (TITLE + "<description>Short.</description>" + TEXT, {"blocks": copy.from_text("It held."), "is_summary": False}),
    (TITLE + "<description>One &amp;amp; two.\n\nThree.</description>",
     {"blocks": copy.from_text("One & two.\n\nThree."), "is_summary": True}),
    (TITLE + "<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>",
     {"blocks": copy.from_text("One.\n\nTwo."), "is_summary": True}),
    (TITLE + "<content:encoded>&lt;p&gt;The dam [&amp;#8230;]&lt;/p&gt;</content:encoded>", {"is_summary": True}),
    (TITLE + "<content:encoded>&lt;p&gt;The dam held.&lt;/p&gt;&lt;p&gt;Read more&lt;/p&gt;</content:encoded>",
     {"is_summary": True}),
    (TITLE, {"blocks": (), "is_summary": True}),
    (TITLE + "<description>Short.</description><y:full-text xmlns:y='http://news.yandex.ru'>One.\n\nTwo.</y:full-text>",
     {"blocks": copy.from_text("One.\n\nTwo."), "is_summary": False}),
    (TITLE + "<t:content xmlns:t='http://turbo.yandex.ru'><![CDATA[<p>One.</p><p>Two.</p>]]></t:content>",
     {"blocks": copy.from_text("One.\n\nTwo."), "is_summary": False}),
    (TITLE + "<description>Short.</description><v:content>5</v:content>",
     {"blocks": copy.from_text("Short."), "is_summary": True}),
    (TITLE + "<v:publishing_status>withheld</v:publishing_status>" + TEXT,
     {"status": Status.WITHHELD, "designator": Designator((Of.HOLD,))}),
    (TITLE + "<v:Management><v:PublishingStatus>Cancelled</v:PublishingStatus></v:Management>" + TEXT,
     {"status": Status.CANCELED, "designator": Designator((Of.KILL,))}),
    (TITLE + "<v:publishing_status>Killed</v:publishing_status>", {"status": Status.CANCELED, "is_summary": False}),
    (TITLE + "<v:pubStatus>odd</v:pubStatus>" + TEXT, {"status": Status.WITHHELD}),
    (TITLE + "<v:embargoed>2026-02-10T10:00:00Z</v:embargoed>" + TEXT, {"embargo_at": AT, "status": Status.USABLE}),
    (TITLE + "<v:embargo>until the speech</v:embargo>" + TEXT, {"embargo_at": None, "status": Status.WITHHELD}),
    (TITLE + "<slugline>BC-Dam, 1st Ld</slugline>" + TEXT, {"slugline": "Dam", "printed_slugline": "BC-Dam, 1st Ld"}),
    (TITLE + "<v:EdNote>Adds quotes</v:EdNote><v:urgency>2</v:urgency><v:byline>By Ada Karn</v:byline>" + TEXT,
     {"note": "Adds quotes", "urgency": 2, "byline": "By Ada Karn"}),
    (TITLE + "<content:encoded>&lt;p&gt;OREN, Feb. 10 (Vesper) -- It held.&lt;/p&gt;</content:encoded>",
     {"dateline": "OREN, Feb. 10 (Vesper) --", "blocks": copy.from_text("It held.")}),
]  # fmt: skip


@pytest.mark.parametrize(("item", "fields"), IN_RSS, ids=[item[:90] for item, _ in IN_RSS])
def test_item_of_rss_is_read(item, fields):
    read = only(rss(item))

    assert {name: getattr(read, name) for name in fields} == fields


# what an entry of Atom holds | what is read of it
IN_ATOM = [
    ("<title type='text'>5 &lt; 6 &amp;amp; &lt;b&gt;</title><content>x</content>", {"headline": "5 < 6 & <b>"}),
    ("<title type='html'>&lt;b&gt;Dam&lt;/b&gt; &amp;amp; hill</title><content>x</content>",
     {"headline": "Dam & hill"}),
    ("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Dam <b>holds</b></div></title><content>x</content>",
     {"headline": "Dam holds"}),
    (TITLE + "<content type='text'>a &lt; b\n\nand &lt;i&gt;</content>",
     {"blocks": copy.from_text("a < b\n\nand <i>"), "is_summary": False}),
    (TITLE + "<content type='html'>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content>",
     {"blocks": copy.from_text("One.\n\nTwo.")}),
    (TITLE + "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One.</p><p>Two.</p></div></content>",
     {"blocks": copy.from_text("One.\n\nTwo.")}),
    (TITLE + "<content type='application/xml'><nitf><body><body.content><p>One.</p></body.content></body></nitf>"
     "</content><summary>Short.</summary>", {"blocks": copy.from_text("One."), "is_summary": False}),
    (TITLE + "<content type='text/html' src='https://vesper.example/1'/><summary>Short.</summary>",
     {"blocks": copy.from_text("Short."), "is_summary": True}),
    (TITLE + "<content type='image/png'>iVBORw0KGgo=</content><summary>Short.</summary>",
     {"blocks": copy.from_text("Short."), "is_summary": True}),
    (TITLE + "<summary>A dam.</summary>", {"blocks": copy.from_text("A dam."), "is_summary": True}),
    (TITLE + "<id>urn:a</id><link href='/1'/><link rel='enclosure' href='/1.mp3' type='audio/mpeg'/>",
     {"identity": "urn:a", "address": "https://vesper.example/1", "pictures": ()}),
    (TITLE + "<published>2026-02-10T09:00:00Z</published><updated>2026-02-10T11:00:00+01:00</updated>",
     {"version_at": AT, "first_at": AT - timedelta(hours=1)}),
    (TITLE + "<author><name>Ada Karn</name></author><author><name>Jon Vale</name></author><author><name>Ilse</name>"
     "</author>", {"byline": "Ada Karn, Jon Vale and Ilse"}),
    (TITLE + "<category term='20000763' scheme='http://cv.iptc.org/newscodes/mediatopic/' label='rail'/>",
     {"subjects": (Subject("medtop", "20000763", "rail"),), "section": "rail"}),
    (TITLE + "<category term='r1' scheme='vesper' label='Rail'/><category term='x' scheme='https://x.example/' "
     "label='X'/>",
     {"subjects": (Subject("vesper", "r1", "Rail"), Subject("keyword", "", "X"))}),
    (TITLE + "<rights>Not for archives</rights>", {"terms": "Not for archives"}),
    (TITLE + "<source><title>Karn Bay Press</title><updated>2020-01-01T00:00:00Z</updated></source>",
     {"source": "Karn Bay Press", "version_at": None}),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "fields"), IN_ATOM, ids=[entry[:90] for entry, _ in IN_ATOM])
def test_entry_of_atom_is_read(entry, fields):
    read = only(atom(entry, root="xml:base='https://vesper.example/feed/'"))

    assert {name: getattr(read, name) for name in fields} == fields


def test_language_is_that_of_the_nearest():
    data = atom("<title>A</title>", "<title>B</title><content xml:lang='sv'>b</content>", root="xml:lang='fi_FI'")
    other = data.replace(b"<entry><title>B", b"<entry xml:lang='sv'><title>B")

    assert [item.language for item in wire.read(data)] == ["fi-FI", "fi-FI"]
    assert [item.language for item in wire.read(other)] == ["fi-FI", "sv"]
    assert only(rss(TITLE, head="<language>pt-br</language>")).language == "pt-BR"


def test_author_of_the_feed_is_a_byline_unless_it_is_the_agency():
    of_a_person, of_the_agency = (
        only(atom(TITLE, head=f"<title>Vesper</title><author><name>{name}</name></author>"))
        for name in ("Ada Karn", "Vesper News")
    )

    assert (of_a_person.byline, of_the_agency.byline) == ("Ada Karn", "")


def test_prefix_of_the_format_changes_nothing():
    plain = atom(TITLE + "<id>urn:a</id><summary>A dam.</summary>")
    prefixed = (
        f"<a:feed xmlns:a='{ATOM}'><a:title>Vesper</a:title><a:entry><a:title>Dam holds</a:title><a:id>urn:a</a:id>"
        "<a:summary>A dam.</a:summary></a:entry></a:feed>"
    )

    assert wire.read(prefixed.encode()) == wire.read(plain)


def test_entry_that_stands_by_itself_is_read():
    read = only(
        f"<entry xmlns='{ATOM}' xml:lang='en'>{TITLE}<id>urn:a</id><content>It held.</content></entry>".encode()
    )

    assert (read.headline, read.identity, read.language, len(read.blocks)) == ("Dam holds", "urn:a", "en", 1)


def test_captions_of_pictures_are_no_summary():
    item = (
        TITLE + "<description>A dam.</description><media:content url='https://p.example/1.jpg' medium='image'>"
        "<media:title>Title</media:title><media:description>The dam.</media:description>"
        "<media:credit>Ada</media:credit>"
        "</media:content><media:content url='/2.jpg' type='image/jpeg'/><media:content url='https://p.example/3.mp4' "
        "type='video/mp4'/><enclosure url='https://p.example/1.jpg' type='image/jpeg' length='10'/>"
        "<enclosure url='https://p.example/4.png' length='10'/><media:thumbnail url='https://p.example/t.jpg'/>"
    )

    read = only(rss(item, head="<title>Vesper</title><link>https://vesper.example/</link>"))

    assert read.blocks == copy.from_text("A dam.")
    assert read.pictures == (
        WirePicture(addresses=("https://p.example/1.jpg",), headline="Title", caption="The dam.", credit="Ada"),
        WirePicture(addresses=("https://vesper.example/2.jpg",)),
        WirePicture(addresses=("https://p.example/4.png",)),
    )


def test_group_is_one_picture_unless_its_files_have_captions_of_their_own():
    small, large = (
        f"<media:content url='https://p.example/{n}.jpg' width='{n}' height='{n}' type='image/jpeg'>" for n in (1, 2)
    )
    end = "</media:content>"
    one = f"<media:group>{small}{end}{large}{end}<media:description>The dam.</media:description></media:group>"
    two = (
        f"<media:group>{small}<media:description>A</media:description>{end}{large}<media:description>B"
        f"</media:description>{end}</media:group>"
    )

    assert [(p.addresses, p.caption) for p in only(rss(TITLE + one)).pictures] == [
        (("https://p.example/2.jpg", "https://p.example/1.jpg"), "The dam.")
    ]
    assert [p.caption for p in only(rss(TITLE + two)).pictures] == ["A", "B"]


def test_thumbnail_is_the_picture_where_there_is_no_other():
    (picture,) = only(rss(TITLE + "<media:thumbnail url='https://p.example/t.jpg' width='90'/>")).pictures

    assert picture.addresses == ("https://p.example/t.jpg",)


def test_draft_is_no_story():
    control = "<app:control xmlns:app='http://www.w3.org/2007/app'><app:draft>{}</app:draft></app:control>"

    draft, other = wire.read(atom(TITLE + control.format("yes"), TITLE + control.format("no")))

    assert isinstance(draft, NotStoryError)
    assert isinstance(other, WireItem)


def tombstones(*refs, when="2026-02-10T10:00:00Z"):
    return "".join(f"<t:deleted-entry xmlns:t='http://purl.org/atompub/tombstones/1.0' ref='{ref}' when='{when}'/>"
                   for ref in refs)  # fmt: skip


def test_every_deleted_entry_kills_its_story():
    first, second = wire.read(atom(head="<title>Vesper</title>" + tombstones("urn:a", "urn:b")))

    assert (first.identity, second.identity) == ("urn:a", "urn:b")
    assert (first.status, first.headline, first.blocks, first.version_at) == (Status.CANCELED, "", (), AT)
    assert (first.source, first.designator) == ("Vesper", Designator((Of.KILL,)))


@pytest.mark.parametrize(("updated", "pieces"), [("2026-02-10T09:59:00Z", 2), ("2026-02-10T10:01:00Z", 1)])
def test_entry_that_is_given_again_after_its_deletion_stays(updated, pieces):
    entry = TITLE + f"<id>urn:a</id><updated>{updated}</updated>"

    assert len(wire.read(atom(entry, head=tombstones("urn:a")))) == pieces


def test_entries_are_judged_alone():
    good = TITLE + TEXT
    long_title = f"<title>{'x' * 60_000}</title>"

    pieces = wire.read(rss(good, "<guid>1</guid>", long_title, good))

    assert [type(piece).__name__ for piece in pieces] == ["WireItem", "UnreadableError", "UnreadableError", "WireItem"]
    assert "neither a headline nor a text" in str(pieces[1])


@pytest.mark.parametrize("data", [rss(), atom(), b"<rss/>"])
def test_feed_without_entries_says_so(data):
    assert str(only(data)) == "This feed has no entries."
    assert isinstance(only(data), NotStoryError)


def test_entries_beyond_the_limit_are_told():
    pieces = wire.read(rss(*[TITLE] * (MOST_ENTRIES + 2)))

    assert len(pieces) == MOST_ENTRIES + 1
    assert str(pieces[-1]) == "This feed has 1,002 entries: those after 1,000 were left."


@pytest.mark.parametrize("name", ["rss.xml", "rss-1.xml", "atom.xml"])
def test_feed_that_is_cut_off_anywhere_is_never_read_in_part(name):
    data = (OWN_WIRE / name).read_bytes().rstrip()

    for end in range(len(data) - 1, 0, -7):
        with pytest.raises((UnreadableError, NotWireError)):
            wire.read(data[:end])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<rss version='2.0'><channel><item><title>Dam", "cut off: its last tag </rss>"),
        (rss("<title>Dam</b></title>"), "not well-formed: .*line 1"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss("<title>&a;</title>"), "defines entities"),
        (rss("<a>" * 300 + "</a>" * 300), "depth|deeper"),
        (rss("<a/>" * 1_000_001), "more than 1,000,000 tags"),
        (rss("<a/>" * 150_001), "more than 150,000 elements"),
        (
            rss(TITLE).replace(b"<rss ", b"<rss " + b" ".join(b"xmlns:p%d='u'" % n for n in range(101)) + b" "),
            "more than 100 namespaces",
        ),
    ],
    ids=["cut off", "tags crossed", "entities", "deep", "many tags", "many elements", "many namespaces"],
)
def test_broken_feed_is_refused_with_the_reason(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        wire.read(data)


# how the feed comes | its headline
BROKEN_YET_CLEAR = [
    (b"\n\n<!-- made by hand --><?xml version='1.0' encoding='utf-8'?>" + rss(TITLE), "Dam holds"),
    (rss("<title>R&D &nbsp;&eacute; &unheard;</title>"), "R&D é &unheard;"),
    (b"<rss version='2.0'><channel><item><title>Dam</title><dc:creator>Ada Karn</dc:creator><x:y z:a='1'/></item>"
     b"</channel></rss>", "Dam"),
    (rss(TITLE) + b"<script>alert(1)</script>", "Dam holds"),
    ("<rss versión='2'><channel><item><title>Dam stands</title></item></channel></rss>".encode(), "Dam stands"),
    (rss("<title>Dam\x0b holds\x00</title>").replace(b"\x00", b""), "Dam holds"),
    (b"<?xml version='1.0' encoding='utf-8'?>" + rss("<title>Oren\x92s dam</title>"), "Oren’s dam"),
    (("<?xml version='1.0' encoding='utf-16'?>" + rss(TITLE).decode()).encode("utf-16"), "Dam holds"),
    (("<?xml version='1.0' encoding='euc-kr'?>" + rss("<title>댐 붕괴</title>").decode()).encode("euc-kr"), "댐 붕괴"),
    (("<?xml version='1.0' encoding='iso-8859-1'?>" + rss("<title>Café “fermé”</title>").decode()).encode("cp1252"),
     "Café “fermé”"),
    (rss("<été à='1'>x</été><title>Dam</title>").replace(b"<rss ", "<rss là='1' ".encode()), "Dam"),
    (b"<?xml version='1.0' encoding='us-ascii'?>" + rss("<title>Café</title>"), "Café"),
    (b"<?xml version='1.0' encoding='made-up'?>" + rss("<title>Café</title>"), "Café"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "headline"), BROKEN_YET_CLEAR, ids=[headline for _, headline in BROKEN_YET_CLEAR])
def test_feed_that_is_broken_in_a_usual_way_is_read(data, headline):
    assert only(data).headline == headline


def test_undeclared_prefix_is_the_usual_one():
    data = b"<rss version='2.0'><channel><item><title>A</title><dc:creator>Ada Karn</dc:creator></item></channel></rss>"

    assert only(data).byline == "Ada Karn"


def test_page_instead_of_a_feed_is_named():
    with pytest.raises(NotWireError, match="web page"):
        wire.read(b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>rss feed</body></html>")


@pytest.mark.parametrize(
    "body",
    [
        "&amp;lt;b>" * 30_000,
        "<![CDATA[" + "<b>x" * 30_000 + "]]>",
        "x " * 500_000,
        "a" * 1_900_000,
        "&#226;" * 100_000,
    ],
    ids=["references", "tags", "words", "one word", "numbers"],
)
def test_hostile_entries_take_no_longer_than_honest_ones(body):
    begun = time.process_time()

    for name in ("title", "description", "content:encoded", "category", "author", "pubDate", "guid", "link"):
        wire.read(rss(TITLE + f"<{name}>{body}</{name}>"))

    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    "inside",
    [
        "<category term='a'/>" * 40_000
        + "<link rel='enclosure' type='image/png' href='https://p.example/b.png'/>" * 9_000,
        "<title>x</title>" * 30_000 + "<summary>z</summary>" * 30_000,
        "<author><name>a</name></author>" * 20_000,
        "<media:group/>" * 50_000,
    ],
    ids=["categories and links", "titles", "authors", "groups"],
)
def test_many_elements_take_no_longer_than_honest_ones(inside):
    begun = time.process_time()

    wire.read(atom(TITLE + inside))

    assert time.process_time() - begun < SECONDS


PARTS = st.sampled_from(
    ["<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "<p>", "&amp;", "&", "<", ">", "Dam", "</channel>",
     "<description>", "</description>", "<a:b>", "<!--", "-->", "<entry>", "</entry>", "<guid/>", "\u00e9", "<?x", "?>"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=25).map("".join))
def test_no_feed_is_more_than_items_or_a_refusal(inside):
    for data in (rss(inside), atom(inside), f"<rss>{inside}".encode()):
        try:
            pieces = wire.read(data)
        except (NotWireError, UnreadableError):
            continue
        assert all(isinstance(piece, WireItem | UnreadableError) for piece in pieces)
