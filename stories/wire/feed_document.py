"""A feed as a document: whole and safe before it is read, then parted into its head and its entries.

feedparser reads one entry at a time, so that a bad one harms no other. What it sees is well-formed and defines
nothing, so that its slow reader for broken feeds never begins.

Source: RSS 0.9x to 2.0, RSS 1.0, RFC 4287 (Atom), RFC 6721 (deleted entries).
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import feedparser  # type: ignore[import-untyped]  # feedparser has none
from lxml import etree  # type: ignore[import-untyped]  # lxml has none

from stories.charset import decode
from stories.wire import xml
from stories.wire.feed_words import MOST_AUTHORS, join_names
from stories.wire.fields import Fields
from stories.wire.item import UnreadableError

MOST_ENTRIES = 1_000  # of one feed: agencies' have up to two hundred
LONGEST_ENTRY = 4_000_000  # characters with its markup
MOST_ELEMENTS = 150_000  # of one feed: feedparser reads some twenty thousand a second
MOST_PREFIXES = 50
MOST_NAMESPACES = 100  # of one feed: the richest name thirty

ATOM = "http://www.w3.org/2005/Atom"
# Names of people, which feedparser looks through for addresses of mail in a time that grows with the square.
_PEOPLE = ("author", "creator", "contributor", "managingEditor", "webMaster", "publisher", "owner")
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
    """A feed: the values of its head, its entries and deletions as elements, and the XML around one entry."""

    head: Fields
    entries: tuple[xml.Element, ...]
    deletions: tuple[xml.Element, ...]
    shell: str
    is_atom: bool
    language: str
    base: str  # the address that others are relative to
    publisher: str
    authors: str

    def read(self, element: xml.Element) -> Entry:
        """Read an entry. Raises UnreadableError for one that is endless."""
        source = _strip(element)
        if len(source) > LONGEST_ENTRY:
            raise UnreadableError(f"This entry has more than {LONGEST_ENTRY:,} characters. Send it without its markup.")
        entries = _read(self.shell.replace(_MARK, source))["entries"]
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
    text = decode(data, charset).translate(_WINDOWS)
    name = xml.root_of(data)[0]
    root = _parse_whole(_cut_to_root(text, name))
    if root.xpath("count(//*)") > MOST_ELEMENTS:
        raise UnreadableError(f"This feed has more than {MOST_ELEMENTS:,} elements. Send its entries in several files.")
    entries = (root,) if name == "entry" else tuple(xml.elements(root, *_ENTRY_PATHS))
    if any(len(element.nsmap) > MOST_NAMESPACES for element in (root, *entries)):
        raise UnreadableError(f"This feed names more than {MOST_NAMESPACES} namespaces: no feed needs them.")
    for entry in entries:
        # Once the entry stands alone, nothing around it says which language it is in.
        entry.set(_XML_LANG, xml.language_of(entry))
        if not entry.get(_XML_LANG):
            del entry.attrib[_XML_LANG]
        if entry is not root:
            entry.getparent().remove(entry)
    head = Fields(dict(_read(_strip(root))["feed"] if name != "entry" else {}))
    language = xml.language_of(root) or head.line("language")
    base = root.get(_XML_BASE) or head.text("link")
    is_entry = name == "entry"
    return Feed(
        head=head,
        entries=entries,
        deletions=tuple(xml.elements(root, "deleted-entry")[:MOST_ENTRIES]),
        shell=_shell(root, language=language, base=base),
        is_atom=name in {"feed", "entry"},
        language=language,
        base=base,
        publisher="" if is_entry else xml.first_line(root, "channel/publisher", "publisher"),
        authors="" if is_entry else join_names(read_authors(root)),
    )


def read_authors(parent: xml.Element) -> Iterator[str]:
    """Yield the names of authors: Atom has a name in an author, RSS a name behind an address of mail."""
    for author in xml.elements(parent, "author", "creator")[:MOST_AUTHORS]:
        yield xml.first_line(author, "name") if len(author) else xml.line(author)


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


def _strip(element: xml.Element) -> str:
    """Print an element without its people, and without pictures: feedparser takes their captions for a summary."""
    own = deepcopy(element)  # printed and read again, letters beyond ASCII in the names would break it
    own.tail = None
    etree.strip_elements(own, *(f"{{{namespace}}}*" for namespace in MEDIA), with_tail=False)
    etree.strip_elements(own, *(f"{{*}}{name}" for name in _PEOPLE), with_tail=False)
    printed: str = etree.tostring(own, encoding="unicode")
    return printed


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
