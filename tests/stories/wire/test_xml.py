"""XML of strangers: read safely, whatever its namespaces, and its elements asked."""

import time
from contextlib import suppress

import pytest

from stories.wire import UnreadableError, xml

SECONDS = 20  # of this process: what grows with the square takes minutes


def test_namespaces_and_prefixes_change_nothing():
    plain = xml.parse("<item><head><line n='1'>Dam  holds</line></head></item>")
    prefixed = xml.parse(
        "<a:item xmlns:a='urn:one' xmlns='urn:two'><head><a:line a:n='1'>Dam  holds</a:line></head></a:item>"
    )

    for root in (plain, prefixed):
        assert xml.name_of(root) == "item"
        assert xml.first_line(root, "none", "head/line") == "Dam holds"
        assert xml.attribute(xml.element(root, "head/line"), "m", "n") == "1"
        assert [xml.line(found) for found in xml.descendants(root, "line")] == ["Dam holds"]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("By <person>Ada Karn</person><byttl>Staff</byttl>", "By Ada Karn Staff"),
        ("Ada<br/>Karn", "Ada Karn"),
        ("Ada<!-- not this -->Karn<?not this?>", "AdaKarn"),
        ("<p>Dam</p><p>holds</p>", "Dam holds"),
        ("Dam &lt;b&gt;holds&lt;/b&gt;", "Dam holds"),
        ("<![CDATA[Dam & <i>hill</i>]]>", "Dam & hill"),
        ("Dam &amp; hill &nbsp;&eacute;&#233;", "Dam & hill éé"),
        ("Dam & hill, R&D, &unheard;", "Dam & hill, R&D, &unheard;"),
        ("Dam\x0b&#31; hill\x1a", "Dam hill"),
        ("Oren&#146;s dam", "Oren’s dam"),
        ("Dam&#xD800; hill&#x110000;", "Dam\N{REPLACEMENT CHARACTER} hill\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_words_of_an_element_are_one_line(inside, words):
    assert xml.line(xml.parse(f"<line>{inside}</line>")) == words


def test_cdata_is_left_as_it_is():
    assert xml.raw_text(xml.parse("<text>a<b>\nb</b><![CDATA[&eacute; & <p>]]></text>")) == "a\nb&eacute; & <p>"


def test_language_is_that_of_the_nearest_element():
    root = xml.parse("<a xml:lang='fi'><b><c/></b><b xml:lang='sv'><c/></b></a>")

    assert [xml.language_of(found) for found in xml.descendants(root, "c")] == ["fi", "sv"]
    assert xml.language_of(xml.parse("<a/>")) == ""


def test_element_is_printed_print_html():
    root = xml.parse(
        "<x:body xmlns:x='urn:x'><x:p x:n='1' id='a'>Dam<x:br/><b/> &lt; 2</x:p><x:no>This</x:no>left</x:body>"
    )

    assert xml.print_html(root, without=["no"]) == '<body><p id="a">Dam<br><b></b> &lt; 2</p>left</body>'
    assert xml.line(root) == "Dam < 2 Thisleft"


DECLARED = """\N{ZERO WIDTH NO-BREAK SPACE}<?xml version="1.0" encoding="iso-8859-1"?>
<!-- < --> <!DOCTYPE x:item PUBLIC "urn:one" "../one.dtd" [
  <!ENTITY % nitf SYSTEM "../nitf.dtd">
  %nitf;
]>
<x:item xmlns:x="urn:one">Dam</x:item>"""


def test_document_type_is_passed_over():
    assert xml.line(xml.parse(DECLARED)) == "Dam"
    assert xml.root_of(DECLARED.encode()) == ("item", "urn:one")
    assert xml.root_name(DECLARED.encode("utf-16")) == "item"


def test_line_of_an_error_is_that_of_the_file():
    with pytest.raises(xml.XmlError, match="line 6"):
        xml.parse(DECLARED.replace("</x:item>", "</y>"))


@pytest.mark.parametrize("data", [b"Dam holds <b>", b"", b"<1/>", b"<!-- a", b"<?xml ?>"])
def test_what_is_no_xml_has_no_root(data):
    assert xml.root_of(data) == ("", "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<!DOCTYPE a [<!ENTITY dam 'x'>]><a>&dam;</a>", "defines entities of its own"),
        (
            "<!DOCTYPE a [<!ENTITY % b 'x'><!entity\ndam SYSTEM 'file:///etc/passwd'>]><a>&dam;</a>",
            "entities of its own",
        ),
        ("<a>" * 201 + "</a>" * 201, "deeper than 200 levels"),
        ("<a>" * 5_000 + "</a>" * 5_000, "depth"),
        ("<a>" + "<b/>" * xml.MOST_TAGS + "</a>", "more than 1,000,000 tags"),
        ("<a>" + "&amp;" * (xml.MOST_TAGS + 1) + "</a>", "more than 1,000,000 tags or references"),
        ("<a><b></a>", "not well-formed"),
        ("", "not well-formed"),
    ],
)
def test_what_is_no_copy_is_refused(text, why):
    with pytest.raises(xml.XmlError, match=why):
        xml.parse(text)


def test_refusal_names_the_format():
    with pytest.raises(
        UnreadableError, match=r"^This NITF cannot be read: the XML is not well-formed: .* Ask the source"
    ):
        xml.parse_item(b"<nitf>", format_name="NITF")


def test_endless_line_is_refused():
    with pytest.raises(UnreadableError, match="The element by is longer than 50,000 characters"):
        xml.line(xml.parse(f"<by>{'a ' * 30_000}</by>"))


@pytest.mark.parametrize(
    "text",
    [
        "<!-- -->" * 90_000 + "<1",
        "<!DOCTYPE" * 90_000,
        "<!DOCTYPE a [" + "]" * 5_000_000,
        "<![CDATA[" * 90_000,
        "<a>" + "&" * 900_000 + "</a>",
        "<a " + " ".join(f"x{number}='1'" for number in range(200_000)) + "/>",
        "<a>" + "<b>" * 150 + "x" * 9_000_000 + "</b>" * 150 + "</a>",
    ],
    ids=["comments", "document types", "subset", "sections", "ampersands", "attributes", "text"],
)
def test_hostile_xml_takes_no_longer_than_honest_one(text):
    begun = time.process_time()

    xml.root_of(text.encode())
    with suppress(xml.XmlError):
        xml.print_html(xml.parse(text))

    assert time.process_time() - begun < SECONDS
