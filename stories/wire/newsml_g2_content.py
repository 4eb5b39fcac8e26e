"""The text of a NewsML-G2 item: one of the alternatives of its content set, in XHTML, NITF, an agency's XML, or plain.

Source: IPTC NewsML-G2 2.35, "Content set": the members are renditions of the same content. The habits of dpa, TT, STT,
ANSA, Reuters, GlobeNewswire.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from itertools import chain

from stories import copy
from stories.charset import decode
from stories.wire import xml
from stories.wire.item import WirePicture
from stories.wire.newsml_g2_names import read_id, role_of
from stories.wire.nitf_body import NitfBody, read_body
from stories.wire.renditions import read_address

MOST_ALTERNATIVES = 8  # that are tried
MOST_DESCRIPTIONS = 50
_MANNERS = ("html", "nitf", "vendor", "text")  # the order in which they are preferred
_HTML_TAGS = (
    "a abbr address article aside b big blockquote body br caption center cite code col colgroup dd del div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr html i img ins li main nav ol p pre q s section small "
    "span strike strong sub sup table tbody td tfoot th thead title tr u ul"
)
_XHTML_NAMES = frozenset(_HTML_TAGS.split())
# Elements of TT's own text format, and of what others call theirs.
_VENDOR_NAMES = {
    "rubrik": "h2", "mellis": "h3", "mellanrubrik": "h3", "citat": "p", "ingress": "div", "brodtext": "div",
    "text": "div", "headline": "h2", "subhead": "h3", "para": "p", "paragraph": "p",
}  # fmt: skip
_VENDOR_HEADS = ("bild", "dat", "byline", "dateline", "media", "picture", "image", "left-out")
_SAID = "citat"  # TT: printed with the dash of speech
_DASH = "\N{EN DASH} "
_PLAIN_IN_ONE_P = re.compile(r"\s*<p[^<>]{0,200}>(?P<words>[^<]*)</p>\s*", re.IGNORECASE)
_MARKUP_AT_HEAD = re.compile(r"\s*<(?:\?xml|!DOCTYPE|[a-zA-Z])[^<>]*>")
_SUMMARIES = frozenset({"summary", "abstract", "teaser", ""})
_TEASERS = frozenset({"teaser", "abstract"})
_NOTEPADS = frozenset({"notepad", "editor-only"})


def read_content(item: xml.Element, language: str) -> NitfBody:
    """Return what the best alternative with words holds; a body with an abstract alone where none has any."""
    inline = xml.elements(item, "contentSet/inlineXML", "contentSet/inlineData")
    inline.sort(key=lambda each: (_is_foreign(each, language), _MANNERS.index(_manner(each))))
    descriptions = xml.elements(item, "contentMeta/description")[:MOST_DESCRIPTIONS]
    summaries = frozenset(map(xml.line, descriptions))
    first = NitfBody()
    for number, each in enumerate(inline[:MOST_ALTERNATIVES]):
        body = _read_inline(each, summaries)
        if body.blocks:
            return body
        first = body if not number else first
    words = next((line for each in descriptions if role_of(each) in _SUMMARIES and (line := xml.line(each))), "")
    return replace(first, abstract=first.abstract or copy.from_text(words))


def _is_foreign(inline: xml.Element, language: str) -> bool:
    own = xml.attribute(inline, "lang")
    return bool(own and language) and own.partition("-")[0].lower() != language.partition("-")[0].lower()


def _manner(inline: xml.Element) -> str:
    """Return how a text is marked up: as its elements show, else as its label says."""
    names = {xml.name_of(child).lower() for child in inline}
    label = xml.attribute(inline, "contenttype").lower()
    if names & {"nitf", "body.content", "body.head"} or next(xml.descendants(inline, "body.content"), None) is not None:
        return "nitf"
    if names - {""}:
        is_tt = "ttnitf" in label
        return "html" if names & _XHTML_NAMES and not is_tt else "vendor"
    return "html" if "html" in label else "nitf" if "nitf" in label else "text"


def _read_inline(inline: xml.Element, summaries: frozenset[str]) -> NitfBody:
    manner = _manner(inline)
    if not any(isinstance(child.tag, str) for child in inline):
        return _read_characters(_characters(inline), manner)
    if manner == "nitf":
        return read_body(inline)
    return _read_xhtml(inline, summaries) if manner == "html" else _read_vendor(inline)


def _characters(inline: xml.Element) -> str:
    """Return the characters of a text without elements, decoded where they are in Base64."""
    text = xml.raw_text(inline)
    if "base64" not in xml.attribute(inline, "encoding").lower():
        return text
    try:
        return decode(base64.b64decode(text, validate=False))
    except (binascii.Error, ValueError):
        return ""


def _read_characters(text: str, manner: str) -> NitfBody:
    """Read a text that stands escaped or in CDATA: an XML document, a piece of HTML, or plain."""
    if manner == "nitf" or re.match(r"\s*<nitf\b", text):
        try:
            return read_body(xml.parse(text))
        except xml.XmlError:
            manner = "html"
    plain = _PLAIN_IN_ONE_P.fullmatch(text)
    if plain and "\n" in plain["words"].strip():
        return NitfBody(copy.from_text(unescape(plain["words"])))
    if manner == "html" or _MARKUP_AT_HEAD.match(text):
        html = copy.read_html(text)
        return NitfBody(html.blocks, remarks=html.remarks, pictures=_caption_pictures(html.captions))
    return NitfBody(copy.from_text(text))


def _read_xhtml(inline: xml.Element, summaries: frozenset[str]) -> NitfBody:
    """Read XHTML without its head matter: dpa's header, byline, teaser and notepad."""
    body = next(xml.descendants(inline, "body"), inline)
    byline = next((xml.line(each) for each in xml.descendants(body, "p", "div") if "byline" in _classes(each)), "")
    headline = xml.first_line(inline, "html/head/title") or next(map(xml.line, xml.descendants(body, "h1")), "")
    pictures = _pictures_by_id(body)
    remarks = _leave_out_head(body, summaries)
    html = copy.read_html(xml.print_html(body, names={"body": "div"}))
    return NitfBody(
        html.blocks,
        headline=headline,
        byline=byline,
        pictures=(*pictures, *_caption_pictures(html.captions)),
        remarks=(*remarks, *html.remarks),
    )


def _leave_out_head(body: xml.Element, summaries: frozenset[str]) -> list[str]:
    """Mark the elements that are no text, and return remarks on those that say more than the head."""
    remarks = []
    for each in list(xml.descendants(body, "header", "section", "p", "div")):
        name, classes = xml.name_of(each).lower(), _classes(each)
        is_head = name == "header" and next(xml.descendants(each, "h1", "time"), None) is not None
        is_byline = "byline" in classes and name in ("p", "div")
        is_teaser = bool(_TEASERS & classes) and xml.line(each) in summaries
        if is_head or is_byline or is_teaser or _NOTEPADS & classes:
            each.tag = xml.LEFT_OUT
        if is_teaser:
            remarks.append(f"Its teaser is no text: “{xml.line(each)[:300]}”")
    return remarks


def _classes(element: xml.Element) -> set[str]:
    return set(xml.attribute(element, "class").lower().split())


def _pictures_by_id(body: xml.Element) -> tuple[WirePicture, ...]:
    """Return the pictures that a text has in it by their ids alone: dpa's `dnl-image`."""
    return tuple(
        WirePicture(
            identity=read_id(xml.attribute(each, "ref")),
            caption=xml.attribute_line(each, "caption"),
            credit=xml.attribute_line(each, "creditline"),
        )
        for each in xml.all_elements(body)
        if xml.name_of(each).endswith("-image") and xml.attribute(each, "ref")
    )


def _caption_pictures(captions: Iterable[copy.Caption]) -> tuple[WirePicture, ...]:
    """Return the pictures of HTML that have a caption and a file."""
    named = ((read_address(caption.address), caption.words) for caption in captions)
    return tuple(WirePicture(addresses=(address,), caption=words) for address, words in named if address)


def _read_vendor(inline: xml.Element) -> NitfBody:
    """Read a text in XML of an agency's own; an element with words among elements alone is a paragraph."""
    pictures = tuple(filter(None, map(_read_bild, _elements_by_name(inline, "bild"))))
    headline = next(map(xml.line, _elements_by_name(inline, "rubrik", "headline")), "")
    byline = ", ".join(dict.fromkeys(filter(None, map(xml.line, _elements_by_name(inline, "byline")))))
    everything = xml.all_elements(inline)
    with_words = frozenset(filter(_has_words, everything))
    for each in everything:
        name = xml.name_of(each).lower()
        if name == _SAID and each is not inline:
            each.text = f"{_DASH}{(each.text or '').lstrip()}"
        if name not in _XHTML_NAMES and name not in _VENDOR_NAMES and name not in _VENDOR_HEADS:
            # A part of a line, a paragraph, or a part of the text.
            each.tag = "span" if each.getparent() in with_words else "p" if each in with_words else "div"
    html = copy.read_html(xml.print_html(inline, without=_VENDOR_HEADS, names=_VENDOR_NAMES))
    return NitfBody(html.blocks, headline=headline, byline=byline, pictures=pictures, remarks=html.remarks)


def _has_words(element: xml.Element) -> bool:
    """Return whether words stand directly in an element."""
    return any(words and words.strip() for words in chain([element.text], (child.tail for child in element)))


def _elements_by_name(inline: xml.Element, *names: str) -> list[xml.Element]:
    return [each for each in xml.all_elements(inline) if xml.name_of(each).lower() in names]


def _read_bild(bild: xml.Element) -> WirePicture | None:
    """Read TT's picture in a text; None where it names no file."""
    address = next((read_address(xml.line(each)) for each in _elements_by_name(bild, "bildfil")), "")
    words = {name: next(map(xml.line, _elements_by_name(bild, name)), "") for name in ("bildtext", "bildskapare")}
    if not address:
        return None
    return WirePicture(addresses=(address,), caption=words["bildtext"], credit=words["bildskapare"])
