"""Bytes decoded to text, in the character set that they name or show; nothing that cannot be decoded stops an item.

Knows no format. Callers need this module only.
"""

from stories.charset.declarations import read_mark
from stories.charset.decoding import decode_as
from stories.charset.detection import MOST_READINGS, Detection, detect
from stories.charset.exceptions import UnreadableError
from stories.charset.labels import CODECS, find_label
from stories.charset.mending import mend

__all__ = [
    "CODECS",
    "MOST_READINGS",
    "Detection",
    "UnreadableError",
    "begins_as_markup",
    "decode",
    "detect",
    "find_label",
    "mend",
]


def decode(data: bytes, charset: str = "") -> str:
    """Return the text of the bytes in `charset`, by any of its names; without one, in the one that `detect` finds.

    Bytes that cannot be decoded become U+FFFD; what was encoded twice is read as it was meant. Raises UnreadableError
    for bytes that are no text.
    """
    label, length = read_mark(data)
    if not label:
        label = find_label(charset) or detect(data).charset
    return mend(decode_as(data[length:], label))


def begins_as_markup(data: bytes) -> bool:
    """Return whether the first mark of the bytes is a "<", in whatever character set."""
    return data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<")
