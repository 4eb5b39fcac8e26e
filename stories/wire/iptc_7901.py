"""IPTC 7901: a line of codes between SOH and STX, a headline that "=" ends, a text to ETX, the time.

Agencies write it each in their own way: with and without the control characters, with designators and a byline on lines
of their own above the text (dpa), with fill before the head (ats).
Source: IPTC Recommendation 7901, revision 5; the services of dpa, ats, APA, KNA and AFP.
"""

import re
from collections.abc import Sequence

from stories import copy, designators
from stories.copy import Block, Kind
from stories.copy.blocks import cut_start
from stories.copy.subjects import Subject
from stories.designators import Position
from stories.wire.closing_times import ClosingTime, read_closing, split_closing
from stories.wire.dates import find_date
from stories.wire.heads import Body, complete_head, split_body
from stories.wire.iptc_7901_head import MOST_HEAD_LINES, MessageHead, TextHead, read_message_head, read_text_head
from stories.wire.item import UnreadableError, WireItem
from stories.wire.national_letters import restore_letters
from stories.wire.notebooks import split_notebook
from stories.wire.releases import is_release
from stories.wire.transmission import (
    HEAD_BYTES,
    Frame,
    cut_frame,
    decode_transmission,
    drop_fill,
    read_each,
    refuse_empty,
    remark_on_rest,
    split_messages,
)

# The line of codes without SOH: "eca062 4 i 211 ccccb   dpa 061". It must have all of its parts to be known.
_LINE_OF_CODES = r"[A-Za-z]{2,5}\d{2,6} [1-9] [A-Za-z]{1,4}(?:[/,-][A-Za-z]{1,4}){0,3} {1,4}\d{1,5}"
_STARTS = re.compile(rf"^[ \t]{{0,8}}{_LINE_OF_CODES}(?: [^\n]{{0,80}})?$", re.MULTILINE)
_BARE_HEAD = re.compile(rf"{_LINE_OF_CODES}(?:[ \r\n]|\Z)".encode())
_MARKED_HEAD = re.compile(rb"\x01 {0,4}[A-Za-z]{2,6}(?:[ -]?\d{1,6}(?: |[\r\n]|\Z)| {1,4}[0-9] )")
# "Olm (KNA) The council", "Olm (NTB): The council", "OLM 10/02 (BELGA) = The council".
_AGENCY_BEHIND = re.compile(r"(?P<place>[^()\n]{2,60}?) \((?P<agency>[^()\n]{2,30})\)(?::| ?[-–—=])?\s+")
_SIGNATURE = re.compile(r"(?P<agency>[^\W\d_]{2,8})(?:[ /-][a-z0-9]{1,5}){1,6}")
_SUBHEAD = re.compile(r"#{1,3} \S.{0,118}")
# "ad/jv", "ADK/JVA/", "(SDA-ATS\ad)", "(©NTB)", "(Schluss) ik/jv", in place of "dpa ad jv".
_INITIALS = re.compile(
    r"\((?:[A-Z]{2,8}[-/\\])+[a-z]{1,4}(?:[/\\ ][a-z]{1,4})*\)|[a-z]{1,4}(?:[/\\][a-z]{1,4}){1,5}"
    r"|[A-Z]{2,4}(?:/[A-Z]{2,4}){0,4}/|\(©\s?[^()]{2,20}\)"
    r"|\((?:Schluss|Fin|Einde|Fine)\)(?: [a-z]{1,4}(?:/[a-z]{1,4}){0,5})?"
)


def sniff(data: bytes) -> bool:
    """Return whether the bytes begin with the codes of a message, with SOH before them or not."""
    head = drop_fill(data)[:HEAD_BYTES]
    return bool(_MARKED_HEAD.match(head) or _BARE_HEAD.match(head))


def read(data: bytes, charset: str = "") -> tuple[WireItem | UnreadableError, ...]:
    """Read every message of a transmission. Raises UnreadableError where there is none."""
    messages = split_messages(decode_transmission(data, charset), _STARTS)
    return read_each(messages, read_message, "IPTC 7901")


def has_codes(message: str) -> bool:
    """Return whether a message begins with a whole line of codes."""
    return bool(_STARTS.match(message.lstrip("\n")))


def read_message(message: str) -> WireItem:
    """Read one message. Raises UnreadableError where it has neither headline nor text."""
    frame = cut_frame(message)
    codes, above, lines = _part_lines(frame)
    head = read_message_head(codes, [line for line in above if not is_release(line)])
    text, language = restore_letters("\n".join(lines))
    text_head, below = read_text_head(text.split("\n"))
    text_head.release = next(filter(is_release, above), text_head.release)
    closed = split_closing(below, frame.tail)
    notebook = split_notebook(closed.lines)
    kept, signature = _split_signature(notebook.lines, head.agency)
    body = _part_body("\n".join(kept), text_head.headline, head.agency)
    if not (text_head.headline or body.blocks or text_head.designator or head.designator):
        raise refuse_empty("IPTC 7901")
    closing = read_closing(closed.closing, dateline=body.dateline) or ClosingTime()
    remarks = [
        remark_on_rest(notebook.left_out, "of the notebook"),
        remark_on_rest(signature, "of the signature"),
        remark_on_rest(closed.rest, "after the end of the text"),
        closing.remark,
        f"It has a second headline: “{text_head.second}”." if text_head.second else "",
        "" if frame.is_whole or not frame.is_marked else "It breaks off: the mark of its end is missing.",
        f"Its letters were read as {language} ISO 646." if language else "",
        *head.remarks,
    ]
    return _build_message(head, text_head, body, closing, notebook.note, tuple(filter(None, remarks)))


def _build_message(
    head: MessageHead, text_head: TextHead, body: Body, closing: ClosingTime, note: str, remarks: tuple[str, ...]
) -> WireItem:
    return complete_head(
        WireItem(
            format="iptc 7901",
            identity=head.identity,
            version=head.version,
            version_at=closing.at,
            dated_on=find_date(body.dateline) or closing.day,
            source=body.agency or head.agency,
            printed_headline=text_head.headline,
            printed_slugline=head.slugline,
            designator=text_head.designator or head.designator,
            byline=text_head.byline,
            dateline=body.dateline,
            endmark=body.endmark,
            note=" ".join(filter(None, [text_head.release, *text_head.notes, note or body.note])),
            urgency=head.priority,
            priority=head.priority,
            section=head.section,
            subjects=(Subject("category", head.category, head.section),) if head.category else (),
            blocks=body.blocks,
            remarks=remarks,
        )
    )


def _part_lines(frame: Frame) -> tuple[str, list[str], list[str]]:
    """Return the line of codes, the lines between it and the text, and the lines of the text."""
    lines = [line.rstrip() for line in (frame.head or frame.text).strip("\n\f ").split("\n")]
    codes, others = lines[0], lines[1:]
    if frame.head:
        return codes, [line for line in others if line], frame.text.split("\n")
    while others and not others[0]:
        others.pop(0)
    keyword: list[str] = []
    while others and (not keyword or others[0].endswith("/")) and _is_keyword(others):
        keyword.append(others.pop(0))
    return codes, keyword, others


def _is_keyword(lines: list[str]) -> bool:
    """Return whether the first line under the codes is a keyword, where no STX parts it from the text."""
    first = lines[0].strip()
    if first.endswith(("/", "=")):
        return first.endswith("/")
    is_apart = len(lines) > 1 and not lines[1]
    is_headed = any(line.endswith("=") for line in lines[1 : 1 + MOST_HEAD_LINES])
    return is_apart and is_headed and bool(designators.read(first, printed_in=Position.LINE)[1])


def _split_signature(lines: list[str], agency: str) -> tuple[list[str], str]:
    """Return the lines without the signs of the agency and its editors at the end: "dpa grj rmo"."""
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip()), None)
    if not last:
        return lines, ""
    line = lines[last].strip()
    whole = _SIGNATURE.fullmatch(line[:80])
    if _INITIALS.fullmatch(line[:80]) or (whole and whole["agency"].casefold() == agency.casefold()):
        return lines[:last], line
    start = line.rfind(f" {agency} ")
    if start > 0 and line[start - 1] in ".!?\"'»”" and _SIGNATURE.fullmatch(line[start + 1 :][:80]):
        return [*lines[:last], line[:start]], line[start + 1 :]
    return lines, ""


def _is_agency_of(name: str, code: str) -> bool:
    """Return whether a name behind a place is the agency of the codes: "ats/dpa" is "ats", "BELGA" is "BEL"."""
    first = name.replace("-", "/").split("/")[0].strip().casefold()
    return len(code) > 1 and first.startswith(code.casefold())


def _set_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with dpa's "## What next?" as headings."""
    return tuple(
        Block(Kind.HEADING, block.text.lstrip("# "))
        if block.kind is Kind.PARAGRAPH and _SUBHEAD.match(block.text)
        else block
        for block in blocks
    )


def _part_body(text: str, headline: str, agency: str) -> Body:
    """Return the body; where the agency of the codes stands behind the place, that is a dateline without a dash."""
    body = split_body(_set_headings(copy.from_text(text)), headlines=[headline])
    if body.dateline or not body.blocks:
        return body
    first: Block = body.blocks[0]
    found = _AGENCY_BEHIND.match(first.text[:120])
    if not found or not _is_agency_of(found["agency"], agency) or first.text[:1].islower():
        return body
    blocks = copy.normalise([cut_start(first, found.end()), *body.blocks[1:]])
    return Body(blocks, found.group().strip(), found["agency"], body.endmark, body.note)
