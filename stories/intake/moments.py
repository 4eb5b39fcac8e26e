"""Wall clocks of a source as moments, also in the hours that a change of clocks doubles or leaves out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

FINEST = timedelta(seconds=1)


def utc_time(at: datetime, *, zone: tzinfo) -> datetime:
    """Return a time in UTC; a naive one is the zone's. Raises OverflowError at the ends of the calendar."""
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def latest_reading(at: datetime, *, zone: tzinfo) -> datetime:
    """Return the latest moment in UTC that a time may mean, so that an embargo never ends too early.

    A wall clock of the doubled hour is the later one; one of the hour that is left out is the next moment that exists.
    Raises OverflowError at the ends of the calendar.
    """
    if at.tzinfo is not None:
        return at.astimezone(UTC)
    readings = sorted(at.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if readings[1].astimezone(zone).replace(tzinfo=None) == at:
        return readings[1]
    return change_between(*readings, zone=zone)


def change_between(before: datetime, after: datetime, *, zone: tzinfo) -> datetime:
    """Return the moment between two at which the zone's offset changes."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > FINEST:
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
