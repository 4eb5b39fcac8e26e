"""NewsML-G2 written: one newsItem with its text as XHTML. Source: IPTC NewsML-G2 2.35, conformance level power."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from stories import copy
from stories.copy.subjects import KEYWORD, ORGANISATION, PERSON, PLACE, SUBJECT_CODE, TOPIC, Subject
from stories.wire.item import Status, WireItem, WirePicture

NAR = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"
TEXT_TYPE = "application/xhtml+xml"
STANDARD_VERSION = "2.35"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
IN_CATALOG = {TOPIC, SUBJECT_CODE}  # schemes that the catalogue knows
CONCEPTS = {PERSON: "cpnat:person", ORGANISATION: "cpnat:organisation", PLACE: "cpnat:geoArea"}

ElementTree.register_namespace("", NAR)


def write(item: WireItem) -> bytes:
    """Write the item as a newsItem, in UTF-8 with its XML declaration. One that is not usable has no content."""
    root = Element(
        f"{{{NAR}}}newsItem",
        {
            "standard": "NewsML-G2",
            "standardversion": STANDARD_VERSION,
            "conformance": "power",
            "guid": item.identity,
            "version": str(item.version or 1),
            "{http://www.w3.org/XML/1998/namespace}lang": item.language or "en",
        },
    )
    add_element(root, "catalogRef", href=CATALOG)
    state_rights(add_element(root, "rightsInfo"), item)
    describe_item(add_element(root, "itemMeta"), item)
    describe_content(add_element(root, "contentMeta"), item)
    if item.blocks:
        write_text(add_element(root, "contentSet"), item)
    printed: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return printed


def state_rights(rights: Element, item: WireItem) -> None:
    """Write whose the copy is, and the terms of its use."""
    holder = add_element(rights, "copyrightHolder", literal=item.source)
    add_element(holder, "name", item.source)
    if item.terms:
        add_element(rights, "usageTerms", item.terms)


def describe_item(meta: Element, item: WireItem) -> None:
    """Write the metadata of the item: its provider, times, status, note to editors, and what it goes on from."""
    add_element(meta, "itemClass", qcode="ninat:text")
    add_element(meta, "provider", literal=item.source)
    for name, at in (("versionCreated", item.version_at), ("firstCreated", item.first_at)):
        if at is not None:
            add_element(meta, name, at.isoformat())
    add_element(meta, "pubStatus", qcode=f"stat:{item.status.value}")
    if item.note:
        add_element(meta, "edNote", item.note)
    for signal in signals_of(item):
        add_element(meta, "signal", qcode=signal)
    for picture in item.pictures:
        link_picture(meta, picture)
    for identity in item.follows:
        add_element(meta, "link", rel="irel:evolvedFrom", residref=identity)


def signals_of(item: WireItem) -> list[str]:
    """Return what the item signals about the version before it."""
    if item.designator is not None and item.designator.is_correction:
        return ["sig:correction"]
    is_later = item.status is Status.USABLE and (item.version or 1) > 1
    return ["sig:update"] if is_later else []


def link_picture(meta: Element, picture: WirePicture) -> None:
    """Link a picture by its widest file in each format, with caption, alt text and credit.

    A text item holds its text alone; pictures beside it are linked (NewsML-G2 Guidelines, "Links").
    """
    widest = {rendition.kind: rendition for rendition in reversed(picture.renditions)}
    for rendition in widest.values():
        kind = {"contenttype": rendition.kind, "size": str(rendition.size)}
        link = add_element(meta, "link", rel="irel:seeAlso", residref=picture.identity, href=rendition.address, **kind)
        add_element(link, "itemClass", qcode="ninat:picture")
        if picture.credit:
            add_element(link, "creditline", picture.credit)
        add_element(link, "description", picture.caption, role="drol:caption")
        add_element(link, "description", picture.alt, role="drol:altText")


def describe_content(meta: Element, item: WireItem) -> None:
    """Write the metadata of the content in the order of the schema: about its making, then about what it says."""
    if item.urgency is not None:
        add_element(meta, "urgency", str(item.urgency))
    if item.located:
        add_element(add_element(meta, "located", literal=item.located), "name", item.located)
    creator = add_element(meta, "creator", literal=item.source)
    add_element(creator, "name", item.source)
    for identity in item.alternate_ids:
        add_element(meta, "altId", identity)
    add_element(meta, "language", tag=item.language or "en")
    if item.genre:
        add_element(add_element(meta, "genre", literal=item.genre), "name", item.genre)
    for subject in item.subjects:
        add_subject(meta, subject)
    if item.section:
        add_subject(meta, Subject("section", "", item.section))
    texts = (
        ("slugline", item.slugline),
        ("headline", item.printed_headline or item.headline),
        ("dateline", item.dateline),
        ("by", item.byline),
    )
    for name, text in texts:
        if text:
            add_element(meta, name, text)


def add_subject(meta: Element, subject: Subject) -> None:
    """Write a subject: by its code where the catalogue knows the scheme, else by its words."""
    if subject.scheme == KEYWORD:
        add_element(meta, "keyword", subject.name or subject.code)
        return
    kind = {"type": CONCEPTS.get(subject.scheme, "cpnat:abstract")}
    if subject.scheme in IN_CATALOG and subject.code:
        element = add_element(meta, "subject", qcode=f"{subject.scheme}:{subject.code}", **kind)
    else:
        literal = f"{subject.scheme}:{subject.code}" if subject.code else subject.name
        element = add_element(meta, "subject", literal=literal, **kind)
    if subject.name:
        add_element(element, "name", subject.name)


def write_text(content: Element, item: WireItem) -> None:
    """Write the text as XHTML inside the item."""
    inline = add_element(content, "inlineXML", contenttype=TEXT_TYPE, wordcount=str(copy.word_count(item.blocks)))
    html = SubElement(inline, f"{{{XHTML}}}html")
    SubElement(SubElement(html, f"{{{XHTML}}}head"), f"{{{XHTML}}}title").text = strip_invalid(item.headline)
    html.append(parse_html(copy.to_html(item.blocks)))


def parse_html(html: copy.Html) -> Element:
    """Parse printed copy as XML. It is well-formed but for `<br>`, which XML wants closed."""
    text = NOT_XML.sub("", html).replace("<br>", "<br/>")
    return ElementTree.fromstring(f'<body xmlns="{XHTML}">{text}</body>')  # noqa: S314 our own print, no DTD


def add_element(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Add an element of the format to its parent and return it."""
    child = SubElement(parent, f"{{{NAR}}}{name}", {key: strip_invalid(value) for key, value in attributes.items()})
    child.text = strip_invalid(text) or None
    return child


def strip_invalid(text: str) -> str:
    """Return the text without characters that XML cannot carry."""
    return NOT_XML.sub("", text)
