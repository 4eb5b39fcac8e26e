"""Bytes decoded to text, in the character set that they show; nothing that cannot be decoded stops an item."""

import codecs
import re

from stories.wire.item import UnreadableError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16's does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CUT_OFF = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
# Letters of UTF-8 that were taken for Western ones and encoded again: "Ã©", "â€™".
_TWICE_ENCODED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122]")


def decode(data: bytes, charset: str = "") -> str:
    """Return the text of the bytes in `charset`; without one, as their byte order mark, UTF-8 or Windows-1252.

    A few bad bytes among good UTF-8 become U+FFFD; text that was encoded twice is read as it was meant.
    Raises UnreadableError for bytes that are no text.
    """
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(marked, "replace")
    if charset:
        return data.decode(charset, "replace")
    if b"\x00" in data:
        raise UnreadableError(
            "These bytes are no text (they hold zero bytes). Send wire copy, not a picture or a document."
        )
    try:
        return _decode_twice_encoded(data.decode())
    except UnicodeDecodeError:
        return data.decode("utf-8" if _is_mostly_utf8(data) else "cp1252", "replace")


def begins_as_markup(data: bytes) -> bool:
    """Return whether the first mark of the bytes is a "<", in whatever character set."""
    return data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<")


def _is_mostly_utf8(data: bytes) -> bool:
    """Return whether more bytes above ASCII stand in sequences of UTF-8 than alone."""
    alone, sequences = _UTF8_SEQUENCE.subn(b"", _CUT_OFF.sub(b"", data))
    return sequences > len(_HIGH_BYTE.findall(alone))


def _decode_twice_encoded(text: str) -> str:
    """Return the text, decoded once more where it was encoded twice throughout."""
    if text.isascii() or not _TWICE_ENCODED.search(text):
        return text
    try:
        return text.encode("cp1252", "as-latin-1").decode()
    except UnicodeError:
        return text


def _fill_from_latin_1(error: UnicodeError) -> tuple[bytes, int]:
    """Fill the gaps of Windows-1252 from Latin-1, as programs do that encode twice."""
    if not isinstance(error, UnicodeEncodeError):  # untested: the handler encodes alone
        raise error
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error("as-latin-1", _fill_from_latin_1)
