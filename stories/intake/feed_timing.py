"""The moments at which a feed is asked again: as its server says within bounds, and ever later while it fails."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

INTERVAL = timedelta(minutes=5)  # where the server says nothing
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=1)  # that a server may ask for
LONGEST_PAUSE = timedelta(hours=6)  # while a feed fails
MOST_DOUBLINGS = 10
JITTER = 0.2  # of a pause, so that feeds which failed together are not asked together
HEAD_BYTES = 20_000  # of a feed, in which its ttl stands
MAX_AGE = re.compile(r"\bmax-age=\"?([0-9]{1,9})", re.IGNORECASE)
TTL = re.compile(rb"<ttl>[ \t\r\n]{0,20}([0-9]{1,6})[ \t\r\n]{0,20}</ttl>")  # RSS 2.0: minutes


def next_interval(headers: Mapping[str, str], body: bytes = b"") -> timedelta:
    """Return how long a feed that answered is left alone: as long as its server says, within bounds."""
    max_age, ttl = MAX_AGE.search(headers.get("cache-control", "")), TTL.search(body[:HEAD_BYTES])
    wishes = [
        timedelta(seconds=int(max_age[1]) if max_age else 0),
        timedelta(minutes=int(ttl[1]) if ttl else 0),
    ]
    return min(max(max(wishes) or INTERVAL, SHORTEST), LONGEST)


def pause_after(failures: int, *, chance: float, headers: Mapping[str, str], now: datetime) -> timedelta:
    """Return how long a feed is left alone after so many failures in a row, and its server's Retry-After.

    The `chance` is from 0 to 1.
    """
    doubled = INTERVAL * (1 << min(max(failures - 1, 0), MOST_DOUBLINGS))
    pause = min(doubled, LONGEST_PAUSE) * (1 + JITTER * (2 * chance - 1))
    return min(max(pause, retry_after(headers.get("retry-after", ""), now=now)), LONGEST_PAUSE)


def retry_after(value: str, *, now: datetime) -> timedelta:
    """Return the time that a Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3); none for a wrong one."""
    if re.fullmatch("[0-9]{1,9}", value.strip()):
        return timedelta(seconds=int(value))
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return timedelta()
    return max((at if at.tzinfo else at.replace(tzinfo=UTC)) - now, timedelta())
