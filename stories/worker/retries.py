"""Pauses of the worker after another server failed, each twice as long as the one before."""

from __future__ import annotations

from datetime import datetime, timedelta

MOST_DOUBLES = 16


class Retries:
    """When a server that failed is asked again: after a first pause, then ever later, up to a longest one."""

    def __init__(self, first: timedelta, longest: timedelta) -> None:
        self.first, self.longest = first, longest
        self.failures = 0
        self.next_at: datetime | None = None

    def may_try(self, now: datetime) -> bool:
        """Return whether the server is to be asked now."""
        return self.next_at is None or now >= self.next_at

    def postpone(self, now: datetime) -> timedelta:
        """Have the server left alone for a time, as it failed; return for how long."""
        pause = min(self.first * (1 << min(self.failures, MOST_DOUBLES)), self.longest)
        self.failures += 1
        self.next_at = now + pause
        return pause

    def reset(self) -> None:
        """Begin anew, as the server answered."""
        self.failures, self.next_at = 0, None
