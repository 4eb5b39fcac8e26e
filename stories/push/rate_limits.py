"""Limits of how often a source or an address may push, counted in the cache by the minute."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache

MINUTE = 60  # seconds
SOURCE_LIMIT = 600  # pushes of a source in a minute
ADDRESS_LIMIT = 1_200  # pushes from an address in a minute
REFUSED_LIMIT = 30  # pushes without a good token from an address in a minute


def seconds_to_wait(key: str, limit: int, *, now: datetime) -> int:
    """Count one push under a key; return the seconds until the next is allowed, 0 where this one is.

    Without the cache there is no limit: copy is not lost for it.
    """
    return wait_of(limit, count_up(minute_key(key, now)), now=now)


def seconds_left(key: str, limit: int, *, now: datetime) -> int:
    """Return the seconds until a push under a key is allowed, without counting one."""
    return wait_of(limit, int(cache.get(minute_key(key, now), 0)) + 1, now=now)


def wait_of(limit: int, count: int, *, now: datetime) -> int:
    """Return the seconds that are left of the minute where the count is over the limit, else 0."""
    return MINUTE - int(now.timestamp()) % MINUTE if count > limit else 0


def minute_key(key: str, now: datetime) -> str:
    """Return the key of a count in the cache."""
    return f"push:{key}:{int(now.timestamp()) // MINUTE}"


def count_up(key: str) -> int:
    """Count one more under a key of the cache; return the count, 1 where the cache is down or dropped the key."""
    cache.add(key, 0, 2 * MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:
        return 1
