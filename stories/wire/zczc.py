"""Copy between ZCZC and NNNN, as teleprinters began and ended it: AAP's radio copy, ANSA's and others' lines of codes.

AAP marks each line of its head: "#" the slug with its take, "$" the headline, ":" the place, "&" the writer, "*" an
IPTC subject code, "~" the service, "@" the state. Others have lines of capitals and figures, then the headline.
Source: ITU-T F.1 (ZCZC, NNNN); AAP's radio copy; ANSA's DEA service.
"""

import re
from dataclasses import dataclass, field, replace

from stories import copy, designators
from stories.copy.subjects import PLACE, SUBJECT_CODE, Subject
from stories.designators import Designator, Position
from stories.wire.closing_times import ClosingTime, read_closing, split_closing
from stories.wire.dates import find_date
from stories.wire.heads import complete_head, is_byline, split_body
from stories.wire.iptc_7901 import has_codes, read_message
from stories.wire.item import UnreadableError, WireItem
from stories.wire.releases import is_release
from stories.wire.text import combine_designators
from stories.wire.transmission import (
    HEAD_BYTES,
    MESSAGE_LIMIT,
    decode_transmission,
    drop_fill,
    read_each,
    refuse_empty,
    remark_on_rest,
)

_ZCZC = re.compile(r"^[ \t\x01\x02]{0,8}ZCZC\b ?", re.MULTILINE)
_NNNN = re.compile(r"^[ \t]{0,8}(?P<closing>.{0,40}?)[ \t]?NNNN[ \t\x03\x04]{0,8}$", re.MULTILINE)
_MARKED_LINE = re.compile(r"(?P<mark>[%#$:&*~@])(?P<words>.*)")
_ROUTE = re.compile(r"[A-Z0-9][A-Z0-9 _/.+-]{0,40}")
_TAKE = re.compile(r"_(?P<take>[A-Z]{1,2}\d{1,2})$")
_PLACE = re.compile(r"\((?P<place>[^()\d]{2,60})\)")
_SIGN_OFF = re.compile(r"[A-Z]{2,8}(?: [A-Z]{1,4}){1,2}(?:/[a-z]{1,4})?|[A-Z0-9]{2,4}-[A-Z]{2,4}")
MOST_ROUTE_LINES = 4
LONGEST_HEADLINE_LINE = 200
BROKEN_OFF = "It breaks off: NNNN is missing."


@dataclass
class _TeletypeHead:
    """Contents of the lines above the text."""

    agency: str = ""
    slug: str = ""
    headline: str = ""
    place: str = ""
    byline: str = ""
    release: str = ""
    writer: str = ""
    subjects: list[Subject] = field(default_factory=list)
    designators: list[Designator] = field(default_factory=list)


def sniff(data: bytes) -> bool:
    """Return whether the bytes begin with ZCZC."""
    return drop_fill(data)[:HEAD_BYTES].lstrip(b"\x01\x02 \r\n").startswith(b"ZCZC")


def read(data: bytes, charset: str = "") -> tuple[WireItem | UnreadableError, ...]:
    """Read every message of a transmission. Raises UnreadableError where there is none."""
    messages = [piece for piece in _ZCZC.split(decode_transmission(data, charset)) if piece.strip()]
    return read_each(messages, _read_message, "ZCZC")


def _read_message(message: str) -> WireItem:
    if len(message) > MESSAGE_LIMIT:
        raise UnreadableError(
            f"The message is longer than {MESSAGE_LIMIT:,} characters: no story is. Send it in parts."
        )
    ended = _NNNN.search(message)
    text = message[: ended.start()] if ended else message
    if has_codes(text):  # teleprinter marks around IPTC 7901
        item = read_message(f"{text}\n{ended['closing']}\n" if ended and ended["closing"] else text)
        return item if ended else replace(item, remarks=(*item.remarks, BROKEN_OFF))
    head, below = _read_head(text.split("\n"))
    closed = split_closing(below, ended["closing"] if ended else "")
    kept, sign_off = _split_sign_off(closed.lines)
    body = split_body(copy.from_text("\n".join(kept)), headlines=[head.headline])
    if not (head.headline or body.blocks):
        raise refuse_empty("ZCZC")
    closing = read_closing(closed.closing, dateline=body.dateline) or ClosingTime()
    rest = message[ended.end() :] if ended else ""
    remarks = [
        remark_on_rest(sign_off, "of the signature"),
        remark_on_rest(f"{closed.rest} {rest}", "after the end of the text"),
        closing.remark,
        f"Its writer is named {head.writer}." if head.writer else "",
        "" if ended else BROKEN_OFF,
    ]
    return complete_head(
        WireItem(
            format="zczc",
            version_at=closing.at,
            dated_on=find_date(body.dateline) or closing.day,
            source=body.agency or head.agency,
            printed_headline=head.headline,
            printed_slugline=head.slug,
            designator=combine_designators(head.designators),
            byline=head.byline,
            dateline=body.dateline,
            endmark=body.endmark,
            note=" ".join(filter(None, [head.release, body.note])),
            located=head.place,
            subjects=tuple(head.subjects),
            blocks=body.blocks,
            remarks=tuple(filter(None, remarks)),
        )
    )


def _read_head(lines: list[str]) -> tuple[_TeletypeHead, list[str]]:
    """Take the head off the lines, with marks or without."""
    head = _TeletypeHead(agency=_agency_in(lines[0]))
    number = 1
    while (
        number < len(lines) and (found := _MARKED_LINE.fullmatch(lines[number].rstrip())) and _take_marked(head, found)
    ):
        number += 1
    if number > 1:
        return head, lines[number:]
    while number < min(len(lines), 1 + MOST_ROUTE_LINES) and _is_route(lines[number]):
        number += 1
    return _read_unmarked(head, lines, number)


def _agency_in(line: str) -> str:
    words = line.split()
    return words[0] if words and words[0].isalpha() and words[0].isupper() else ""


def _is_route(line: str) -> bool:
    """Return whether a line is codes for machines: "XPP01234_SXB_QBXB", "R POL S0A QBXB"."""
    return not line.strip() or (
        not is_release(line) and bool(_ROUTE.fullmatch(line.strip()) and re.search(r"[\d_]", line))
    )


def _take_marked(head: _TeletypeHead, found: re.Match[str]) -> bool:
    """Take a marked line; return whether it is one: a second headline, or a star before words, is text."""
    mark, words = found["mark"], copy.clean(found["words"])
    if mark == "#":
        head.slug = _TAKE.sub("", words)
    elif mark == "$" and not head.headline:
        head.headline = words
    elif mark == ":":
        place = _PLACE.fullmatch(words)
        head.place = place["place"] if place else head.place
    elif mark == "&":
        head.writer = words
    elif mark == "*" and re.fullmatch(r"\d{8}", words):
        head.subjects.append(Subject(SUBJECT_CODE, words))
    elif mark == "@" and words:
        head.subjects.append(Subject(PLACE, name=words))
    else:
        return mark in "%~"
    return True


def _read_unmarked(head: _TeletypeHead, lines: list[str], number: int) -> tuple[_TeletypeHead, list[str]]:
    """Take the headline, which may be wrapped, and a byline off lines without marks."""
    headline: list[str] = []
    while number < len(lines) and len(headline) < MOST_ROUTE_LINES:
        line = lines[number].strip()
        if (headline and not line) or len(line) > LONGEST_HEADLINE_LINE or copy.split_dateline(line)[0]:
            break
        designator, rest = designators.read(line, printed_in=Position.LINE)
        if is_release(line):
            head.release = copy.clean(line)
        elif headline and is_byline(line):
            head.byline = copy.clean(line)
        elif designator and not rest:
            head.designators.append(designator)
        elif line:
            headline.append(line)
        number += 1
    head.headline = copy.clean(" ".join(headline))
    return head, lines[number:]


def _split_sign_off(lines: list[str]) -> tuple[list[str], str]:
    """Return the lines without the desk that signs them: "AAP RTV"."""
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip()), None)
    if last and _SIGN_OFF.fullmatch(lines[last].strip()):
        return lines[:last], lines[last].strip()
    return lines, ""
