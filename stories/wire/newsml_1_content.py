"""One content of a NewsML 1 item: its words, whether they are NITF, XHTML, HTML in CDATA, or plain.

Source: IPTC NewsML 1.2, section 5.10, "ContentItem".
"""

import base64
import binascii
import re
from dataclasses import dataclass

from stories import copy
from stories.charset import decode
from stories.copy import Block
from stories.wire import xml
from stories.wire.item import UnreadableError, WireItem
from stories.wire.newsml_1_parts import formal_name
from stories.wire.nitf import NitfBody, read_body, read_document

MANNERS = ("nitf", "html", "text")  # the order in which equivalents are preferred
CONTENT_LIMIT = 2_000_000  # characters of one content

_OTHER_MEDIA = re.compile(
    r"photo|picture|image|graphic|video|audio|sound|animation|movie|film|flash|font", re.IGNORECASE
)
_OTHER_MIME = re.compile(
    r"(?:image|video|audio|font)/|text/(?:css|javascript)|application/(?:javascript|pdf|zip)", re.I
)
_STYLES = re.compile(r"css|style ?sheet|javascript", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:.]{0,20}(?:\s[^<>]*)?/?>")
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|hl[12]|ul|ol|li|table|tr|td|pre|blockquote|section|article|html|body)\b", re.IGNORECASE
)
_NAMED_REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_NITF_ROOT = re.compile(r"\s*(?:<\?[^>]*>\s*|<!DOCTYPE[^>\[]*>\s*)?<nitf[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Content:
    """The words of one content, the markup that they had, and remarks on what was left out.

    Of NITF the whole document, where it has a head of its own, and its body.
    """

    manner: str
    blocks: tuple[Block, ...] = ()
    remarks: tuple[str, ...] = ()
    nitf: NitfBody | None = None
    document: WireItem | None = None


def media_of(content: xml.Element) -> str:
    """Return the kind of a content in small letters: "text", "photo", "video"; by its MIME type where it names none."""
    media = formal_name(xml.element(content, "MediaType")).casefold()
    if media and media != "complexdata":
        return media
    mime = formal_name(xml.element(content, "MimeType")).casefold()
    return mime.partition("/")[0] if _OTHER_MIME.match(mime) else "text"


def may_hold_words(content: xml.Element) -> bool:
    """Return whether a content may hold words of a story: it is no picture, film or style sheet."""
    mime, form = (formal_name(xml.element(content, name)) for name in ("MimeType", "Format"))
    return not (_OTHER_MEDIA.search(media_of(content)) or _OTHER_MIME.match(mime) or _STYLES.fullmatch(form))


def markup_of(content: xml.Element) -> str:
    """Return the markup of a content, one of MANNERS, by its first marks."""
    data = data_of(content)
    if data is None:
        return "text"
    if any(isinstance(child.tag, str) for child in data):
        return "html" if next(xml.descendants(data, "nitf", "body.content"), None) is None else "nitf"
    text = xml.raw_text(data)
    return "nitf" if _NITF_ROOT.match(text) else "html" if _BLOCK_TAG.search(text) else "text"


def length_of(content: xml.Element) -> int:
    """Return the number of characters of a content without its tags."""
    data = data_of(content)
    return 0 if data is None else len(_ANY_TAG.sub("", xml.raw_text(data)).strip())


def data_of(content: xml.Element) -> xml.Element | None:
    """Return the element that holds the words of a content, None where they stand elsewhere."""
    return xml.element(content, "DataContent", "Encoding/DataContent", "Encoding/Encoding/DataContent")


def read_content(content: xml.Element) -> Content:
    """Read the words of a content. Raises UnreadableError for an endless one."""
    data = data_of(content)
    if data is None:
        return Content("text")
    if not any(isinstance(child.tag, str) for child in data):
        return _read_text(_decode_content(content, xml.raw_text(data)))
    root = next(xml.descendants(data, "nitf", "body.content"), None)
    return _read_markup(xml.print_html(data, without=("head",))) if root is None else _read_nitf(root)


def _decode_content(content: xml.Element, text: str) -> str:
    """Return text without the encoding that is declared around it; "" where it is another one."""
    notation = xml.attribute(xml.element(content, "Encoding"), "Notation")
    if "base64" not in notation.lower():
        return text
    try:
        return decode(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError):
        return ""


def _read_text(text: str) -> Content:
    """Read words that stand without elements around them: NITF or HTML that was escaped, or plain text."""
    if _NITF_ROOT.match(text):
        try:
            return _read_nitf(xml.parse(text))
        except xml.XmlError as error:
            return Content("nitf", remarks=(f"Its NITF was passed over: {error}.",))
    if _BLOCK_TAG.search(text) and _ANY_TAG.search(text):
        return _read_markup(text)
    blocks = copy.from_text(text)
    if not (_ANY_TAG.search(text) or _NAMED_REFERENCE.search(text)):
        return Content("text", blocks)
    read = copy.read_html("".join(f"<p>{block.text}</p>".replace("\n", "<br>") for block in blocks))
    return Content("text", read.blocks, read.remarks)


def _read_markup(html: str) -> Content:
    if len(html) > CONTENT_LIMIT:
        raise UnreadableError(
            f"The text has more than {CONTENT_LIMIT:,} characters. Send it in parts, or without its markup."
        )
    read = copy.read_html(html)
    return Content("html", read.blocks, read.remarks)


def _read_nitf(root: xml.Element) -> Content:
    has_head = xml.element(root, "head/docdata") is not None
    body = read_body(root)
    blocks = body.blocks or body.abstract
    document = read_document(root) if has_head and blocks else None
    return Content("nitf", blocks, body.remarks, body, document)
