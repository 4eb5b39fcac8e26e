"""Letters of the fields in a photo's file: from bytes, in the character set that the file names or that they show."""

import re
from collections.abc import Iterable

from stories.charset import UnreadableError, decode, detect, mend
from stories.copy.gettext import gettext_noop

UNREADABLE = gettext_noop(
    "Some words in the file could not be read: it does not say in which character set they are. Type them in."
)
MOST_SAMPLED = 20_000  # bytes of all fields together that are looked at

# IIM 4.2, 1:90, by ISO 2022: what is put into the upper half, by its final letter in the register of sets.
_UPPER_HALF = re.compile(rb"\x1b[-./]([A-Za-z_])")
_LATIN = {
    **{"A": "windows-1252", "B": "iso-8859-2", "C": "iso-8859-3", "D": "iso-8859-4", "F": "iso-8859-7"},
    **{"G": "iso-8859-6", "H": "iso-8859-8", "L": "iso-8859-5", "M": "windows-1254", "V": "iso-8859-10"},
    **{"T": "windows-874", "Y": "iso-8859-13", "_": "iso-8859-14", "b": "iso-8859-15", "f": "iso-8859-16"},
}
_OF_TWO_BYTES = ((rb"\x1b\$[)*+]?A", "gb18030"), (rb"\x1b\$[)*+]?[@B]", "euc-jp"), (rb"\x1b\$[)*+]?C", "euc-kr"))
_UNICODE = ((rb"\x1b%(?:G|/[GHI])", "utf-8"), (rb"\x1b%/[@CEJKL]", "utf-16be"))
_CUT_LETTER = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]{0,1}|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")

# EXIF 2.32, UserComment: the code of its characters stands in its first eight bytes.
_COMMENT_CODES = {b"ASCII\0\0\0": "", b"JIS\0\0\0\0\0": "iso-2022-jp", b"UNICODE\0": "utf-16", b"\0" * 8: ""}

_MAKERS = (
    "olympus|sony|samsung|minolta|konica|casio|pentax|nikon|canon|fujifilm|fuji|panasonic|ricoh|kodak|leica|sanyo|kenox|digimax|hp|dsc"
    "|digital|still|camera|pictures?|photo|image|ssc"
)
_CAMERA_WORDS = re.compile(
    rf"\W{{0,9}}(?:(?:{_MAKERS})\b\W{{0,9}}){{1,6}}"
    r"|default|untitled|no title|unknown|none|cof|sdr|dav|edf|mde|hdr|oznor|exif_jpeg_picture|jpeg|binary comment"
    r"|created with [\w .()/-]{1,60}|processed (?:with|by) [\w .()/-]{1,60}"
    r"|(?:dcim|[a-z]:)?[\\/][^\r\n]{0,250}|<[^<>\r\n]{0,100}>(?:\.jpg)?"
    r"|[^\s\\/]{1,120}\.(?:jpe?g|png|tiff?|heic|webp|gif|dng|nef|cr[23]|arw|avif)"
    r"|_?(?:dscn?f?|img|imgp|dji|p|pict|pxl|cimg|mvi|gopr|sam|hpim|kif)_?-?\d{3,20}(?:_\w{1,20})?",
    re.IGNORECASE,
)


def is_camera_words(text: str) -> bool:
    """Return whether a caption is a camera's or a program's own, or the name of a file: "OLYMPUS DIGITAL CAMERA"."""
    return bool(_CAMERA_WORDS.fullmatch(text.strip()))


def read_character_set(named: bytes) -> str:
    """Return the character set that dataset 1:90 names, "" where it names none that holds more than ASCII."""
    for pattern, label in (*_UNICODE, *_OF_TWO_BYTES):
        if re.search(pattern, named):
            return label
    upper = _UPPER_HALF.search(named)
    return _LATIN.get(upper[1].decode("ascii"), "") if upper else ""


def find_character_set(fields: Iterable[bytes], *, named: str = "") -> str | None:
    """Return the character set that all fields of a file are in; None where it is not certain.

    A field may be cut off within its last letter.
    """
    texts = [field for field in fields if field and not field.isascii()]
    whole = [_CUT_LETTER.sub(b"", text) for text in texts]
    if all(_is_utf_8(text) for text in whole) and any(not text.isascii() for text in whole):
        return "utf-8"
    if named and named != "utf-8":
        return named
    for sample in (b"\n".join(texts), max(texts, key=len, default=b"")):  # the longest, where others are cut off
        try:
            found = detect(sample[:MOST_SAMPLED], usual="windows-1252")
        except UnreadableError:
            continue
        if not found.doubt:
            return found.charset
    return None


def decode_field(field: bytes, charset: str | None) -> str | None:
    """Return the text of a field up to its first NUL, a letter cut off at its end left out.

    None where the character set of its letters is not known, or they are not in it.
    """
    if charset != "utf-16be":
        field = field.partition(b"\0")[0]
    if field.isascii() and b"\x1b" not in field:
        return field.decode("ascii")
    if charset is None:
        return None
    for cut in range(4 if charset == "utf-8" else 2):
        text = decode(field[: len(field) - cut], charset)
        if "\ufffd" not in text:
            return text.partition("\0")[0]
    return None


def read_comment(comment: bytes, *, is_little: bool) -> tuple[bytes, str | None]:
    """Return the bytes of an EXIF UserComment without their code, and its character set; "" where it names none."""
    named = _COMMENT_CODES.get(comment[:8])
    if named is None:
        return comment, ""
    text = comment[8:]
    if named != "utf-16":
        return text, named
    is_wide = b"\0" in text or text[:2] in (b"\xff\xfe", b"\xfe\xff")
    return text, ("utf-16le" if is_little else "utf-16be") if is_wide else ""


def decode_wide(text: bytes, charset: str = "utf-16le") -> str:
    """Return the text of an EXIF field in UTF-16, up to its first NUL."""
    return mend(decode(text[: len(text) // 2 * 2], charset)).partition("\0")[0].replace("\ufffd", "")


def _is_utf_8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
