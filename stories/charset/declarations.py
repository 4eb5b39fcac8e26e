"""What bytes say of their own character set: marks, declarations in the text, escapes, and the zero bytes of UTF-16."""

import codecs
import re

from stories.charset.labels import find_label

HEAD = 4_000  # bytes in which a declaration stands
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),  # begins as UTF-16's does
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
_XML = re.compile(rb"^[\s\x00-\x1f]{0,100}<\?xml\b[^<>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']")
_META = re.compile(rb"<meta\b[^<>]{0,400}?\bcharset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_MIME = re.compile(
    rb"^content-type:[^\r\n]{0,200}(?:\r?\n[ \t][^\r\n]{0,200})?;\s{0,9}charset=\"?([\w.:-]{1,40})",
    re.IGNORECASE | re.MULTILINE,
)
# ISO 2022: the escapes that choose a set of two bytes a sign, which no other text has.
_ESCAPES = (
    ("iso-2022-kr", re.compile(rb"\x1b\$\)C")),
    ("iso-2022-cn", re.compile(rb"\x1b\$[)*][AGH]")),
    ("iso-2022-jp", re.compile(rb"\x1b(?:\$[@AB]|\$\([CD]|\(I)")),
    ("hz-gb-2312", re.compile(rb"~\{(?:[!-w][!-~]){1,4000}~\}")),
)


def read_mark(data: bytes) -> tuple[str, int]:
    """Return the character set that the byte order mark names, and the length of the mark; "" and 0 without one."""
    for mark, label in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return label, len(mark)
    return "", 0


def read_declaration(data: bytes) -> str:
    """Return the character set that the text declares for itself, as browsers take it; "" where it names none."""
    head = data[:HEAD]
    match = _XML.search(head) or _META.search(head) or _MIME.search(head)
    label = find_label(match[1].decode("ascii", "replace")) if match else ""
    return "utf-8" if label.startswith(("utf-16", "utf-32")) else label  # it was read in bytes: it is neither


def read_escapes(data: bytes) -> str:
    """Return the character set of seven bits whose escapes the bytes hold, "" without any."""
    return next((label for label, escapes in _ESCAPES if escapes.search(data)), "")


def read_zeros(data: bytes) -> str:
    """Return which of UTF-32 and UTF-16 bytes without a mark are in, by where their zeros stand; "" for neither."""
    head = data[:HEAD]
    zeros = [head[place::4].count(0) / (len(head) / 4) for place in range(4)]
    if min(zeros[2:]) > 0.9 and zeros[0] < 0.1:
        return "utf-32le"
    if min(zeros[:2]) > 0.9 and zeros[3] < 0.1:
        return "utf-32be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if min(even, odd) > 0.1 * max(even, odd) or len(data) % 2:
        return ""
    return "utf-16le" if odd > even else "utf-16be"
