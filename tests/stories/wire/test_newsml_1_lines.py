"""The lines, subjects and pictures of a NewsML 1 item."""

import pytest

from stories import wire
from stories.wire import Status, WirePicture
from stories.wire.newsml_1_lines import names_place
from tests.newsml_1_builder import TEXT, an_item, newsml


def read(**fields):
    (item,) = wire.read(newsml(an_item(**fields)))
    return item


@pytest.mark.parametrize("words", ["No Headline !", "NO HEADLINE", "[No title]", "Untitled", "Sans titre", ""])
def test_headline_that_says_there_is_none_is_none(words):
    item = read(headline=f"<HeadLine>{words}</HeadLine>")

    assert item.headline == "It held"
    assert item.remarks == ("It has no headline: the beginning of its text stands for one.",)


def test_first_headline_that_says_something_is_taken():
    lines = "<HeadLine/><HeadLine><![CDATA[ Dam  &amp; bridge hold ]]></HeadLine><SubHeadLine>Oren</SubHeadLine>"

    assert read(headline=lines).headline == "Dam & bridge hold"


@pytest.mark.parametrize(
    ("lines", "label", "printed", "slugline", "designator"),
    [
        ("<SlugLine>Dam-Flood</SlugLine>", "<NameLabel>Maran-dam-flood</NameLabel>", "Dam-Flood", "Dam-Flood", ""),
        ("<SlugLine/>", "<NameLabel>Maran-dam-flood</NameLabel>", "Maran-dam-flood", "Maran-dam-flood", ""),
        ("", "<NameLabel>77</NameLabel>", "", "", ""),
        ("<SlugLine>BC-Dam, 2nd Ld-Writethru</SlugLine>", "", "BC-Dam, 2nd Ld-Writethru", "Dam", "2nd LD Writethru"),
        ("<SlugLine>URGENT</SlugLine>", "", "URGENT", "", "Urgent"),
        ("<SlugLine>FLASH</SlugLine>", "<NameLabel>Maran-dam</NameLabel>", "Maran-dam", "Maran-dam", "Flash"),
        ("<SlugLine>Ada Karn (akr)</SlugLine>", "", "Ada Karn (akr)", "", ""),
        ("<SlugLine>Ada de la Karn (akr)</SlugLine>", "<NameLabel>dam</NameLabel>", "dam", "dam", ""),
        ("<SlugLine>The dam above Selda held when the river rose again on Monday.</SlugLine>", "", "", "", ""),
    ],
)
def test_slugline_is_the_keyword_of_the_story(lines, label, printed, slugline, designator):
    item = read(lines=lines, label=label)

    assert (item.printed_slugline, item.slugline, str(item.designator or "")) == (printed, slugline, designator)


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("<ByLine>By Ada Karn</ByLine><ByLineTitle>Vesper reporter</ByLineTitle>", "By Ada Karn, Vesper reporter"),
        ("<ByLine>By Ada Karn</ByLine><ByLineTitle/>", "By Ada Karn"),
        ("<ByLine/><ByLineTitle>Vesper reporter</ByLineTitle>", ""),
        ("<ByLine>akr/jv</ByLine>", ""),
    ],
)
def test_byline_has_its_title_and_initials_are_none(lines, byline):
    assert read(lines=lines).byline == byline


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("SELDA, Feb 10, 2026 (Vesper) -", "SELDA, Feb 10, 2026 (Vesper) -"),
        ("January 21", ""),
        ("4/4/2018", ""),
        ("10 février 2026", ""),
        ("Tuesday, Feb. 10", ""),
        ("February", ""),
    ],
)
def test_dateline_names_a_place(line, dateline):
    assert read(lines=f"<DateLine>{line}</DateLine>").dateline == dateline


def test_dateline_of_the_text_counts_more():
    content = "<ContentItem><DataContent><p>OREN, Feb. 10 (Vesper) -- It held.</p></DataContent></ContentItem>"

    item = read(lines="<DateLine>SELDA, Feb 10</DateLine>", content=content)

    assert item.dateline == "OREN, Feb. 10 (Vesper) --"


def test_teaser_is_no_dateline():
    assert not names_place("The dam held. " * 20)


def test_notes_to_editors_are_gathered():
    lines = (
        "<NewsLine><NewsLineType FormalName='AdvisoryLine'/><NewsLineText>ADDS quotes</NewsLineText></NewsLine>"
        "<NewsLine><NewsLineType FormalName='ProductLine'/><NewsLineText>(Picture)</NewsLineText></NewsLine>"
        "<NewsLine><NewsLineType FormalName='Editor Note'/><NewsLineText>Photos to come</NewsLineText></NewsLine>"
    )
    described = (
        "<Comment FormalName='EditorsNote'>Check names.</Comment><Comment FormalName='MarketVersion'>1.0</Comment>"
        "<AdministrativeMetadata><Property FormalName='EditorialInfo' Value='Not for radio'/></AdministrativeMetadata>"
    )

    assert read(lines=lines, described=described).note == "ADDS quotes. Photos to come. Check names. Not for radio"


def test_rights_and_terms_are_kept():
    described = "<RightsMetadata><UsageRights><UsageType>NO ARCHIVE</UsageType></UsageRights></RightsMetadata>"
    lines = "<CopyrightLine>© 2026 Vesper</CopyrightLine><RightsLine>Editorial use only</RightsLine>"

    assert read(lines=lines, described=described).terms == "Editorial use only. NO ARCHIVE. © 2026 Vesper"


PARTY = "<{0}><Party FormalName='{1}'/></{0}>"


@pytest.mark.parametrize(
    ("described", "lines", "named", "source"),
    [
        (PARTY.format("Provider", "Vesper") + PARTY.format("Source", "Oren Ferries"), "", "x.example", "Vesper"),
        (PARTY.format("Provider", "") + PARTY.format("Source", "Vesper"), "", "x.example", "Vesper"),
        (PARTY.format("Source", "Oren Ferries"), "<CreditLine>VESPER</CreditLine>", "x.example", "VESPER"),
        ("", "", "www.vesper.co.uk", "vesper"),
        ("", "", "www.mna.example", "mna"),
        ("", "", "photo.mna.co.uk", "mna"),
        ("", "", "photo.vesper.example", "vesper"),
        ("", "", "Vesper News", "Vesper News"),
        ("", "", "", ""),
    ],
)
def test_agency_is_the_provider_else_who_signs(described, lines, named, source):
    item = read(
        described=f"<AdministrativeMetadata>{described}</AdministrativeMetadata>",
        lines=lines,
        named=f"<ProviderId>{named}</ProviderId>",
    )

    assert item.source == source


def test_subjects_are_read_with_the_names_of_topics():
    described = (
        "<TopicSet><Topic Duid='t1'><TopicType FormalName='SubjectMatter'/><FormalName>09003000</FormalName>"
        "<Description xml:lang='el' Variant='Name'>Εργασία</Description>"
        "<Description xml:lang='en' Variant='Category'>LAB</Description>"
        "<Description xml:lang='en' Variant='Name'>Labour</Description></Topic>"
        "<Topic Duid='t2'><TopicType FormalName='Person'/><FormalName>Karn</FormalName>"
        "<Description>Ada Karn</Description></Topic>"
        "<Topic Duid='t3'><TopicType FormalName='Company'/><FormalName>Oren Ferries</FormalName></Topic></TopicSet>"
        "<DescriptiveMetadata><SubjectCode><SubjectMatter FormalName='09003000'/><Subject FormalName='4000000'/>"
        "<Subject FormalName=''/></SubjectCode><SubjectCode FormalName='20000763'/>"
        "<SubjectCode><Subject FormalName='ECO' Vocabulary='urn:x'/></SubjectCode>"
        "<TopicOccurrence Topic='#t2'/><TopicOccurrence Topic='#t3'/><TopicOccurrence Topic='#t9'/>"
        "<Location HowPresent='Event'><Property FormalName='Country' Value='MAR'/></Location>"
        "<Location HowPresent='Origin'><Property FormalName='City' Value='Selda'/>"
        "<Property FormalName='Country' Value='Maran'/></Location>"
        "<Property FormalName='Keyword' Value='dam;flood'/><Property FormalName='RouteTo' Value='ECO'/>"
        "</DescriptiveMetadata>"
    )

    item = read(described=described, lines="<KeywordLine>ECO/ECO1; dam</KeywordLine>")

    assert [(subject.key, subject.name) for subject in item.subjects] == [
        ("subj:09003000", "Labour"),
        ("subj:04000000", ""),
        ("medtop:20000763", ""),
        ("keyword:eco", "ECO"),
        ("person:ada karn", "Ada Karn"),
        ("org:oren ferries", "Oren Ferries"),
        ("keyword:eco/eco1", "ECO/ECO1"),
        ("keyword:dam", "dam"),
        ("keyword:flood", "flood"),
        ("place:MAR", ""),
        ("place:selda", "Selda"),
        ("place:maran", "Maran"),
    ]
    assert item.located == "Selda, Maran"


@pytest.mark.parametrize(
    ("described", "genre", "section"),
    [
        ("<Genre FormalName='Feature'/>", "Feature", ""),
        ("<Genre FormalName='Current'/><Genre FormalName='Interview'/>", "Interview", ""),
        ("<Genre FormalName='ECO'/>", "", ""),
        ("<Genre FormalName='flood'/><Property FormalName='Keyword' Value='flood'/>", "", ""),
        ("<Property FormalName='Section' Value='World'/>", "", "World"),
    ],
)
def test_genre_and_section_are_read(described, genre, section):
    item = read(described=f"<DescriptiveMetadata>{described}</DescriptiveMetadata>")

    assert (item.genre, item.section) == (genre, section)


def test_series_is_a_section():
    assert read(lines="<SeriesLine>Asia</SeriesLine>").section == "Asia"


def file(name, *, media="Photo", mime="image/jpeg", width=0):
    sides = f"<Property FormalName='Width' Value='{width}'/><Property FormalName='Height' Value='9'/>"
    return (
        f"<ContentItem Href='{name}'><MediaType FormalName='{media}'/><MimeType FormalName='{mime}'/>"
        f"<Characteristics>{sides}</Characteristics></ContentItem>"
    )


def a_component(role, *held):
    return f"<NewsComponent><Role FormalName='{role}'/>{''.join(held)}</NewsComponent>"


CAPTION = a_component("Caption", "<ContentItem><DataContent><p>The dam of Selda.</p></DataContent></ContentItem>")


@pytest.mark.parametrize(
    ("content", "pictures"),
    [
        (file("a.jpg", width=100) + file("b.jpg", width=900), [("b.jpg", "a.jpg")]),
        (a_component("Photo", a_component("Low", file("a.jpg")), a_component("High", file("b.jpg", width=9)), CAPTION),
         [("b.jpg", "a.jpg")]),
        (a_component("", a_component("Main", file("a.jpg")), CAPTION), [("a.jpg",)]),
        (a_component("Photo", file("a.jpg")) + a_component("Photo", file("b.jpg")), [("a.jpg",), ("b.jpg",)]),
        (file("a.jpg", media="", mime=""), [("a.jpg",)]),
        (file("a.mp4", media="Video", mime="video/mp4"), []),
        (a_component("Logo", file("a.jpg")), []),
        ("<ContentItem><MediaType FormalName='Photo'/></ContentItem>", []),
    ],
)  # fmt: skip
def test_pictures_beside_the_text_have_their_files(content, pictures):
    item = read(content=TEXT + content)

    assert [picture.addresses for picture in item.pictures] == pictures
    assert len(item.blocks) == 1


def test_picture_has_the_lines_of_its_own_component():
    lines = "<NewsLines><HeadLine>Dam at dawn</HeadLine><ByLine>Jon Vale</ByLine></NewsLines>"
    held = a_component("Photo", lines, a_component("High", file("a.jpg")), CAPTION)

    item = read(content=TEXT + held, lines="<ByLine>By Ada Karn</ByLine><CreditLine>Vesper</CreditLine>")

    (picture,) = item.pictures
    assert (picture.headline, picture.byline, picture.caption) == ("Dam at dawn", "Jon Vale", "The dam of Selda.")
    assert (item.headline, item.byline, picture.credit) == ("Dam holds", "By Ada Karn", "Vesper")


def test_addresses_that_cannot_be_taken_are_remarked():
    item = read(content=TEXT + file("ftp://vesper.example/a.jpg") + file("a.jpg"))

    assert item.pictures[0].addresses == ("a.jpg",)
    assert item.remarks[0].startswith("Picture 1: The address “ftp://vesper.example/a.jpg” was passed over")


def test_more_pictures_than_an_item_has_are_remarked():
    held = "".join(a_component("Photo", file(f"{number}.jpg")) for number in range(40))

    item = read(content=TEXT + held)

    assert len(item.pictures) == 30
    assert item.remarks == ("Of its 40 pictures the first 30 are taken.",)


@pytest.mark.parametrize(
    ("status", "management", "held"),
    [
        ("Usable", "", Status.USABLE),
        ("Canceled", "", Status.CANCELED),
        ("Embargoed", "<StatusWillChange><DateAndTime>20260211T060000Z</DateAndTime></StatusWillChange>",
         Status.WITHHELD),
    ],
)  # fmt: skip
def test_item_that_is_a_picture_has_the_status_of_the_item(status, management, held):
    picture = read(content=file("a.jpg"), status=f"<Status FormalName='{status}'/>", management=management)

    assert isinstance(picture, WirePicture)
    assert (picture.addresses, picture.status) == (("a.jpg",), held)
    assert picture.identity == "urn:newsml:vesper.example:20260210:77"


def test_several_pictures_alone_are_pieces_of_their_own():
    pieces = wire.read(
        newsml(an_item(content=a_component("Photo", file("a.jpg")) + a_component("Photo", file("b.jpg"))))
    )

    assert [(piece.addresses, bool(piece.identity)) for piece in pieces] == [(("a.jpg",), True), (("b.jpg",), False)]
