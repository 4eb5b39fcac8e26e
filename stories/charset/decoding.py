"""Bytes decoded in a character set that is known; what cannot be decoded becomes U+FFFD and stops nothing."""

import codecs
import re
import unicodedata

from stories.charset.labels import CODECS

STRICT_LIMIT = 200_000  # bytes that are tried for whether a character set may be theirs
_PUNCTUATION = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xab\xbb")  # of Windows-1252
_SHIFTED = re.compile(rb"\x0e([\x21-\x7e]{0,4000})\x0f?")
_CHINESE_ESCAPE = re.compile(rb"\x1b\$[)*+][A-Z]|\x1bN..")


def decode_as(data: bytes, label: str) -> str:
    """Return the text of bytes in a character set of CODECS. Letters of UTF-8 that are Windows-1252 are read as it."""
    if label == "utf-8":
        return data.decode("utf-8", "mixed-with-windows-1252")
    if label == "iso-2022-cn":
        return _decode_iso_2022_cn(data, "replace")
    text = data.decode(CODECS[label], "gaps-as-controls")
    return unicodedata.normalize("NFC", text) if label == "windows-1258" else text


def decode_strictly(data: bytes, label: str) -> str | None:
    """Return the text of the first bytes, None where they are not in the character set.

    A letter that is cut off at the end is left out; of UTF-8, which is known by its letters, it must be whole.
    """
    if label == "iso-2022-cn":
        try:
            return _decode_iso_2022_cn(data, "strict")
        except UnicodeDecodeError:
            return None
    decoder = codecs.getincrementaldecoder(CODECS[label])("strict")
    try:
        text = decoder.decode(data[:STRICT_LIMIT], final=label == "utf-8" and len(data) <= STRICT_LIMIT)
    except UnicodeDecodeError:
        return None
    return unicodedata.normalize("NFC", text) if label == "windows-1258" else text


def _decode_iso_2022_cn(data: bytes, errors: str) -> str:
    """Return the text of ISO-2022-CN (RFC 1922) with GB 2312 between the shifts."""
    plain = _CHINESE_ESCAPE.sub(b"", data)
    parts = _SHIFTED.split(plain)
    return "".join(
        bytes(byte | 0x80 for byte in part).decode("gb2312", errors) if number % 2 else part.decode("ascii", errors)
        for number, part in enumerate(parts)
    )


def _read_mixed_letter(error: UnicodeError) -> tuple[str, int]:
    """Read a byte among good UTF-8 as Windows-1252 where it is a letter or a quote there; else as U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):  # untested: the handler decodes alone
        raise error
    data, start, end = error.object, error.start, error.end
    around = data[max(start - 1, 0) : start] + data[end : end + 1]
    letter = data[start:end].decode("cp1252", "replace")
    is_letter = letter.isalpha() and any(chr(byte).isalpha() or byte >= 0x80 for byte in around)
    is_one = end - start == 1 and end < len(data) and not 0x80 <= data[end] <= 0xBF
    return (letter if is_one and (is_letter or data[start] in _PUNCTUATION) else "\ufffd"), end


def _fill_gap(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that a character set has not as U+FFFD, the gaps of Windows-125x as the controls that browsers see."""
    if not isinstance(error, UnicodeDecodeError):  # untested: as above
        raise error
    data, start, end = error.object, error.start, error.end
    is_gap = error.encoding.startswith(("cp125", "charmap")) and end - start == 1 and 0x80 <= data[start] <= 0x9F
    return (chr(data[start]) if is_gap else "\ufffd"), end


codecs.register_error("mixed-with-windows-1252", _read_mixed_letter)
codecs.register_error("gaps-as-controls", _fill_gap)
