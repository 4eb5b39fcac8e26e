"""Times and shares in the pages of the newsroom: in the zone of whoever is signed in, and how long is left."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from stories.display import datetimes
from stories.display.dates import print_short_date
from stories.display.datetimes import datetime_attribute, print_both_times

register = template.Library()
MINUTE = timedelta(minutes=1)
HOUR, DAY, YEAR = 60, 24 * 60, 365 * 24 * 60  # minutes
HALF_A_YEAR = timedelta(days=182)
DETAILS = frozenset({"seconds", "no-year", "no-zone"})

register.filter("print_both_times", print_both_times)
register.filter("datetime_attribute", datetime_attribute)


@register.filter
def print_time(at: datetime | None, details: str = "") -> str:
    """Return the time of day: 01:10 UTC; empty where there is no time.

    The details, parted by spaces, are "seconds" and "no-zone". Raises ValueError for any other.
    """
    if not at:
        return ""
    words = read_details(details)
    return datetimes.print_time(at, seconds="seconds" in words, zone="no-zone" not in words)


@register.filter
def print_datetime(at: datetime | None, details: str = "") -> str:
    """Return the date and the time of day: Feb 10, 2026, 01:10 UTC; empty where there is no time.

    The details, parted by spaces, are "seconds", "no-year" and "no-zone". Raises ValueError for any other.
    """
    if not at:
        return ""
    words = read_details(details)
    seconds, year, zone = "seconds" in words, "no-year" not in words, "no-zone" not in words
    return datetimes.print_datetime(at, seconds=seconds, year=year, zone=zone)


@register.filter
def print_in_column(at: datetime) -> str:
    """Return date and clock as a time element, in two parts that a narrow column may put below each other."""
    time = datetimes.print_time(at, zone=False)
    return format_html(
        '<time datetime="{}"><span>{}</span> <span>{}</span></time>',
        datetime_attribute(at),
        print_date_before_time(at),
        time,
    )


@register.filter
def print_in_row(at: datetime | None) -> str:
    """Return a time as a time element: 15:10 for today's, the short date before it for any other of the last months."""
    if not at:
        return ""
    if timezone.localdate(at) == timezone.localdate():
        return time_element(at, datetimes.print_time(at, zone=False))
    return time_element(at, print_datetime(at, "no-year no-zone") if is_recent(at) else print_short_date(at, year=True))


@register.filter
def print_day_in_row(at: datetime | None) -> str:
    """Return a time as a time element where room is short: 15:10 for today's, the short date for any other."""
    if not at:
        return ""
    is_today = timezone.localdate(at) == timezone.localdate()
    short = datetimes.print_time(at, zone=False) if is_today else print_short_date(at, year=not is_recent(at))
    return time_element(at, short)


def time_element(at: datetime, words: str) -> str:
    """Return a time element with some words, that tells the whole time to whoever points at it."""
    return format_html('<time datetime="{}" title="{}">{}</time>', datetime_attribute(at), print_datetime(at), words)


def is_recent(at: datetime) -> bool:
    """Return whether a time is less than half a year away: nobody takes its day for one of another year."""
    return abs(timezone.now() - at) < HALF_A_YEAR


@register.filter
def age(at: datetime) -> str:
    """Return how long ago a time was in one unit: now, 3 min, 5 h, 12 d, 2 y."""
    minutes = (timezone.now() - at) // MINUTE
    if minutes < 1:
        return _("now")
    if minutes < HOUR:
        return _("{minutes} min").format(minutes=minutes)
    if minutes < DAY:
        return _("{hours} h").format(hours=minutes // HOUR)
    if minutes < YEAR:
        return _("{days} d").format(days=minutes // DAY)
    return _("{years} y").format(years=minutes // YEAR)


@register.filter
def print_both_in_column(at: datetime) -> str:
    """Return both times as a time element, in parts that a narrow column may put below each other."""
    here = format_html("<span>{}</span> <span>{}</span>", print_date_before_time(at), datetimes.print_time(at))
    is_utc = datetimes.is_utc(timezone.localtime(at))
    there = "" if is_utc else format_html(" <span>({} UTC)</span>", f"{at.astimezone(UTC):%H:%M}")
    return format_html('<time datetime="{}">{}{}</time>', datetime_attribute(at), here, there)


@register.filter
def countdown(at: datetime) -> str:
    """Return the time left until a time in two units: in 3 d 4 h, in 5 h 59 min, in 1 min; now where it is past."""
    minutes = math.ceil((at - timezone.now()) / MINUTE)
    if minutes <= 0:
        return _("now")
    if minutes >= DAY:
        return _("in {days} d {hours} h").format(days=minutes // DAY, hours=minutes % DAY // HOUR)
    if minutes >= HOUR:
        return _("in {hours} h {minutes} min").format(hours=minutes // HOUR, minutes=minutes % HOUR)
    return _("in {minutes} min").format(minutes=minutes)


def read_details(details: str) -> frozenset[str]:
    """Return the details that a filter was given. Raises ValueError for a word that is no detail."""
    words = frozenset(details.split())
    if words - DETAILS:
        raise ValueError(f"A time has no such detail: {details}")
    return words


def print_date_before_time(at: datetime) -> str:
    """Return the short date of a time with the comma that the language of the page puts behind it."""
    return _("{day}, {time}").format(day=print_short_date(at), time="").strip()


@register.filter
def percent(share: float) -> str:
    """Return a share from 0 to 1 in whole per cent, rounded down, and 100% at most."""
    return _("{percent}%").format(percent=min(100, math.floor(round(share * 100, 6))))
