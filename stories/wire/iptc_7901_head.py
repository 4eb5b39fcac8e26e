"""The head of an IPTC 7901 message: its line of codes and keyword, and the lines above its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from stories import copy, designators
from stories.designators import Designator, Kind, Position
from stories.wire.heads import is_byline, is_note
from stories.wire.releases import is_release
from stories.wire.text import combine_designators

MOST_HEAD_LINES = 14  # above the text, to the one that "=" ends
MOST_HEADLINE_LINES_UNMARKED = 4  # where no "=" ends it
LONGEST_LINE_OF_HEAD = 240
STOPS = {Kind.KILL, Kind.HOLD, Kind.ADVISORY}

# The letters of the category by what agencies of the German, English and French services mean with them.
CATEGORY_SECTIONS = {
    "World": "i int au aa ausl ali etr mon",
    "Politics": "p pl pol in ii inl ipo",
    "Business": "f wi ec eco fin wirt eko bus",
    "Sports": "s sp spo sport esp",
    "Culture": "ku cl cul kul kult cult",
    "Lifestyle": "l",
    "Entertainment": "e",
    "Panorama": "vm pano mis ci cri chr",
    "Science": "wt sci wiss",
}
_SECTION_NAMES = {code: name for name, codes in CATEGORY_SECTIONS.items() for code in codes.split()}
_SOURCE = re.compile(r"(?P<source>[^\W\d_]{2,6})[ -]?(?P<number>\d{0,6})")
_AGENCY = re.compile(r"(?:^|\s)(?P<agency>[^\W\d_]{2,8}) ?[ /-](?:\d{3,4}\b|\d{6}-\d{2,3}-\d{3,7})")
# KNA and dpa number an item by day, service and count, with its version: "170123-89-00065#2".
_IDENTITY = re.compile(r"(?<!\d)(?P<identity>\d{6}-\d{2,3}-\d{3,7})(?:[#/v](?P<version>\d{1,3}))?")
_SECOND = re.compile(r"(?:Utl|Untertitel|Dachzeile|Subhead)\.?:")
_URGENT_MARKS = re.compile(r" ?(?:\+{3}|\*{3}|¥{3}|={3}|!{3}) ?")  # behind "Eil" and "URGENT"
_STRAY_MARKS = " \t`'\"*!"


@dataclass(frozen=True, slots=True)
class MessageHead:
    """Contents of the line of codes and of the keyword lines."""

    agency: str = ""
    priority: int | None = None
    category: str = ""
    section: str = ""
    identity: str = ""
    version: int | None = None
    slugline: str = ""
    designator: Designator | None = None
    remarks: tuple[str, ...] = ()


@dataclass
class TextHead:
    """Contents of the lines above the text."""

    headline: str = ""
    byline: str = ""
    designators: list[Designator] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    release: str = ""
    second: str = ""  # a headline under the headline

    @property
    def designator(self) -> Designator | None:
        """The designators of all lines as one."""
        return combine_designators(self.designators)


def read_message_head(codes: str, above: Sequence[str]) -> MessageHead:
    """Read the line of codes, and the lines with the keyword under it. Each part may be missing."""
    source = _SOURCE.match(codes.strip())
    words = codes.strip()[source.end() :].split() if source else codes.split()
    priority = words.pop(0) if words and re.fullmatch("[0-9]", words[0]) else ""
    category = (
        words.pop(0) if priority and words and re.fullmatch(r"[A-Za-z]{1,4}(?:[/,-][A-Za-z]{1,4})*", words[0]) else ""
    )
    if priority and words and re.fullmatch(r"\d{1,5}", words[0]):
        words.pop(0)
    rest = " ".join(words)
    agency, identity = _AGENCY.search(rest), _IDENTITY.search(rest)
    return MessageHead(
        agency=agency["agency"] if agency else source["source"] if source else "",
        priority=int(priority) if priority and priority != "0" else None,
        category=category,
        section=_SECTION_NAMES.get(re.split("[/,-]", category.lower())[0], ""),
        identity=identity["identity"] if identity else "",
        version=int(identity["version"]) if identity and identity["version"] else None,
        slugline=_join_keyword(above),
        designator=combine_designators(list(_stops_in([*words, *above]))),
        remarks=() if priority else ("Its line of codes names no priority.",),
    )


def _join_keyword(lines: Sequence[str]) -> str:
    """Return the keyword of one or several lines, without the slash that ends it: "Yemen/conflict/"."""
    keyword = ""
    for line in lines:
        keyword += line.strip() if not keyword or keyword.endswith("/") else f" {line.strip()}"
    return copy.clean(keyword).rstrip("/ ")


def _stops_in(words: Sequence[str]) -> Iterator[Designator]:
    """Yield the kill, hold and advisory among the words of the codes, and the keyword lines that are one."""
    for word in words:
        designator, rest = designators.read(word, printed_in=Position.LINE)
        if designator and not rest and word.isupper() and STOPS & set(designator.kinds):
            yield designator


def read_text_head(lines: Sequence[str]) -> tuple[TextHead, list[str]]:
    """Take the designators, headline, byline and notes off the lines of the text; return them and the lines below."""
    end = _find_end(lines)
    head = TextHead()
    headline: list[str] = []
    for line in _lines_of_head(lines[:end]):
        designator, rest = designators.read(line, printed_in=Position.LINE)
        if not rest:
            head.designators += [designator] if designator else []
        elif is_release(line):
            head.release = copy.clean(line)
        elif is_note(line) or (line.startswith("(") and line.endswith(")") and not headline):
            head.notes.append(copy.clean(line))
        elif head.byline or (headline and is_byline(line)):
            head.byline = copy.clean(f"{head.byline} {line}")
        elif headline and _SECOND.match(line):
            head.second = copy.clean(line)
        else:
            headline.append(line)
    head.headline = copy.clean(" ".join(headline))
    return head, list(lines[end:])


def _lines_of_head(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines without "=" and stray marks; "Eil +++ Dam breaks" is two."""
    for line in lines:
        bare = line.strip().removesuffix("=").strip(_STRAY_MARKS)
        word, mark, words = re.sub(_URGENT_MARKS, "\n", bare, count=1).partition("\n")
        if mark and not designators.read(word.upper(), printed_in=Position.LINE)[1]:
            yield word.upper()
            bare = words
        if bare:
            yield bare


def _find_end(lines: Sequence[str]) -> int:
    """Return the number of the first line under the head: under the "=", else at a dateline or an empty line."""
    filled = 0
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        filled += 1
        if filled > MOST_HEAD_LINES or len(line) > LONGEST_LINE_OF_HEAD or copy.split_dateline(line.strip())[0]:
            break
        if line.rstrip().endswith("="):
            return number + 1
    return _find_unmarked_end(lines)


def _find_unmarked_end(lines: Sequence[str]) -> int:
    """Return the end of a head without "=": a few lines, with text under them."""
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    number = start
    while number < len(lines) and lines[number].strip() and not copy.split_dateline(lines[number].strip())[0]:
        number += 1
    is_head = number - start <= MOST_HEADLINE_LINES_UNMARKED and any(line.strip() for line in lines[number:])
    is_prose = any(len(line) > LONGEST_LINE_OF_HEAD or line.rstrip().endswith(".") for line in lines[start:number])
    return number if is_head and not is_prose else start
