"""ANPA 1312: two lines of codes between SOH and STX, head lines that "^" begins, a text to ETX, the time.

Source: ANPA Bulletin 1312 (1989); the services of AP and Kyodo.
"""

import re
from dataclasses import replace

from stories import copy, designators
from stories.copy.blocks import cut_start
from stories.copy.subjects import Subject
from stories.designators import Designator, Kind, Position
from stories.wire.anpa_codes import EDITORS_ONLY
from stories.wire.anpa_head import SAME, StoryCodes, StoryHead, is_codes, read_codes, read_head
from stories.wire.anpa_text import read_text
from stories.wire.closing_times import ClosedText, ClosingTime, read_closing, split_closing
from stories.wire.dates import find_date
from stories.wire.heads import Body, complete_head, split_body
from stories.wire.item import UnreadableError, WireItem
from stories.wire.text import combine_designators
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

# Without SOH: the line of a reference or none, then "r i BC-MR--Brill-Storm 1stLd   02-10 0041".
_STORY_CODES = (
    r"[A-Za-z] [A-Za-z][ \x0e-\x1f]{0,6}(?:[a-z]{2} )?(?:BC|AM|PM|AP)-\S[^\n\r]{0,80}? \d\d-\d\d(?: \d{1,5})?"
)
_STORY_REFERENCE = r"(?:[A-Za-z]\d{4}[^\n\r]{0,20}[\n\r]{1,4})?"
_STORY_STARTS = re.compile(rf"^{_STORY_REFERENCE}{_STORY_CODES} {{0,4}}$", re.MULTILINE)
_BARE_CODES = re.compile(rf"{_STORY_REFERENCE}{_STORY_CODES} {{0,4}}(?:[\r\n]|\Z)".encode())
_MARKED_CODES = re.compile(
    rb"\x01[^\n\r\x02]{0,40}[\r\n]{1,4}[A-Za-z] [A-Za-z](?: ?[\x11-\x14]|[^\n\r\x02]{3,90} \d\d-\d\d\b)"
    rb"|\x01[A-Za-z]\d{3,5}[A-Za-z]{0,10}\x1f"
)
_AGENCIES = {"KWS": "Kyodo", "Reut": "Reuters"}
LONGEST_AGENCY_CODE = 5
_CAPITAL_DATELINE = re.compile(r"(?!EDITOR)[A-Z][A-Z'’. -]{2,40}(?:, [A-Z][\w. ]{1,30})? —\s+")
LONGEST_DATELINE = 100


def sniff(data: bytes) -> bool:
    """Return whether the bytes begin with the codes of a story, with SOH before them or not."""
    head = drop_fill(data)[:HEAD_BYTES]
    return bool(_MARKED_CODES.match(head) or _BARE_CODES.match(head))


def read(data: bytes, charset: str = "") -> tuple[WireItem | UnreadableError, ...]:
    """Read every story of a transmission. Raises UnreadableError where there is none."""
    messages = split_messages(decode_transmission(data, charset), _STORY_STARTS)
    return read_each(messages, _read_story, "ANPA 1312")


def _read_story(message: str) -> WireItem:
    frame = cut_frame(message)
    code_lines, lines = _part_lines(frame)
    codes = read_codes(code_lines)
    closed = split_closing(lines, frame.tail)
    lines, signature = _split_agency_line(closed.lines)
    head, below = read_head(lines, codes)
    body = _part_dateline(split_body(read_text(below), headlines=[head.headline]))
    if not (head.headline or body.blocks):
        raise refuse_empty("ANPA 1312")
    closing = read_closing(closed.closing, dateline=body.dateline) or ClosingTime()
    keyword = head.keyword or codes.keyword
    item = WireItem(
        format="anpa 1312",
        version_at=closing.at,
        dated_on=find_date(body.dateline) or closing.day,
        source=_find_agency(codes, body, closing),
        printed_headline=head.headline,
        printed_slugline=keyword,
        designator=_find_designator(codes, head, keyword),
        byline=head.byline,
        dateline=body.dateline,
        endmark=body.endmark,
        note=" ".join(filter(None, [head.release, *head.notes])) or body.note,
        urgency=codes.urgency,
        priority=codes.urgency,
        section=codes.section,
        subjects=(Subject("category", codes.category, codes.section),) if codes.category else (),
        blocks=body.blocks,
        remarks=_remarks_on(frame, head, body, replace(closed, rest=f"{signature} {closed.rest}"), closing),
    )
    return complete_head(item)


def _split_agency_line(lines: list[str]) -> tuple[list[str], str]:
    """Return the lines without the agency that signs them in capitals, as "REUTERS" does below "(Reuters) -"."""
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip()), None)
    name = lines[last].strip() if last else ""
    if name.isalpha() and name.isupper() and f"({name})".casefold() in "\n".join(lines[:last]).casefold():
        return lines[:last], name
    return lines, ""


def _find_designator(codes: StoryCodes, head: StoryHead, keyword: str) -> Designator | None:
    """Return the designator of a line, the keyword or the codes; in the category for editors stops alone count."""
    by_keyword = designators.read(keyword, printed_in=Position.SLUG)[0]
    found = (
        combine_designators(head.designators)
        or by_keyword
        or designators.read(codes.keyword, printed_in=Position.SLUG)[0]
    )
    is_stop = found is not None and (found.is_kill or found.is_hold)
    return Designator((Kind.ADVISORY,)) if codes.category in EDITORS_ONLY and not is_stop else found


def _remarks_on(frame: Frame, head: StoryHead, body: Body, closed: ClosedText, closing: ClosingTime) -> tuple[str, ...]:
    start = "".join(block.text for block in body.blocks[:1])[:SAME]
    is_repeated = not head.summary or (start and copy.clean(head.summary).startswith(start[: len(head.summary)]))
    remarks = [
        f"It comes with pictures: “{'; '.join(head.pictures)[:120]}”." if head.pictures else "",
        "" if is_repeated else remark_on_rest(head.summary, "of its summary"),
        closing.remark,
        remark_on_rest(closed.rest, "after the end of the text"),
        "" if frame.is_whole or not frame.is_marked else "It breaks off: the mark of its end is missing.",
    ]
    return tuple(filter(None, remarks))


def _part_lines(frame: Frame) -> tuple[list[str], list[str]]:
    """Return the lines of codes and the lines of the story."""
    if frame.head:
        return frame.head.split("\n"), frame.text.split("\n")
    lines = frame.text.lstrip("\n").split("\n")
    codes = next((number + 1 for number, line in enumerate(lines[:3]) if is_codes(line)), 1)
    return lines[:codes], lines[codes:]


def _part_dateline(body: Body) -> Body:
    """Return the body without a dateline of capitals and a dash alone: "SELDA, Ont. — The dam"."""
    first = body.blocks[0] if body.blocks and not body.dateline else None
    found = _CAPITAL_DATELINE.match(first.text[:LONGEST_DATELINE]) if first else None
    if not first or not found:
        return body
    blocks = copy.normalise([cut_start(first, found.end()), *body.blocks[1:]])
    return Body(blocks, found.group().strip(), "", body.endmark, body.note)


def _find_agency(codes: StoryCodes, body: Body, closing: ClosingTime) -> str:
    """Return the agency: of the dateline, else of the closing line ("AP-WF"), else of the codes ("a0105KYODO")."""
    service = closing.service.partition("-")[0]
    code = _AGENCIES.get(service, service if len(service) <= LONGEST_AGENCY_CODE else "")
    return body.agency or code or codes.agency.title()
