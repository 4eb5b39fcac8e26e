"""The frame of wire transmissions, which IPTC 7901 and ANPA 1312 share: control characters that mark head and end.

SOH opens a message, STX its text, ETX closes the text, EOT the message. NUL, SYN and DEL fill the line and say nothing.
Source: IPTC Recommendation 7901; ANPA Bulletin 1312.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stories import copy
from stories.charset import decode
from stories.wire.item import UnreadableError, WireItem

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
FILL = b"\x00\x16\x7f"
BLANK_FILL = FILL + b" \t\r\n\f"
MESSAGE_LIMIT = 2_000_000  # characters
MOST_MESSAGES = 5_000  # in one file
HEAD_BYTES = 2_000  # of a file, in which a format shows
WORDS_QUOTED = 8
WIDTH_QUOTED = 80

_DROP_FILL = {ord(character): None for character in "\x00\x07\x16\x7f"}
_KILLED_WORD = re.compile(r"\S{0,40}\x18")  # CAN takes back the word before it
_INSTRUCTION = re.compile(r"\x0c[^\x0b\x0c\n]{0,40}\x0b")  # to a typesetter, between SCD and ECD


@dataclass(frozen=True, slots=True)
class Frame:
    """One message cut into its parts: the head, the text, and the lines after the text.

    Where STX was lost on the way, all stands in the text. `is_whole` says whether an end was seen.
    """

    head: str
    text: str
    tail: str
    is_marked: bool
    is_whole: bool


def drop_fill(data: bytes) -> bytes:
    """Return bytes without the fill and blanks before the first mark."""
    return data[:HEAD_BYTES].lstrip(BLANK_FILL).removeprefix(b"\xef\xbb\xbf") + data[HEAD_BYTES:]


def drop_zeros(data: bytes) -> bytes:
    """Return bytes without the zeros that fill a line; other text with zeros is UTF-16, or none."""
    return data.replace(b"\x00", b"")


def decode_transmission(data: bytes, charset: str) -> str:
    """Return the text of a transmission with line feeds for line ends, without fill. Raises UnreadableError."""
    text = decode(drop_zeros(data), charset).translate(_DROP_FILL)
    text = re.sub(r"\r+\n|\r", "\n", text)
    return _INSTRUCTION.sub("", _KILLED_WORD.sub("", text)) if "\x18" in text or "\x0b" in text else text


def split_messages(text: str, header: re.Pattern[str]) -> list[str]:
    """Return the messages of a transmission, parted at each SOH, or where there is none at each header line.

    Words before the first message are one too.
    """
    if SOH in text:
        pieces = text.split(SOH)
    else:
        starts = [found.start() for found in header.finditer(text)]
        bounds = [0, *(start for start in starts if start), len(text)]
        pieces = [text[start:end] for start, end in pairwise(bounds)]
    return [piece for piece in pieces if piece.strip(" \t\n\f" + EOT + ETX)]


def read_each(
    messages: Sequence[str], read_message: Callable[[str], WireItem], name: str
) -> tuple[WireItem | UnreadableError, ...]:
    """Read each message, an error in the place of one that cannot be read. Raises UnreadableError for no message."""
    if not messages:
        raise UnreadableError(f"This {name} transmission holds no message. Ask the source to send it again.")
    pieces: list[WireItem | UnreadableError] = []
    for message in messages[:MOST_MESSAGES]:
        try:
            pieces.append(read_message(message))
        except UnreadableError as error:
            pieces.append(error)
    if len(messages) > MOST_MESSAGES:
        pieces.append(UnreadableError(f"Only {MOST_MESSAGES:,} messages of a file are read. Send the rest in another."))
    return tuple(pieces)


def refuse_empty(name: str) -> UnreadableError:
    """Return the error for a message without words."""
    return UnreadableError(f"This {name} message has neither a headline nor a text. Ask the source to send it again.")


def cut_frame(message: str) -> Frame:
    """Return a message cut at its marks. Raises UnreadableError where it is longer than any story."""
    if len(message) > MESSAGE_LIMIT:
        raise UnreadableError(
            f"The message is longer than {MESSAGE_LIMIT:,} characters: no story is. Send it in parts."
        )
    message, ended, _ = message.partition(EOT)
    head, started, text = message.partition(STX)
    text, closed, tail = (text if started else head).partition(ETX)
    head = head if started else ""
    return Frame(head, text, tail, bool(started or closed or ended), bool(closed or ended))


def remark_on_rest(words: str, what: str) -> str:
    """Return the remark that words were left out: "3 words of the notebook were left out: …"; "" for no words."""
    found = copy.clean(words).split()
    if not found:
        return ""
    shown = " ".join(found[:WORDS_QUOTED])[:WIDTH_QUOTED]
    shown += "…" if shown != " ".join(found) else ""
    many = f"1 word {what} was" if len(found) == 1 else f"{len(found):,} words {what} were"
    return f"{many} left out: “{shown}”."
