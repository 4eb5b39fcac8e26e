"""The versions of a story on an axis of time, at their true distance, as numbers for an SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from stories.display.comparison import join_names
from stories.display.dates import print_short_date
from stories.display.datetimes import UTC_FOR_READERS, print_datetime, print_time
from stories.models import Filing

LEAST_VERSIONS = 3  # of which a strip tells more than their times in words
SIDE_ROOM = 1.2  # per cent of the width on either side
NUMBER_ROOM = 1.6  # per cent of the width that a number takes on a wide screen
NARROW_ROOM = 4.5  # and on a narrow one
MOST_TICKS = 7
STEPS = (
    *(timedelta(minutes=minutes) for minutes in (5, 15, 30)),
    *(timedelta(hours=hours) for hours in (1, 2, 4, 6, 12)),
    *(timedelta(days=days) for days in (1, 2, 7, 30, 90, 365, 3_650)),
)


@dataclass(frozen=True, slots=True)
class StripPoint:
    """A version on the axis, at a share of its width. `label` says where its number has room: "", "wide", "all"."""

    number: int
    x: str
    label: str
    is_correction: bool


@dataclass(frozen=True, slots=True)
class StripTick:
    """A time on the axis, at a share of its width."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class TimeStrip:
    """An axis with versions and times, and what it shows in a sentence."""

    points: tuple[StripPoint, ...]
    ticks: tuple[StripTick, ...]
    sentence: str


def make_time_strip(filings: Sequence[Filing]) -> TimeStrip | None:
    """Return versions on an axis in the language of now, which may run from the right; None where they are too few."""
    rows = sorted(filings, key=lambda filing: filing.moved_at)
    if len(rows) < LEAST_VERSIONS or rows[0].moved_at == rows[-1].moved_at:
        return None
    begin, end = rows[0].moved_at, rows[-1].moved_at
    return TimeStrip(
        tuple(strip_points(rows, begin, end)), tuple(strip_ticks(begin, end)), strip_sentence(rows, begin, end)
    )


def share_of(at: datetime, begin: datetime, end: datetime) -> float:
    """Return the place of a time between two others, in per cent of the width within its margins."""
    return SIDE_ROOM + (100 - 2 * SIDE_ROOM) * ((at - begin) / (end - begin))


def print_share(share: float) -> str:
    """Print a share of the width for SVG, counted from the side where lines begin."""
    return f"{100 - share if get_language_bidi() else share:.1f}%"


def strip_points(rows: Sequence[Filing], begin: datetime, end: datetime) -> Iterator[StripPoint]:
    """Yield the versions as points; a number that would stand on the one before it is left out."""
    last_wide = last_narrow = -100.0
    for filing in rows:
        share = share_of(filing.moved_at, begin, end)
        label = "all" if share - last_narrow >= NARROW_ROOM else "wide" if share - last_wide >= NUMBER_ROOM else ""
        last_narrow = share if label == "all" else last_narrow
        last_wide = share if label else last_wide
        yield StripPoint(filing.number, print_share(share), label, bool(filing.amends))


def strip_ticks(begin: datetime, end: datetime) -> Iterator[StripTick]:
    """Yield whole hours or days between two times, a handful: the date at midnight, else the time of day."""
    step = next((step for step in STEPS if (end - begin) / step <= MOST_TICKS), STEPS[-1])
    local = timezone.localtime(begin)
    at = local.replace(hour=0, minute=0, second=0, microsecond=0)
    at += max(-(-(local - at) // step), 1) * step
    while at < end:
        share = share_of(at, begin, end)
        clock = timezone.localtime(at)
        is_day = step >= timedelta(days=1) or clock.hour == clock.minute == 0
        text = print_short_date(at, year=step > timedelta(days=30)) if is_day else print_time(at, zone=False)
        if 3 < share < 97:
            yield StripTick(print_share(share), text)
        at += step


def strip_sentence(rows: Sequence[Filing], begin: datetime, end: datetime) -> str:
    """Return what a strip shows, for those who do not see it."""
    sentence = ngettext(
        "{count} version on an axis of time, from {first} to {last}.",
        "{count} versions on an axis of time, from {first} to {last}.",
        len(rows),
    ).format(
        count=len(rows),
        first=print_datetime(begin, utc=UTC_FOR_READERS),
        last=print_datetime(end, utc=UTC_FOR_READERS),
    )
    corrections = [str(filing.number) for filing in rows if filing.amends]
    if not corrections:
        return sentence
    tail = ngettext("Version {numbers} is a correction.", "Versions {numbers} are corrections.", len(corrections))
    return _("{sentence} {more}").format(sentence=sentence, more=tail.format(numbers=join_names(corrections)))
