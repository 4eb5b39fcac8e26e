"""NewsML-G2: a story written as one newsItem with its text as XHTML; what arrives is read by `newsml_g2_items`.

Source: IPTC NewsML-G2 2.34, conformance level core.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from stories import copy
from stories.wire.item import WireItem, WirePicture
from stories.wire.newsml_g2_items import read, sniff

__all__ = ["read", "sniff", "write"]

NAR = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"
TEXT_TYPE = "application/xhtml+xml"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2

ElementTree.register_namespace("", NAR)


def write(item: WireItem) -> bytes:
    """Write the item as a newsItem, in UTF-8 with its XML declaration."""
    root = Element(
        f"{{{NAR}}}newsItem",
        {
            "standard": "NewsML-G2",
            "standardversion": "2.34",
            "conformance": "core",
            "guid": item.identity,
            "version": str(item.version or 1),
            "{http://www.w3.org/XML/1998/namespace}lang": item.language or "en",
        },
    )
    add_element(root, "catalogRef", href=CATALOG)
    describe_item(add_element(root, "itemMeta"), item)
    describe_content(add_element(root, "contentMeta"), item)
    write_text(add_element(root, "contentSet"), item)
    printed: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return printed


def describe_item(meta: Element, item: WireItem) -> None:
    """Write the metadata of the item: its provider, time, status and note to editors."""
    add_element(meta, "itemClass", qcode="ninat:text")
    add_element(meta, "provider", literal=item.source)
    if item.version_at is not None:
        add_element(meta, "versionCreated", item.version_at.isoformat())
    add_element(meta, "pubStatus", qcode=f"stat:{item.status.value}")
    if item.note:
        add_element(meta, "edNote", item.note)
    if item.designator is not None and item.designator.is_correction:
        add_element(meta, "signal", qcode="sig:correction")
    for picture in item.pictures:
        link_picture(meta, picture)


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
    """Write the metadata of the content: its urgency, its head and its language."""
    if item.urgency is not None:
        add_element(meta, "urgency", str(item.urgency))
    creator = add_element(meta, "creator", literal=item.source)
    add_element(creator, "name", item.source)
    add_element(meta, "language", tag=item.language or "en")
    for name in ("slugline", "byline", "dateline"):
        if value := getattr(item, name):
            add_element(meta, {"byline": "by"}.get(name, name), value)
    add_element(meta, "headline", item.printed_headline or item.headline)
    if item.genre:
        genre = add_element(meta, "genre", literal=item.genre)
        add_element(genre, "name", item.genre)
    if item.section:
        subject = add_element(meta, "subject", type="cpnat:abstract", literal=item.section)
        add_element(subject, "name", item.section)


def write_text(content: Element, item: WireItem) -> None:
    """Write the text as XHTML inside the item."""
    inline = add_element(content, "inlineXML", contenttype=TEXT_TYPE, wordcount=str(copy.word_count(item.blocks)))
    html = SubElement(inline, f"{{{XHTML}}}html")
    SubElement(SubElement(html, f"{{{XHTML}}}head"), f"{{{XHTML}}}title").text = strip_invalid(item.headline)
    body = parse_html(copy.to_html(item.blocks))
    html.append(body)


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
