"""Times as readers and the newsroom see them: the clock, day and clock, both zones, and what a time element carries."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import get_language_bidi, gettext

ISOLATE, POP = "\u2066", "\u2069"  # around what runs from left to right in a line that runs from right to left
UTC_PRINTED = "GMT"  # the name that readers of news know it by


def clock(at: datetime) -> str:
    """The time of day: 01:10 GMT."""
    local = timezone.localtime(at)
    zone = local.tzname() or ""
    time = f"{local:%H:%M} {UTC_PRINTED if zone == 'UTC' else zone}"
    return f"{ISOLATE}{time}{POP}" if get_language_bidi() else time


def day_and_clock(at: datetime) -> str:
    """The date and the time of day in the language of the page: Feb 10, 2017, 01:10 GMT."""
    day = formats.date_format(timezone.localtime(at), gettext("M j, Y"))
    return gettext("{day}, {time}").format(day=day, time=clock(at))


def printed(at: datetime) -> str:
    """A moment in the newsroom's zone, with its name, and in UTC: Feb 10, 2026, 14:02 CET (13:02 UTC)."""
    here = formats.date_format(timezone.localtime(at), gettext("M j, Y, H:i T"))
    return here if here.endswith(" UTC") else f"{here} ({at.astimezone(UTC):%H:%M} UTC)"


def in_markup(at: datetime) -> str:
    """A moment for a time element, which takes three digits of a second and no more (HTML, 2.3.5.4)."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1_000:03}Z"


def on_record(at: datetime) -> str:
    """The same in the newsroom's own language, as what is kept is read by everybody."""
    with translation.override(settings.LANGUAGE_CODE):
        return printed(at)
