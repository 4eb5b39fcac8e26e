"""The nights on which the clocks of a zone change: an hour that comes twice, and one that does not come.

Pure: the zone comes in. A local time is a datetime without a zone.
"""

from datetime import UTC, datetime, timedelta, tzinfo

STEP = timedelta(minutes=1)  # clocks change at whole minutes


def moments_of(local: datetime, zone: tzinfo) -> list[datetime]:
    """Return the moments at which the clocks of a zone show a time, the earlier first.

    One mostly; two where the time comes twice, none where it does not come.
    """
    readings = {local.replace(tzinfo=zone, fold=fold).astimezone(UTC): None for fold in (0, 1)}
    return [at.astimezone(zone) for at in sorted(readings) if at.astimezone(zone).replace(tzinfo=None, fold=0) == local]


def times_around(local: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the last minute before, and the first behind, the hour that the clocks leave out around a time."""
    early, late = sorted(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    before = early.astimezone(zone).utcoffset()
    while late - early > STEP:
        middle = early + (late - early) / 2
        early, late = (middle, late) if middle.astimezone(zone).utcoffset() == before else (early, middle)
    first = late.replace(second=0, microsecond=0).astimezone(zone)
    return (first.astimezone(UTC) - STEP).astimezone(zone), first


def print_offset(at: datetime) -> str:
    """Return how far a moment's clock is from UTC: +02:00."""
    return at.isoformat(timespec="seconds")[-6:]
