"""The line that closes a message: the time at which it moved, as agencies print it.

IPTC 7901 has "131137 GMT Nov 13" (day, hour and minute together), AP "AP-WF-02-20-16 0337GMT", Kyodo
"KWS-21:37-09-12-18", ANSA "06-NOV-13 12:00", APA "APA0123 2026-02-10/12:30".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from stories.wire.dates import ZONE_HOURS, read_date

LAST_LINES = 6  # of a message, among which its time stands
LONGEST_CLOSING = 60  # characters
CENTURY_TURN = 70  # a year of two figures from here on is of the last century

_CLOCK = r"(?P<hour>\d\d):?(?P<minute>\d\d)"
_LETTERS = r"(?P<zone>[A-Za-z]{1,5})"
_TWO_OR_FOUR = r"(?P<year>\d{4}|\d\d)"
_SERVICE = r"(?P<service>[A-Za-z]{2,6}(?:-[A-Za-z]{1,4})?)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:{_SERVICE} )?(?P<day>\d\d){_CLOCK}(?: ?{_LETTERS})? (?P<word>[^\W\d_]{{3,9}})\.?(?: {_TWO_OR_FOUR})?",
        rf"(?:{_SERVICE}-)?(?P<month>\d\d)-(?P<day>\d\d)-{_TWO_OR_FOUR} {_CLOCK} ?{_LETTERS}?",
        rf"(?:{_SERVICE}-?)?{_CLOCK}-(?P<day>\d\d)-(?P<month>\d\d)-{_TWO_OR_FOUR}",
        rf"(?:{_SERVICE}[- ]?)?{_CLOCK} (?P<month>\d\d)-(?P<day>\d\d)-{_TWO_OR_FOUR}",
        rf"(?:{_SERVICE}\d{{0,6}} )?(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[/T ]{_CLOCK}",
        rf"(?P<day>\d\d?)-(?P<word>[^\W\d_]{{3,4}})-{_TWO_OR_FOUR} {_CLOCK} ?{_LETTERS}?",
    )
)
_NAMED_DAY = re.compile(
    r"(?P<word>[^\W\d_]{3,12})\.? (?P<day>\d{1,2})\b|\b(?P<first>\d{1,2})\.? (?P<after>[^\W\d_]{3,12})"
)


@dataclass(frozen=True, slots=True)
class ClosingTime:
    """Time and day of a closing line; None what it does not say for certain. The service is as printed: "AP-WF"."""

    at: datetime | None = None
    day: date | None = None
    service: str = ""
    remark: str = ""


def read_closing(lines: Sequence[str], *, dateline: str = "") -> ClosingTime | None:
    """Read the time among the last lines of a message; None where no line is one.

    A dateline with a day decides between day and month where both orders are possible, and gives the year where the
    line has none. A time in an unknown zone is none, one without a zone is naive.
    """
    for line in reversed([line for line in lines if line.strip()][-LAST_LINES:]):
        found = match_closing(line)
        if found:
            return _make_time(found, dateline, line)
    return None


@dataclass(frozen=True, slots=True)
class ClosedText:
    """Lines of a text, the lines of its time, and words beside the time."""

    lines: list[str]
    closing: list[str]
    rest: str


def split_closing(lines: Sequence[str], tail: str) -> ClosedText:
    """Part the time from the lines of a text: it stands in the tail, which follows ETX, or last in the text."""
    behind = [line for line in tail.split("\n") if line.strip(" \t\f\x03")]
    closing = [line for line in behind if match_closing(line)]
    rest = "\n".join(line for line in behind if line not in closing)
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip(" \t\f")), None)
    if not closing and last is not None and match_closing(lines[last]):
        return ClosedText(list(lines[:last]), list(lines[last:]), rest)
    return ClosedText(list(lines), closing, rest)


def match_closing(line: str) -> re.Match[str] | None:
    """Return the match of a line that is a closing time and nothing else."""
    line = " ".join(line[: 2 * LONGEST_CLOSING].strip(" \t\f^<=\x03\x04").split())
    if len(line) > LONGEST_CLOSING:
        return None
    return next(filter(None, (form.fullmatch(line) for form in _FORMS)), None)


def _make_time(found: re.Match[str], dateline: str, line: str) -> ClosingTime:
    parts = found.groupdict()
    service = parts.get("service") or ""
    day = _find_day(parts, dateline)
    hours = ZONE_HOURS.get((parts.get("zone") or "GMT").upper())
    if day is None or hours is None or int(parts["hour"]) > 23 or int(parts["minute"]) > 59:
        remark = f"Its time cannot be read: “{' '.join(line.split())[:LONGEST_CLOSING]}”."
        return ClosingTime(None, day, service, remark)
    at = datetime(day.year, day.month, day.day, int(parts["hour"]), int(parts["minute"]))  # noqa: DTZ001 the source's own
    if parts.get("zone"):
        at = at.replace(tzinfo=timezone(timedelta(hours=hours)))
    return ClosingTime(at, day, service)


def _find_day(parts: dict[str, str | None], dateline: str) -> date | None:
    year = _whole_year(parts.get("year") or "")
    if not year:
        named = re.search(r"\b(?:19|20)\d\d\b", dateline)
        year = named.group() if named else ""
    day, month, word = parts["day"] or "", parts.get("month") or "", parts.get("word") or ""
    if word:
        return read_date(f"{day} {word} {year}")
    orders = [read_date(f"{year}-{month}-{day}"), read_date(f"{year}-{day}-{month}")]
    possible = [order for order in orders if order]
    return next((order for order in possible if _is_named(order, dateline)), next(iter(possible), None))


def _whole_year(year: str) -> str:
    if len(year) != 2:
        return year
    return f"{'19' if int(year) >= CENTURY_TURN else '20'}{year}"


def _is_named(day: date, dateline: str) -> bool:
    """Return whether a dateline names the day: "SAITAMA, Dec. 9 Kyodo -"."""
    for found in _NAMED_DAY.finditer(dateline[:200]):
        number, word = found["day"] or found["first"], found["word"] or found["after"]
        if read_date(f"{number} {word} {day.year}") == day:
            return True
    return False
