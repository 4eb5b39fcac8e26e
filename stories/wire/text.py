"""Plain text: a headline, a line with agency and date, paragraphs, an endmark.

There is no standard. The reader knows the text of agencies' public pages and mails, with AP's and Yonhap's lines to
editors and dpa's lines above the headline.
"""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import dropwhile, islice, pairwise

from stories import copy, designators
from stories.charset import begins_as_markup, decode
from stories.copy import Block, Kind
from stories.designators import Designator, Position
from stories.designators.vocabulary import PTI_DESKS
from stories.wire.dates import find_date, read_date_line, read_source_line
from stories.wire.heads import (
    BYLINE,
    agency_of_endmark,
    complete_head,
    is_byline,
    is_note,
    is_same_agency,
    lone_agency,
    split_body,
)
from stories.wire.item import NotWireError, UnreadableError, WireItem
from stories.wire.other_texts import FEWEST_TICKER_LINES, refuse_others
from stories.wire.releases import heads_release, is_release_above

TEXT_LIMIT = 2_000_000  # characters
LONGEST_HEADLINE = 300  # of wrapped lines together; a longer one is a paragraph
MOST_HEADLINE_LINES = 3
MOST_LINES_ABOVE = 80  # of a page, above its story
WORDS_SHOWN = 8
WORDS_WIDTH = 80
LINES_AHEAD = 8

# What is left of a web page when its words are saved as text.
_FURNITURE = re.compile(
    r"\s*(?:You are here(?:\s*[:：>».].*)?|Home\s*[>»|].*|Adjust font size:?.*|Off the Wire|Print"
    r"|E-?mail(?: this)?|Share|Comments?|\[?(?:Editor|责任编辑|责编)\s?[:：]\s?[^.?!。？！]{1,40})\s*",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"\s*You are here(?:\s*[:：>».].*)?", re.IGNORECASE)
_CRUMB = re.compile(r"\s*+(?:Home|(?P<sign>[>»])|[>»].*|)\s*", re.IGNORECASE)
_TICKER = re.compile(r"\s*Off the Wire\s*", re.IGNORECASE)
_FONT_SIZE = re.compile(r"(?:(?<!\s)\s+)?Adjust font size:?.*$", re.IGNORECASE)
# A headline seldom ends with one; "?" and the full stop of "U.S." are no sign.
_FULL_STOP = re.compile("(?:\\w\\w\\.|。)[\"'”’)」』]*$")
_KEYWORD_LINE = re.compile(r"(?:BC|AM|PM|AP)-\S|[A-Z]{2,3}--\S")
_CAPITAL_SLUG = re.compile(r"[A-Z0-9][A-Z0-9&/.' -]{2,60}")
_ITEM_NUMBER = re.compile(rf"(?:{'|'.join(sorted(PTI_DESKS))})\d{{1,3}}")
_TELEPRINTER_END = re.compile(r"\s*(?:\d{6,8}\s?)?NNNN\s*")


def sniff(data: bytes) -> bool:
    """Return whether the bytes are no markup; whether they are copy shows only when they are read."""
    return not begins_as_markup(data)


def read(data: bytes, charset: str = "") -> tuple[WireItem | UnreadableError, ...]:
    """Read the one item of a text. Raises NotWireError or UnreadableError."""
    text = decode(data, charset)
    if len(text) > TEXT_LIMIT:
        raise UnreadableError(f"The text is longer than {TEXT_LIMIT:,} characters: no story is. Send it in parts.")
    refuse_others(text)
    lines = deque(_lines(text))
    head = _read_head(lines)
    closed, left_out = _split_at_endmark(list(lines))
    item = _build_item(head, copy.from_text("\n".join(closed)), left_out)
    is_headed = bool(item.printed_headline and (head.headline or item.dateline))
    if not (item.designator or is_headed) or not (item.blocks or len(head.seen) > 1):
        raise NotWireError("plain text needs a headline, and a text under it.")
    return (item,)


def _lines(text: str) -> list[str]:
    """Return the lines of the copy without those of a web page around it, trailing blanks left off."""
    lines = _drop_top(copy.replace_bad_characters(text).split("\n"))
    first = next(filter(str.strip, lines), "")
    lines = _drop_teleprinter_end(lines)
    own = [_FONT_SIZE.sub("", line).rstrip() for line in lines if not _FURNITURE.fullmatch(line)]
    return _drop_ticker(own) if _TICKER.fullmatch(first) else own


def _drop_teleprinter_end(lines: list[str]) -> list[str]:
    """Return the lines above NNNN, without the figures of a time that stand over it: "11121430"."""
    end = next((number for number, line in enumerate(lines) if _TELEPRINTER_END.fullmatch(line[:40])), None)
    if end is None:
        return lines
    while end and re.fullmatch(r"\s{0,20}(?:\d{6,8})?\s{0,20}", lines[end - 1][:60]):
        end -= 1
    return lines[:end]


def _drop_top(lines: list[str]) -> list[str]:
    """Return the lines under "You are here: Home", which ends the top of a page unless copy stands above it."""
    for number, line in enumerate(lines[:MOST_LINES_ABOVE]):
        if copy.split_dateline(line.strip())[0]:
            break
        if _CRUMBS.fullmatch(line):
            below = deque(lines[number + 1 :])
            while below and (crumb := _CRUMB.fullmatch(below[0])):
                below.popleft()
                if crumb["sign"] and below:
                    below.popleft()
            return list(below)
    return lines


def _drop_ticker(lines: list[str]) -> list[str]:
    """Return the lines without a list of other headlines under "Off the wire", which ends at the story's own head.

    The story's own headline is the last one above its date line or dateline, or the one under the date line.
    """
    top = [line.strip() for line in lines[:MOST_LINES_ABOVE]]
    named = _agency_name(lines)
    dated = next((number for number, line in enumerate(top) if _is_dated(line) or _is_source(line, named)), None)
    if dated is None:  # untested: a head without a date
        return lines
    above = [number for number in range(dated) if top[number]]
    below = [line for line in top[dated:] if not _is_source(line, named)]
    start = dated if not above or _headline_follows(below) else above[-1]
    are_headlines = not any(_FULL_STOP.search(top[number]) for number in above)
    return lines[start:] if are_headlines and len(above) > FEWEST_TICKER_LINES else lines


def _is_dated(line: str) -> bool:
    return bool(read_date_line(line) or copy.split_dateline(line)[0])


def _is_source(line: str, named: str) -> bool:
    return bool(read_source_line(line)) or is_same_agency(lone_agency(line), named)


def _agency_name(lines: Sequence[str]) -> str:
    """Return the agency of the first dateline, or else of the endmark: "(Xinhua) Endit", on one line or two."""
    for line in islice(lines, MOST_LINES_ABOVE):
        if agency := copy.read_dateline(line.strip()).agency:
            return agency
    last = [Block(Kind.PARAGRAPH, line.strip()) for line in islice(reversed(lines), MOST_LINES_ABOVE) if line.strip()]
    endmarks = (copy.split_endmark((above, below))[0] for below, above in pairwise(last))
    return next(filter(None, map(agency_of_endmark, endmarks)), "")


@dataclass
class _Head:
    """Contents of the lines above the text."""

    headline: str = ""
    slugline: str = ""
    byline: str = ""
    agency: str = ""
    dated_on: date | None = None
    designators: list[Designator] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    named: str = ""  # the agency of the dateline below, or of the endmark


def _read_head(lines: deque[str]) -> _Head:
    """Take the head off the lines: lines to editors and designators, the headline, date, byline."""
    head = _Head(named=_agency_name(lines))
    while lines:
        line = lines[0].strip()
        if not line:
            lines.popleft()
        elif _take_head_line(head, line, _lines_below(lines, 0)):
            head.seen.append(lines.popleft())
        elif not head.headline and not copy.split_dateline(line)[0]:
            head.headline = _take_headline(head, lines)
            head.seen.append(head.headline)
        else:
            break
    return head


def _lines_below(lines: deque[str], number: int) -> list[str]:
    """Return a few lines under one."""
    return [line.strip() for line in islice(lines, number + 1, number + 1 + LINES_AHEAD)]


def _take_head_line(head: _Head, line: str, below: Sequence[str]) -> bool:
    """Take a line of the head other than the headline; return whether the line is one."""
    if is_note(line) or (is_release_above(line) and not heads_release(line)):
        head.notes.append(line)
    elif _take_date(head, line, below) or _take_source(head, line, below):
        pass
    elif head.headline and not head.byline and is_byline(line):
        head.byline = line
    elif not head.headline and _is_designator_line(head, line):
        pass
    elif not head.headline and _is_slug(head, line, below):
        head.slugline = f"{head.slugline} {line}".strip()
    else:
        return False
    return True


def _is_slug(head: _Head, line: str, below: Sequence[str]) -> bool:
    """Return whether a line above the headline is a keyword, or PTI's item number: "DEL43", "ENV-2NDLD POLLUTION"."""
    under = next(filter(None, below), "")
    if head.slugline and not _ITEM_NUMBER.fullmatch(head.slugline):
        return False
    if _KEYWORD_LINE.match(line) or _ITEM_NUMBER.fullmatch(line):
        return True
    if not _CAPITAL_SLUG.fullmatch(line) or not under or under.isupper() or copy.split_dateline(under)[0]:
        return False
    designator, _ = designators.read(line, printed_in=Position.SLUG)
    return designator is not None and designator.is_lead and designators.read(line)[0] is None


def _take_date(head: _Head, line: str, below: Sequence[str]) -> bool:
    """Take a date line; return whether the line is one. Above the headline, the headline may look like one.

    "Dam Closes February 10, 2026" is a headline.
    """
    dated = read_date_line(line)
    if not dated or not _may_name(head, dated[0]):
        return False
    agency, day = dated
    is_own = not agency or is_same_agency(agency, head.named) or (lone_agency(agency) and _headline_follows(below))
    if not (head.headline or is_own):
        return False
    head.agency = head.agency or agency
    head.dated_on = head.dated_on or day
    return True


def _take_source(head: _Head, line: str, below: Sequence[str]) -> bool:
    """Take a line with the agency alone; return whether the line is one.

    It is one where it says so, where the dateline names the same agency, or beside a date.
    """
    agency = read_source_line(line)
    if not agency:
        agency = lone_agency("" if head.headline and is_byline(line) else BYLINE.sub("", line, count=1))
        is_named = is_same_agency(agency, head.named) and (head.headline or not _text_follows(below))
        if not is_named and not (agency and _is_beside_date(head, below)):
            return False
    if not _may_name(head, agency):  # untested: a head that names another agency
        return False
    head.agency = head.agency or agency
    return True


def _may_name(head: _Head, agency: str) -> bool:
    """Return whether an agency does not contradict the one that was read before."""
    return not agency or not head.agency or is_same_agency(agency, head.agency)


def _is_beside_date(head: _Head, below: Sequence[str]) -> bool:
    """Return whether the line above or below is a date without an agency, and the headline is another line."""
    under = read_date_line(next(filter(None, below), ""))
    above = read_date_line(head.seen[-1]) if head.seen else None
    is_beside = any(dated and not dated[0] for dated in (under, above))
    return is_beside and (bool(head.headline) or _headline_follows(below))


def _drop_dates(lines: Sequence[str]) -> list[str]:
    return list(dropwhile(lambda line: not line or bool(read_date_line(line)), lines))


def _text_follows(below: Sequence[str]) -> bool:
    lines = _drop_dates(below)
    return bool(lines) and bool(copy.split_dateline(lines[0])[0])


def _headline_follows(below: Sequence[str]) -> bool:
    """Return whether the first line under those with a date is a headline and not running text."""
    lines = _drop_dates(below)
    if not lines:  # untested: no line is left
        return False
    if designators.read(lines[0])[0]:
        return True
    if copy.split_dateline(lines[0])[0] or _FULL_STOP.search(lines[0]):
        return False
    return len(lines) > 1 and (not lines[1] or _is_dated(lines[1]))


def _is_designator_line(head: _Head, line: str) -> bool:
    designator, rest = designators.read(line, printed_in=Position.LINE)
    if rest:
        return False
    if designator:
        head.designators.append(designator)
    return True


def _take_headline(head: _Head, lines: deque[str]) -> str:
    """Take the headline off the lines, wrapped lines joined where an empty line or one of the head follows."""
    first = lines.popleft().strip()
    wrapped = _further_lines(head, lines)
    whole = " ".join([first, *wrapped])
    if len(whole) > LONGEST_HEADLINE:
        return copy.clean(first)
    for _ in wrapped:
        lines.popleft()
    return copy.clean(whole).removesuffix(" =")


def _further_lines(head: _Head, lines: deque[str]) -> list[str]:
    """Return the further lines of a headline; none where text follows without an empty line."""
    wrapped: list[str] = []
    for number, line in enumerate(islice(lines, MOST_HEADLINE_LINES)):
        line = line.strip()
        seeker = _Head(headline="-", named=head.named)
        if not line or copy.split_dateline(line)[0] or _take_head_line(seeker, line, _lines_below(lines, number)):
            return wrapped
        if _FULL_STOP.search(line):
            return []
        wrapped.append(line)
    return []


def _split_at_endmark(lines: list[str]) -> tuple[list[str], str]:
    """Return the lines up to the endmark, and the words after it, which are seldom copy.

    The endmark on a line of its own and the agency's name above it are parted from the last paragraph.
    """
    for number, line in enumerate(lines):
        mark, words = copy.split_endmark((Block(Kind.PARAGRAPH, line.strip()),)) if line else ("", ())
        if mark:
            above = lines[:number]
            while not words and above and not above[-1]:
                above.pop()
            if above and agency_of_endmark(f"{above[-1].strip()} {mark}"):
                above.insert(-1, "")
            return [*above, line] if words else [*above, "", line], "\n".join(lines[number + 1 :])
    return lines, ""


def _remarks_on(left_out: str) -> tuple[str, ...]:
    """Return the remark on words after the endmark."""
    words = copy.clean(left_out).split()
    if not words:
        return ()
    whole = " ".join(words)
    shown = " ".join(words[:WORDS_SHOWN])[:WORDS_WIDTH]
    shown += "…" if shown != whole else ""
    many = "1 word after the end mark was" if len(words) == 1 else f"{len(words):,} words after the end mark were"
    return (f"{many} left out: “{shown}”.",)


def _build_item(head: _Head, blocks: tuple[Block, ...], left_out: str) -> WireItem:
    body = split_body(blocks, headlines=[head.headline])
    return complete_head(
        WireItem(
            format="text",
            dated_on=head.dated_on or find_date(body.dateline),
            source=head.agency or body.agency or head.named,
            printed_headline=head.headline,
            printed_slugline=head.slugline,
            designator=combine_designators(head.designators),
            byline=copy.clean(head.byline),
            dateline=body.dateline,
            endmark=body.endmark,
            note=copy.clean(" ".join(head.notes)) or body.note,
            blocks=body.blocks,
            remarks=_remarks_on(left_out),
        )
    )


def combine_designators(found: list[Designator]) -> Designator | None:
    """Return designators on several lines as one: "REFILE" above "1ST LEAD"."""
    if not found:
        return None
    kinds = tuple(dict.fromkeys(kind for designator in found for kind in designator.kinds))
    ordinal = next((designator.ordinal for designator in found if designator.ordinal is not None), None)
    return Designator(kinds, ordinal)
