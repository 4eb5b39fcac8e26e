"""Times in the zone and the language of a page: the clock, the day with the clock, and the time in both zones.

Readers know UTC as GMT, the newsroom says UTC.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import get_language_bidi, gettext

from stories.display.dates import print_short_date

ISOLATE, POP = "\u2066", "\u2069"  # around what runs from left to right in a line that runs from right to left
UTC_FOR_READERS = "GMT"
LATE_AFTER = timedelta(minutes=5)  # from the wire to the page; readers are told of a longer way
FIRST_MOMENT = datetime(1, 1, 1, tzinfo=UTC)  # of the calendar of Python and of the databases
LAST_MOMENT = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)


def print_time(at: datetime, *, seconds: bool = False, zone: bool = True, utc: str = "UTC") -> str:
    """Return the time of day: 01:10 UTC, or 01:10:30 UTC with seconds. `utc` is the name that UTC is printed by."""
    local = timezone.localtime(at)
    time = f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
    if zone:
        time += f" {utc if is_utc(local) else local.tzname()}"
    return f"{ISOLATE}{time}{POP}" if get_language_bidi() else time


def print_datetime(
    at: datetime, *, year: bool = True, seconds: bool = False, zone: bool = True, utc: str = "UTC"
) -> str:
    """Return the date and the time of day: Feb 10, 2017, 01:10 UTC. `utc` is the name that UTC is printed by."""
    time = print_time(at, seconds=seconds, zone=zone, utc=utc)
    return gettext("{day}, {time}").format(day=print_short_date(at, year=year), time=time)


def print_both_times(at: datetime, *, year: bool = True) -> str:
    """Return the date and time in the page's zone, and in UTC where the two differ: 14:02 CET (13:02 UTC)."""
    here = print_datetime(at, year=year)
    return here if is_utc(timezone.localtime(at)) else f"{here} ({at.astimezone(UTC):%H:%M} UTC)"


def print_for_record(at: datetime) -> str:
    """Return both times in the newsroom's own language: a record is read by people of every language."""
    with translation.override(settings.LANGUAGE_CODE):
        return print_both_times(at)


def is_late(moved_at: datetime, filed_at: datetime) -> bool:
    """Return whether copy was filed so long after it moved that readers are told both times."""
    return filed_at - moved_at > LATE_AFTER


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Return the times at which a day begins and ends in the page's zone; at the ends of the calendar, those."""
    return start_of_date(day), start_of_date(day + timedelta(days=1)) if day < date.max else LAST_MOMENT


def start_of_date(day: date) -> datetime:
    """Return the time at which a day begins in the page's zone."""
    try:
        return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)
    except OverflowError:  # east of UTC the first day of the calendar begins before it
        return FIRST_MOMENT


def datetime_attribute(at: datetime) -> str:
    """Return the value of a time element's attribute, with three digits of a second and no more (HTML, 2.3.5.4)."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1_000:03}Z"


def is_utc(local: datetime) -> bool:
    """Return whether the zone of a time is named UTC."""
    return local.tzname() == "UTC"
