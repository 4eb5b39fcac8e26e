"""The words of a NewsML 1 item: their markup, their parts, and the same words once more."""

import base64

import pytest
from lxml import etree

from stories import copy, wire
from stories.wire import UnreadableError, newsml_1_content, newsml_1_texts
from tests.newsml_1_builder import an_item, newsml


def read_all(content, **fields):
    return wire.read(newsml(an_item(content=content, **fields)))


def paragraphs(content, **fields):
    (item,) = read_all(content, **fields)
    return copy.plain_text(item.blocks).split("\n\n")


def content(data, *, form="", mime=""):
    return (
        f"<ContentItem><MediaType FormalName='Text'/><Format FormalName='{form}'/><MimeType FormalName='{mime}'/>"
        f"<DataContent>{data}</DataContent></ContentItem>"
    )


def component(role, data, *, headline="", language="", attributes=""):
    lines = f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>" if headline else ""
    tag = f"xml:lang='{language}'" if language else ""
    return f"<NewsComponent {tag} {attributes}><Role FormalName='{role}'/>{lines}{data}</NewsComponent>"


XHTML = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<p>It held.</p><p>No one was hurt.</p>", ["It held.", "No one was hurt."]),
        (XHTML.format("<p>It <b>held</b>.</p><p><span/>No one was hurt.</p>"), ["It held.", "No one was hurt."]),
        ("<x:div xmlns:x='http://www.w3.org/1999/xhtml'><x:p>It held.</x:p></x:div>", ["It held."]),
        ("<nitf><body><body.content><p>It held.</p></body.content></body></nitf>", ["It held."]),
        ("<n:nitf xmlns:n='http://iptc.org/std/NITF/2006-10-18/'><n:body><n:body.content><n:p>It held.</n:p>"
         "</n:body.content></n:body></n:nitf>", ["It held."]),
        ("<![CDATA[<P>It held.</P><P>No one was hurt&nbsp;there.</P>]]>", ["It held.", "No one was hurt\xa0there."]),
        ("&lt;p&gt;It held.&lt;/p&gt;&lt;p&gt;R&amp;D pays.&lt;/p&gt;", ["It held.", "R&D pays."]),
        ("<![CDATA[<?xml version='1.0'?><nitf><body><body.content><p>It held.</p></body.content></body></nitf>]]>",
         ["It held."]),
        ("It held.\n\nNo one was hurt.", ["It held.", "No one was hurt."]),
        ("It &lt;b&gt;held&lt;/b&gt;.\n\nNo one was &amp;quot;hurt&amp;quot;.", ["It held.", 'No one was "hurt".']),
        ("5 &lt; 6 and 7 > 6.", ["5 < 6 and 7 > 6."]),
        ("Before <p>It held.</p> after", ["Before", "It held.", "after"]),
    ],
)  # fmt: skip
def test_words_are_read_in_any_markup(data, words):
    assert paragraphs(content(data)) == words


def test_encoded_words_are_decoded():
    data = base64.b64encode("<p>Der Damm hält.</p>".encode()).decode()
    held = f"<ContentItem><Encoding Notation='Base64'><DataContent>{data}</DataContent></Encoding></ContentItem>"
    broken = held.replace(data, "!!")

    assert paragraphs(held) == ["Der Damm hält."]
    assert paragraphs(broken) == [""]


def test_nitf_that_is_broken_is_remarked():
    (item,) = read_all(content("&lt;nitf&gt;&lt;body&gt;"))

    assert item.blocks == ()
    assert item.remarks[0].startswith("Its NITF was passed over: the XML is not well-formed")


def test_table_stays_a_table():
    (item,) = read_all(content("<nitf><body><body.content><table><tr><td>For</td><td>14</td></tr></table>"
                               "</body.content></body></nitf>"))  # fmt: skip

    assert [(block.kind, block.text) for block in item.blocks] == [(copy.Kind.ROW, "For\t14")]


@pytest.mark.parametrize(
    "equivalents",
    [
        content("It held on Monday.\n\nNo one was hurt.", form="Text")
        + content("<p>It <b>held</b> on Monday.</p><p>No one was hurt.</p>", form="XHTML"),
        component("Main", content("<p>It <b>held</b> on Monday.</p><p>No one was hurt.</p>"))
        + component("Main", content("It held on Monday.\n\nNo one was hurt.")),
        component("Main", content("<p>It <b>held</b> on Monday.</p><p>No one was hurt.</p>"))
        + component("Body", content("It held on Monday.")),
    ],
    ids=["contents", "components", "a part of it"],
)
def test_same_words_in_several_formats_are_one_text(equivalents):
    (item,) = read_all(equivalents)

    assert copy.plain_text(item.blocks).split("\n\n") == ["It held on Monday.", "No one was hurt."]
    assert [mark.kind for mark in item.blocks[0].marks] == [copy.MarkKind.STRONG]


def test_longer_equivalent_is_taken_though_its_markup_is_poorer():
    short, long = "<p>It held on Monday.</p>", "It held on Monday.\n\nNo one was hurt, the mayor of Selda said."

    assert len(paragraphs(content(short) + content(long))) == 2


def test_of_texts_that_are_said_to_be_equivalents_one_is_taken():
    short = component("Short", content("A dam held."), headline="Dam holds, briefly")
    long = component("Long", content("<p>The dam above Selda held on Monday.</p>"), headline="Dam above Selda holds")
    whole = f"<NewsComponent EquivalentsList='yes'>{short}{long}</NewsComponent>"

    (item,) = read_all(whole)

    assert (item.headline, copy.plain_text(item.blocks)) == (
        "Dam above Selda holds",
        "The dam above Selda held on Monday.",
    )


def test_parts_with_other_words_stand_together():
    parts = (
        component("Body", content("<p>It held on Monday.</p>"))
        + component("Lead", content("The dam above Selda was in danger."))
        + component("Infobox", content("<p>It was built in 1887.</p>"))
    )

    assert paragraphs(parts) == [
        "The dam above Selda was in danger.", "It held on Monday.", "It was built in 1887.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "role", ["Abstract", "TweetText", "StyleSheet", "Contact", "Caption", "SubHeadLine", "Editors Note", "Title"]
)
def test_words_beside_the_story_are_no_part_of_it(role):
    assert paragraphs(component("Main", content("<p>It held.</p>")) + component(role, content("Other words"))) == [
        "It held."
    ]


@pytest.mark.parametrize("media", ["Video", "Audio", "Graphic", "Animation"])
def test_words_of_other_media_are_no_part_of_it(media):
    other = content("Q29kZQ==").replace("'Text'", f"'{media}'")

    assert paragraphs(component("Main", content("<p>It held.</p>")) + other) == ["It held."]


def test_title_of_the_text_stands_for_a_missing_headline():
    (item,) = read_all(component("Title", content("Dam holds at last")) + component("Body", content("It held.")),
                       headline="<HeadLine>No Headline !</HeadLine>")  # fmt: skip

    assert (item.headline, item.remarks) == ("Dam holds at last", ())


def test_summary_stands_for_a_missing_text():
    (item,) = read_all(component("Summary", content("The dam held.")))

    assert (copy.plain_text(item.blocks), item.is_summary) == ("The dam held.", True)
    assert item.remarks == ("It has no text: its summary stands for it.",)


def test_texts_under_other_headlines_are_stories_of_their_own():
    dam, boats = read_all(
        component("Main", content("<p>It held.</p>"), headline="Dam holds at dawn")
        + component("Main", content("<p>They stay in port.</p>"), headline="Ferries stay", attributes="Duid='c2'"),
        lines="<SlugLine>Dam-Flood</SlugLine>",
    )

    assert (dam.headline, copy.plain_text(dam.blocks)) == ("Dam holds at dawn", "It held.")
    assert (boats.headline, copy.plain_text(boats.blocks)) == ("Ferries stay", "They stay in port.")
    assert (dam.identity, boats.identity) == (
        "urn:newsml:vesper.example:20260210:77", "urn:newsml:vesper.example:20260210:77#c2",
    )  # fmt: skip


def test_part_under_a_headline_of_its_own_belongs_to_the_story():
    (item,) = read_all(
        component("Title", content("Dam"), headline="Dam")
        + component("Lead", content("A dam was in danger."), headline="Dam")
        + component("Main", content("It held."), headline="Dam above Selda holds")
    )

    assert (item.headline, copy.plain_text(item.blocks)) == (
        "Dam above Selda holds", "A dam was in danger.\n\nIt held.",
    )  # fmt: skip


def test_one_language_named_in_two_ways_is_one_story():
    (item,) = read_all(component("Lead", content("A dam was in danger."), language="en-GB")
                       + component("Main", content("It held."), language="en"))  # fmt: skip

    assert item.language == "en-GB"


@pytest.mark.parametrize(
    ("described", "data", "language"),
    [
        ("<DescriptiveMetadata><Language FormalName='EN'/></DescriptiveMetadata>", "<p>It held.</p>", "en"),
        ("<DescriptiveMetadata><Language FormalName='nl-nl'/></DescriptiveMetadata>", "<p>It held.</p>", "nl-NL"),
        ("", "<nitf baselang='es-ES'><body><body.content><p>It held.</p></body.content></body></nitf>", "es-ES"),
        ("", "<p>It held.</p>", ""),
    ],
)
def test_language_is_read_where_it_stands(described, data, language):
    (item,) = read_all(content(data), described=described)

    assert item.language == language


def test_headline_byline_and_place_of_the_nitf_stand_where_the_item_has_none():
    nitf = (
        "<nitf><body><body.head><hedline><hl1>Dam holds at dawn</hl1></hedline><byline>By Ada Karn</byline>"
        "<dateline><location>SELDA</location></dateline></body.head>"
        "<body.content><p>It held.</p></body.content></body></nitf>"
    )

    (item,) = read_all(content(nitf), headline="")

    assert (item.headline, item.byline, item.dateline) == ("Dam holds at dawn", "By Ada Karn", "SELDA")


def test_endless_text_is_refused(monkeypatch):
    monkeypatch.setattr(newsml_1_content, "CONTENT_LIMIT", 30)

    (piece,) = read_all(content("<p>" + "It held. " * 9 + "</p>"))

    assert isinstance(piece, UnreadableError)
    assert "more than 30 characters" in str(piece)


def test_more_parts_than_a_story_has_are_remarked():
    parts = "".join(component("Body", content(f"<p>Part {number} of it.</p>")) for number in range(70))

    (item,) = read_all(parts)

    assert (len(item.blocks), item.remarks) == (60, ("Of its 70 parts the first 60 are taken.",))


def test_abstract_of_the_nitf_is_a_summary():
    nitf = "<nitf><body><body.head><abstract><p>The dam held.</p></abstract></body.head><body.content/></body></nitf>"

    (item,) = read_all(content(nitf))

    assert (copy.plain_text(item.blocks), item.is_summary) == ("The dam held.", True)


def test_words_left_out_are_remarked_once():
    (item,) = read_all(content("<p>It killed <del>12</del> 15 people.</p>"))

    assert len(item.remarks) == len(set(item.remarks))


def test_title_alone_is_a_headline_alone():
    (item,) = read_all(component("Title", content("Dam holds at last")), headline="")

    assert (item.headline, item.blocks) == ("Dam holds at last", ())


@pytest.mark.parametrize(
    "better",
    [
        "<![CDATA[<nitf><body><body.content><p>The <em>dam</em> held.</p></body.content></body></nitf>]]>",
        "<![CDATA[<p>The <em>dam</em> held.</p>]]>",
        "<nitf><body><body.content><p>The <em>dam</em> held.</p></body.content></body></nitf>",
    ],
)
def test_of_equivalents_the_best_markup_is_taken(better):
    plain = component("Main", content("The dam held."))

    (item,) = read_all(
        f"<NewsComponent EquivalentsList='yes'>{plain}{component('Main', content(better))}</NewsComponent>"
    )

    assert [mark.kind for mark in item.blocks[0].marks] == [copy.MarkKind.EM]


def test_content_without_words_has_none():
    empty = etree.fromstring("<ContentItem/>")

    assert newsml_1_content.read_content(empty) == newsml_1_content.Content("text")
    assert (newsml_1_content.markup_of(empty), newsml_1_content.length_of(empty)) == ("text", 0)


def test_endless_story_is_refused(monkeypatch):
    monkeypatch.setattr(newsml_1_texts, "STORY_LIMIT", 20)

    (piece,) = read_all(content("<p>It held on Monday, the mayor said.</p>"))

    assert isinstance(piece, UnreadableError)
    assert "longer than 20 characters" in str(piece)


def test_longer_equivalent_counts_more_than_its_markup():
    plain = component("Main", content("The dam held, the mayor of Selda said on Monday morning."))
    marked = component(
        "Main", content("<![CDATA[<p class='a b c d e f g h i j k l m n o p'>The <em>dam</em> held.</p>]]>")
    )

    assert paragraphs(f"<NewsComponent EquivalentsList='yes'>{marked}{plain}</NewsComponent>") == [
        "The dam held, the mayor of Selda said on Monday morning."
    ]
