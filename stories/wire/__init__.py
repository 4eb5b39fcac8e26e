"""The one door for bytes off the wire: which format they are in, and the items that they hold.

A further format is one module with `sniff` and `read`, added to FORMATS.
"""

import re
import unicodedata
from typing import Protocol

from stories.wire import ninjs, text
from stories.wire.charset import decoded
from stories.wire.item import NotStory, NotWire, Status, Unreadable, WireItem

__all__ = ["FORMATS", "SIZE_LIMIT", "Format", "NotStory", "NotWire", "Status", "Unreadable", "WireItem", "read"]

SIZE_LIMIT = 20 * 1024 * 1024
NOISE = 0.08  # of the characters; a file of chance bytes has more
SHORTEST_NOISE = 500  # characters; in a shorter text a few controls are many
_BINARY = (b"%PDF", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"\x1f\x8b")
_NAMES = (
    (rb"<NewsML\b", "this is XML (NewsML 1), which is not read yet."),
    (rb"<(?:\w+:)?(?:newsItem|newsMessage|packageItem)\b", "this is XML (NewsML-G2), which is not read yet."),
    (rb"<nitf\b", "this is XML (NITF), which is not read yet."),
    (rb"<rss\b|<(?:\w+:)?feed\b|<rdf:RDF\b", "this is a feed (RSS or Atom), which is not read yet."),
    (rb"<html\b|<body\b|<p\b", "this is a web page, not copy."),
)


class Format(Protocol):
    """What a module of a format offers."""

    def sniff(self, data: bytes) -> bool:
        """Whether the bytes look like this format."""

    def read(self, data: bytes) -> tuple[WireItem | Unreadable, ...]:
        """The items, each judged alone."""


FORMATS: tuple[Format, ...] = (ninjs, text)  # in the order in which they are asked


def read(data: bytes) -> tuple[WireItem | Unreadable, ...]:
    """The items that the bytes hold; a bad one among several stands as an Unreadable in its place.

    Raises Unreadable where nothing can be read (empty, too large, no text, broken), NotWire where it can be
    but is no wire copy in a format that is read.
    """
    if len(data) > SIZE_LIMIT:
        raise Unreadable(f"The file is larger than {SIZE_LIMIT // 1024**2} MB. Send its items in several files.")
    if not data.strip() or (len(data) < 10_000 and not decoded(data).strip()):
        raise Unreadable("The file is empty. Ask the source to send it again.")
    if data.startswith(_BINARY) or is_noise(data[:10_000]):
        raise Unreadable("These bytes are no text. Ask the source for ninjs or plain text.")
    for format_ in FORMATS:
        if format_.sniff(data):
            return format_.read(data)
    raise NotWire(_named(data))


def is_noise(data: bytes) -> bool:
    """Whether more of the characters are controls than any wire format has: at most its few marks of head and end."""
    text = decoded(data)
    controls = sum(unicodedata.category(character) == "Cc" and character not in "\t\n\r\f" for character in text)
    return len(text) >= SHORTEST_NOISE and controls + text.count("\ufffd") > NOISE * len(text)


def _named(data: bytes) -> str:
    """What markup seems to be."""
    head = data[:4000]
    names = (what for pattern, what in _NAMES if re.search(pattern, head, re.IGNORECASE))
    return next(names, "this is XML of a kind that is not known.") + " Ask the source for ninjs or plain text."
