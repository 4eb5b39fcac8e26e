"""The one door for bytes off the wire: the formats, and the pieces of copy and pictures that bytes hold.

Pure: knows no Django and no database. `style_notes`, `intake`, `public`, `admin` and commands call here. A further
format is one module with `sniff` and `read`, and `write` where it is published too, added to FORMATS.
"""

import re
import unicodedata
from typing import Protocol

from stories.wire import (
    anpa_1312,
    ap_media_api,
    feed,
    iptc_7901,
    jimi,
    json_feed,
    newsml_1,
    newsml_g2,
    ninjs,
    nitf,
    text,
    zczc,
)
from stories.wire.charset import decode
from stories.wire.item import (
    NO_READER,
    NotStoryError,
    NotWireError,
    Piece,
    Status,
    UnreadableError,
    WireItem,
    WirePicture,
)

__all__ = [
    "FORMATS",
    "SIZE_LIMIT",
    "Format",
    "NotStoryError",
    "NotWireError",
    "Piece",
    "Status",
    "UnreadableError",
    "WireItem",
    "WirePicture",
    "read",
]

SIZE_LIMIT = 20 * 1024 * 1024
NOISE = 0.08  # of the characters; a file of chance bytes has more
SHORTEST_NOISE = 500  # characters; in a shorter text a few controls are many
_FRAMED = (b"\x00", b"\x01", b"\x16", b"\x7f")  # fill and SOH, which begin what is not empty
_BINARY = (b"%PDF", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"\x1f\x8b")
_MARKUP = (
    (rb"<(?:\w+:)?(?:newsItem|newsMessage|packageItem)\b", newsml_g2.OTHER_ITEMS),
    (rb"<html\b|<body\b|<p\b", "this is a web page, not copy."),
)


class Format(Protocol):
    """A module of a format."""

    def sniff(self, data: bytes) -> bool:
        """Return whether the bytes look like this format."""

    def read(self, data: bytes, charset: str = "") -> tuple[Piece, ...]:
        """Read the pieces, each judged alone. Raises UnreadableError and NotWireError as `stories.wire.read` does."""


# The most certain first: the first that knows the bytes reads them. Plain text takes all that is no markup.
FORMATS: tuple[Format, ...] = (
    *(anpa_1312, iptc_7901, zczc, ap_media_api, json_feed, ninjs, feed, jimi, newsml_1, newsml_g2, nitf, text),
)
_MARKED: tuple[Format, ...] = (anpa_1312, iptc_7901, zczc)  # with control bytes, which are no noise there


def read(data: bytes, *, charset: str = "") -> tuple[Piece, ...]:
    """Read the pieces that the bytes hold; a bad one among several stands as an UnreadableError in its place.

    They are read in `charset` where one is given, else in the one that they show.

    Raises UnreadableError where nothing can be read (empty, too large, no text, broken), NotWireError where the bytes
    can be read but are no wire copy in a format of FORMATS.
    """
    if len(data) > SIZE_LIMIT:
        raise UnreadableError(f"The file is larger than {SIZE_LIMIT // 1024**2} MB. Send its items in several files.")
    if not data.strip() or (len(data) < 10_000 and not data.startswith(_FRAMED) and not decode(data).strip()):
        raise UnreadableError("The file is empty. Ask the source to send it again.")
    if data.startswith(_BINARY) or (not any(format_.sniff(data) for format_ in _MARKED) and is_noise(data[:10_000])):
        raise UnreadableError(f"These bytes are no text. {NO_READER}")
    for format_ in FORMATS:
        if format_.sniff(data):
            return format_.read(data, charset)
    raise NotWireError(_name_markup(data))


def is_noise(data: bytes) -> bool:
    """Return whether more of the characters are controls than any wire format has: a few marks of head and end."""
    characters = decode(data)
    controls = sum(unicodedata.category(character) == "Cc" and character not in "\t\n\r\f" for character in characters)
    return len(characters) >= SHORTEST_NOISE and controls + characters.count("\ufffd") > NOISE * len(characters)


def _name_markup(data: bytes) -> str:
    """Return a sentence that says which markup the bytes seem to be, and what to ask for instead."""
    head = data[:4000]
    descriptions = (description for pattern, description in _MARKUP if re.search(pattern, head, re.IGNORECASE))
    return f"{next(descriptions, 'this is XML of a kind that is not known.')} {NO_READER}"
