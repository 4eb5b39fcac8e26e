"""The one door for bytes off the wire: the formats, and the pieces of copy and pictures that bytes hold.

Pure: knows no Django and no database. `style_notes`, `intake`, `public`, `admin` and commands call here. A further
format is one module with `sniff` and `read`, and `write` where it is published too, added to FORMATS.
"""

import re
from dataclasses import replace
from typing import Protocol

from stories import copy
from stories.charset import Detection, decode, detect, find_label
from stories.copy.sizes import find_size_fault
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
    xml,
    zczc,
)
from stories.wire.editor_notes import EditorNote, NoteKind, StopTarget, is_short, read_editor_note, read_stop_target
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
from stories.wire.releases import find_release
from stories.wire.transmission import drop_zeros

__all__ = [
    "FORMATS",
    "SIZE_LIMIT",
    "EditorNote",
    "Format",
    "NotStoryError",
    "NotWireError",
    "NoteKind",
    "Piece",
    "Status",
    "StopTarget",
    "UnreadableError",
    "WireItem",
    "WirePicture",
    "find_release",
    "is_short",
    "read",
    "read_editor_note",
    "read_stop_target",
]

SIZE_LIMIT = 20 * 1024 * 1024
NOISE = 0.08  # of the characters; a file of chance bytes has more
SHORTEST_NOISE = 500  # characters; in a shorter text a few controls are many
LOST_LETTERS = "some of them could not be read, and stand as \ufffd."
NAME_SHOWN = 100  # characters of the name of a root element
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")  # tabs, line ends and form feeds left out
_BINARY = (b"%PDF", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"\x1f\x8b", b"{\\rtf")
_MARKUP = (
    (rb"<html\b|\A[^<]{0,20}<(?:!DOCTYPE html|body|p|div|head|h[1-6]|table|br)\b", "this is a web page, not copy."),
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
_FRAMED: tuple[Format, ...] = (anpa_1312, iptc_7901, zczc)  # in control bytes, which are no noise there


def read(data: bytes, *, charset: str = "", usual: str = "") -> tuple[Piece, ...]:
    """Read the pieces that the bytes hold; a bad one among several stands as an UnreadableError in its place.

    They are read in `charset` where one is given, else in the one that they show; `usual` is that of their source.
    Each item says which that was, and why its letters may be wrong.

    Raises UnreadableError where nothing can be read (empty, too large, no text, broken), NotWireError where the bytes
    can be read but are no wire copy in a format of FORMATS.
    """
    if len(data) > SIZE_LIMIT:
        raise UnreadableError(f"The file is larger than {SIZE_LIMIT // 1024**2} MB. Send its items in several files.")
    if data.startswith(_BINARY):
        raise UnreadableError(f"These bytes are no text. {NO_READER}")
    is_framed = any(format_.sniff(data) for format_ in _FRAMED)
    data = drop_zeros(data) if is_framed else data
    label = find_label(charset)
    detection = Detection(label) if label else detect(data, usual=usual)
    if not data.strip() or (len(data) < 10_000 and not decode(data, detection.charset).strip()):
        raise UnreadableError("The file is empty. Ask the source to send it again.")
    if not is_framed and is_noise(data[:10_000], detection.charset):
        raise UnreadableError(f"These bytes are no text. {NO_READER}")
    for format_ in FORMATS:
        if format_.sniff(data):
            pieces = format_.read(data, detection.charset)
            return tuple(_judge_size(_add_charset(piece, detection)) for piece in pieces)
    raise NotWireError(_name_markup(data))


def is_noise(data: bytes, charset: str = "") -> bool:
    """Return whether more of the characters are controls than any wire format has: a few marks of head and end."""
    characters = decode(data, charset)
    controls = len(_CONTROLS.findall(characters))
    return len(characters) >= SHORTEST_NOISE and controls + characters.count("\ufffd") > NOISE * len(characters)


def _add_charset(piece: Piece, detection: Detection) -> Piece:
    """Return a piece of copy with its character set, and with the doubt where its own letters are beyond ASCII."""
    if not isinstance(piece, WireItem):
        return piece
    words = "\n".join((piece.printed_headline, piece.headline, piece.byline, piece.note, copy.plain_text(piece.blocks)))
    doubt = "" if words.isascii() else detection.doubt or (LOST_LETTERS if "\ufffd" in words else "")
    return replace(piece, charset=detection.charset, charset_doubt=doubt, readings=detection.readings)


def _judge_size(piece: Piece) -> Piece:
    """Return a piece of copy, or the refusal of one that holds more than a story may."""
    fault = find_size_fault(piece.blocks) if isinstance(piece, WireItem) else ""
    return UnreadableError(fault) if fault else piece


def _name_markup(data: bytes) -> str:
    """Return a sentence that says which markup the bytes seem to be, and what to ask for instead."""
    head = data[:4000]
    descriptions = (description for pattern, description in _MARKUP if re.search(pattern, head, re.IGNORECASE))
    return f"{next(descriptions, '') or _name_root(data)} {NO_READER}"


def _name_root(data: bytes) -> str:
    """Return a sentence that names the root element of XML, and its namespace."""
    name, namespace = (copy.clean(part)[:NAME_SHOWN] for part in xml.root_of(data))
    if not name:
        return "this is XML, or like it, of a kind that is not known."
    within = f" in the namespace “{namespace}”" if namespace else ""
    return f"this is XML of a kind that is not known: its root element is “{name}”{within}."
