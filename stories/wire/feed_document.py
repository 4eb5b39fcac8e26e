"""A feed as a document: whole and safe before it is read, then parted into its head and its entries.

feedparser reads one entry at a time, so that a bad one harms no other. What it sees is well-formed and defines
nothing, so that its slow reader for broken feeds never begins.

Source: RSS 0.9x to 2.0, RSS 1.0, RFC 4287 (Atom), RFC 6721 (deleted entries).
"""

import codecs
import re
from dataclasses import dataclass
from typing import Any

import feedparser  # type: ignore[import-untyped]  # feedparser has none
from lxml import etree  # type: ignore[import-untyped]  # lxml has none

from stories.wire import xml
from stories.wire.charset import decode
from stories.wire.fields import Fields
from stories.wire.item import UnreadableError

MOST_ENTRIES = 1_000  # of one feed: agencies' have up to two hundred
LONGEST_ENTRY = 4_000_000  # characters with its markup
MOST_PREFIXES = 50

ATOM = "http://www.w3.org/2005/Atom"
MEDIA = frozenset({"http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss"})
_ATOM_NAMESPACES = frozenset({ATOM, "http://purl.org/atom/ns#"})
_RSS_1 = (b"http://purl.org/rss/1.0/", b"http://my.netscape.com/rdf/simple/0.9/", b"http://purl.org/net/rss1.1#")
_ENTRY_PATHS = ("item", "channel/item", "items/item", "Channel/items/item", "entry")
# Prefixes that feeds use without saying what they are.
_USUAL_NAMESPACES = {
    "atom": ATOM,
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_DECLARED_CHARSET = re.compile(
    rb"""<\?xml[^<>]{0,100}?\sencoding\s{0,9}=\s{0,9}["'](?P<name>[A-Za-z0-9._:-]{1,40})["']"""
)
_WIDE = re.compile("utf-?(?:16|32|7)|ucs|unicode", re.IGNORECASE)
_PREFIX_IN_USE = re.compile(r"(?:</?|\s)(?P<prefix>[A-Za-z_][\w.-]{0,39}):[A-Za-z_][\w.-]{0,80}(?=[\s=/>])")
_PREFIX_DECLARED = re.compile(r"\sxmlns:(?P<prefix>[A-Za-z_][\w.-]{0,39})\s{0,9}=")
_XML_LANG, _XML_BASE = (f"{{http://www.w3.org/XML/1998/namespace}}{name}" for name in ("lang", "base"))
# Windows' letters in the places where Latin-1 and Unicode have controls.
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_MARK = "<entry-of-the-feed/>"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its values as feedparser names them, its element, and the language that it is in."""

    fields: Fields
    element: xml.Element
    language: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the values of its head, its entries as elements, and its root without them."""

    head: Fields
    entries: tuple[xml.Element, ...]
    root: xml.Element
    is_atom: bool
    language: str
    base: str  # the address that others are relative to

    def read(self, element: xml.Element) -> Entry:
        """Read an entry. Raises UnreadableError for one that is endless."""
        source = etree.tostring(_strip_media(element), encoding="unicode", with_tail=False)
        if len(source) > LONGEST_ENTRY:
            raise UnreadableError(f"This entry has more than {LONGEST_ENTRY:,} characters. Send it without its markup.")
        entries = _read(_shell(self.root, language=self.language, base=self.base).replace(_MARK, source))["entries"]
        if not entries:
            raise UnreadableError("This entry cannot be read. Ask the source to send it again.")
        return Entry(Fields(dict(entries[0])), element, xml.language_of(element))


def is_feed(data: bytes) -> bool:
    """Return whether the bytes begin as a feed, or as one entry of Atom that stands by itself."""
    name, namespace = xml.root_of(data)
    if name.lower() == "rdf":
        head = data[: xml.ROOT_WITHIN].replace(b"\x00", b"")
        return any(rss in head for rss in _RSS_1)
    return name.lower() in {"rss", "feed"} or (name == "entry" and namespace in _ATOM_NAMESPACES)


def parse_feed(data: bytes, charset: str = "") -> Feed:
    """Return a feed with its entries. Raises UnreadableError for one that is cut off, broken, or defines entities."""
    text = decode(data, charset or _find_declaration(data)).translate(_WINDOWS)
    name = xml.root_of(data)[0]
    root = _parse_whole(_cut_to_root(text, name))
    entries = (root,) if name == "entry" else tuple(xml.elements(root, *_ENTRY_PATHS))
    for entry in entries:
        # Once the entry stands alone, nothing around it says which language it is in.
        entry.set(_XML_LANG, xml.language_of(entry))
        if not entry.get(_XML_LANG):
            del entry.attrib[_XML_LANG]
        if entry is not root:
            entry.getparent().remove(entry)
    head = Fields(dict(_read(etree.tostring(root, encoding="unicode"))["feed"] if name != "entry" else {}))
    return Feed(
        head=head,
        entries=entries,
        root=root,
        is_atom=name in {"feed", "entry"},
        language=xml.language_of(root) or head.line("language"),
        base=root.get(_XML_BASE) or head.text("link"),
    )


def _find_declaration(data: bytes) -> str:
    """Return the character set that the XML declares, "" where it names none that the bytes are in."""
    found = _DECLARED_CHARSET.search(data[: xml.ROOT_WITHIN])
    name = found["name"].decode() if found else ""
    if not name or _WIDE.match(name) or data.startswith(codecs.BOM_UTF8):
        return ""
    try:
        data.decode(name)
    except (LookupError, ValueError):
        return ""
    return "" if re.fullmatch("utf-?8", name, re.IGNORECASE) else name


def _cut_to_root(text: str, name: str) -> str:
    """Return the text up to the end of its root element. Raises UnreadableError where the end is missing."""
    ends = re.compile(rf"</(?:[\w.-]{{1,80}}:)?{re.escape(name)}\s{{0,20}}>", re.IGNORECASE)
    end = max((found.end() for found in ends.finditer(text)), default=0)
    if end:
        return text[:end]
    if text.rstrip().endswith("/>"):
        return text
    raise UnreadableError(
        f"This feed is cut off: its last tag </{name}> is missing. Nothing of it was taken; fetch it again."
    )


def _parse_whole(text: str) -> xml.Element:
    try:
        return xml.parse(text)
    except xml.XmlError as error:
        if "prefix" not in str(error):
            raise _unreadable(error) from error
    try:
        return xml.parse(_declare_prefixes(text))
    except xml.XmlError as error:
        raise _unreadable(error) from error


def _unreadable(error: xml.XmlError) -> UnreadableError:
    return UnreadableError(f"This feed cannot be read: {error}. Ask the source to send it again.")


def _declare_prefixes(text: str) -> str:
    """Return the XML with its undeclared prefixes declared at the root element."""
    used = {found["prefix"] for found in _PREFIX_IN_USE.finditer(text)} - {"xml", "xmlns"}
    missing = sorted(used - {found["prefix"] for found in _PREFIX_DECLARED.finditer(text)})[:MOST_PREFIXES]
    declared = "".join(
        f' xmlns:{prefix}="{_USUAL_NAMESPACES.get(prefix, f"urn:undeclared:{prefix}")}"' for prefix in missing
    )
    return re.sub(r"<(?![?!])[\w.:-]{1,160}", lambda found: found.group() + declared, text, count=1)


def _strip_media(element: xml.Element) -> xml.Element:
    """Return a copy of an entry without its pictures: feedparser would take their captions for its summary."""
    own = etree.fromstring(etree.tostring(element, with_tail=False))
    etree.strip_elements(own, *(f"{{{namespace}}}*" for namespace in MEDIA), with_tail=False)
    return own


def _shell(root: xml.Element, *, language: str, base: str) -> str:
    """Return the XML of the root element, with a mark in the place of one entry."""
    if xml.name_of(root) == "entry":
        shell = etree.Element(f"{{{ATOM}}}feed")
    else:
        shell = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap)
    if language:
        shell.set(_XML_LANG, language)
    if base:
        shell.set(_XML_BASE, base)
    shell.append(etree.Element("entry-of-the-feed"))
    printed: str = etree.tostring(shell, encoding="unicode")
    return re.sub(r"<entry-of-the-feed[^<>]*>", _MARK, printed)


class _Document:
    """A document as feedparser takes it: what has no `read` it would take for the name of a file."""

    def __init__(self, text: str) -> None:
        self._data = b'<?xml version="1.0" encoding="utf-8"?>' + text.encode()

    def read(self) -> bytes:
        return self._data


def _read(text: str) -> dict[str, Any]:
    """Return what feedparser reads in a document. HTML stays as it came: it is cleaned as all copy is."""
    return dict(feedparser.parse(_Document(text), sanitize_html=False, resolve_relative_uris=False))
