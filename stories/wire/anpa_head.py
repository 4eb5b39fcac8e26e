"""The head of an ANPA 1312 story: two lines of codes, and the lines above the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from stories import copy, designators
from stories.designators import Designator, Position
from stories.wire.anpa_codes import CATEGORIES, URGENCIES
from stories.wire.anpa_text import FOR_READERS, TextLine, read_line
from stories.wire.heads import is_byline, is_note
from stories.wire.releases import is_release

MOST_LINES_OF_HEAD = 40
LONGEST_HEADLINE = 300  # characters; a longer line is text
SAME = 40  # characters that a summary and the text begin with alike

_CODES_LINE = re.compile(
    r"(?P<priority>[A-Za-z]) (?P<category>[A-Za-z])[ \x0e-\x1f]{0,6}(?:[a-z]{2} )?(?P<keyword>\S[^\n]{0,80}?)"
    r"(?:\s+(?P<day>\d\d-\d\d))?(?:\s+\d{1,5})?\s*"
)
_PHOTO = re.compile(
    r"\(?(?:With )?(?:AP |EDS: )?(?:Photos?|Graphics?|Video|Audio|Interactive|Multimedia)\b(?!.{60})"
    r"|\(?AP (?:Photo|Graphic|Video)",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"(?:For )?(?:The )?(?:Associated Press|AP\b).*|.*\b(?:Writer|Editor|Correspondent|Reporter|Columnist|Analyst|"
    r"Staff|Press|Service|News|Critic|Director)",
    re.IGNORECASE,
)
_CYCLE_MARK = r"^(?:(?:BC|AM|PM|AP|PT)-)+"
_CYCLE = re.compile(r"(?:BC|AM|PM|AP|PT)-\S", re.IGNORECASE)
# Notes without "Eds:".
_CHANGES = re.compile(r"\(?(?:UPDATES?|CORRECTS?|ADDS?|RECASTS?|SUBS|RETRANSMITS?|DELETES?|FIXES)\b[:,. ]")


@dataclass(frozen=True, slots=True)
class StoryCodes:
    """Contents of the two lines of codes. The reference is the service and number of the transmission: "W2870"."""

    reference: str = ""
    agency: str = ""
    priority: str = ""
    category: str = ""
    keyword: str = ""

    @property
    def urgency(self) -> int | None:
        """The urgency from 1 to 9 of the priority."""
        return URGENCIES.get(self.priority)

    @property
    def section(self) -> str:
        """The name of the category."""
        return CATEGORIES.get(self.category, "")


@dataclass
class StoryHead:
    """Contents of the lines above the text."""

    keyword: str = ""
    headline: str = ""
    summary: str = ""
    byline: str = ""
    notes: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    release: str = ""
    designators: list[Designator] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def read_codes(lines: Sequence[str]) -> StoryCodes:
    """Read the lines of codes, of which either may be missing."""
    reference, agency = "", ""
    for line in lines:
        found = _CODES_LINE.fullmatch(line.strip(" \t\x0e\x0f\x11\x12"))
        if found:
            keyword = " ".join(found["keyword"].split())
            return StoryCodes(reference, agency, found["priority"].lower(), found["category"].lower(), keyword)
        named = re.match(r"(?P<reference>[A-Za-z]\d{3,5})(?P<agency>[A-Za-z]{2,10})?(?=[^A-Za-z\d]|$)", line.strip())
        if named:
            reference, agency = named["reference"], named["agency"] or ""
    return StoryCodes(reference, agency)


def is_codes(line: str) -> bool:
    """Return whether a line has priority, category, keyword and day: "r i BC-US--Dam 1stLd   02-10 0041"."""
    found = _CODES_LINE.fullmatch(line.strip(" \t\x0e\x0f\x11\x12"))
    return bool(found and found["day"])


def read_head(lines: Sequence[str], codes: StoryCodes) -> tuple[StoryHead, list[str]]:
    """Take the head off the lines of a story; return it and the lines of the text.

    Each line that a caret begins is one of the head, up to the first that none does; without carets the lines up to the
    first indent are. Centred lines that are no headline and no byline belong to the text, and stand at its head.
    """
    head = StoryHead()
    number = 0
    while number < min(len(lines), MOST_LINES_OF_HEAD):
        line, number_after = _whole_line(lines, number)
        if line.is_blank and not head.keyword:
            number = number_after
            continue
        if line.is_row or not _is_head_line(line, head):
            break
        _take_line(head, line, lines[number:number_after], codes)
        number = number_after
    return head, [*head.text, *lines[number:]]


def _is_head_line(line: TextLine, head: StoryHead) -> bool:
    if line.is_blank or len(line.words) > 4 * LONGEST_HEADLINE:
        return False
    is_byline_next = not head.byline and is_byline(line.words)
    is_headed = head.keyword and head.headline and line.end not in ("<", "=") and not is_byline_next
    return line.is_caret or not (line.is_indented or is_headed or copy.split_dateline(line.words)[0])


def _whole_line(lines: Sequence[str], number: int) -> tuple[TextLine, int]:
    """Return a line of the head with the lines that it was wrapped to, and the number of the next."""
    first = read_line(lines[number])
    after = number + 1
    if first.end or first.is_row or first.is_indented or first.is_blank or _CYCLE.match(first.words):
        return first, after
    words = [first.words]
    while after < min(len(lines), number + 6):
        line = read_line(lines[after])
        if line.is_caret or line.is_indented or line.is_blank or line.is_row:
            break
        words.append(line.words)
        after += 1
        if line.end:
            return TextLine(" ".join(words), line.end, first.is_caret), after
    if not first.is_caret:
        return first, number + 1
    return TextLine(" ".join(words), "", True), after


def _take_line(head: StoryHead, line: TextLine, raw: Sequence[str], codes: StoryCodes) -> None:
    words = copy.clean(line.words)
    designator, rest = designators.read(words, printed_in=Position.LINE)
    if not rest and designator:
        head.designators.append(designator)
    elif not head.keyword and (_CYCLE.match(words) or _is_keyword(words, codes.keyword)):
        head.keyword = words.rstrip(", ")
    elif is_note(words) or _CHANGES.match(words):
        head.notes.append(words)
    elif _PHOTO.match(words):
        head.pictures.append(words)
    elif is_release(words):
        head.release = words
    elif not head.byline and is_byline(words):
        head.byline = words
    elif head.byline and not head.text and line.end == "=" and "," not in head.byline and _JOB.fullmatch(words):
        head.byline = f"{head.byline}, {words}"
    elif FOR_READERS.match(words) or not any(map(str.isalnum, words)):
        head.text += raw
    elif not head.headline and len(words) <= LONGEST_HEADLINE:
        head.headline = words
    elif line.end == "=" or head.summary:
        head.text += raw
    else:
        head.summary = words


def _is_keyword(words: str, keyword: str) -> bool:
    """Return whether a line begins as the keyword of the codes does, which are cut off and written without blanks."""
    bare = (re.sub(_CYCLE_MARK, "", text) for text in (words, keyword.split(" ")[0]))
    one, other = (re.sub(r"\W", "", text).casefold() for text in bare)
    return bool(other) and len(other) >= 3 and one.startswith(other[: max(len(other) - 2, 3)])
