"""The watch over the wall clock: while it has jumped, nothing is released.

A clock that is set a day ahead, by a time server that errs or a machine that comes back from a copy, would file what
is embargoed until tomorrow, and nothing calls that back. So each sweep holds the wall clock against one that nobody
sets, from which a machine that was asleep comes back with its sleep counted.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from stories.models import Filing
from stories.worker import due

MOST_DRIFT = timedelta(minutes=1)  # between two sweeps: what time servers mend bit by bit is far less
BACK_FOR = 600.0  # seconds after which a clock that was set back is believed: by an earlier clock nothing is early
STEADY_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

logger = logging.getLogger(__name__)


def read_steady_clock() -> float:
    """Return the seconds of a clock that is never set."""
    return time.clock_gettime(STEADY_CLOCK)


class ClockWatch:
    """The watch of one process. `jump` is how far ahead the wall clock jumped, negative for back; zero for not."""

    def __init__(self, read_steady: Callable[[], float] = read_steady_clock) -> None:
        self.read_steady = read_steady
        self.jump = timedelta()
        self.trusted: tuple[datetime, float] | None = None  # the last wall clock that was believed, and the steady one

    def has_jumped(self, now: datetime) -> bool:
        """Return whether the wall clock, which says `now`, is off what it said in the sweep before; log the change."""
        steady = self.read_steady()
        wall, then = self.trusted or (now, steady)
        passed = timedelta(seconds=steady - then)
        jump = now - wall - passed
        is_believed = abs(jump) <= MOST_DRIFT or (jump < timedelta() and passed.total_seconds() > BACK_FOR)
        self.tell(timedelta() if is_believed else jump, believed=abs(jump) <= MOST_DRIFT)
        if is_believed:
            self.trusted = now, steady
        return not is_believed

    def tell(self, jump: timedelta, *, believed: bool) -> None:
        """Note how far the clock is off, and log that it jumped, or that releases go on."""
        if jump and not self.jump:
            way = "ahead" if jump > timedelta() else "back"
            logger.error(
                "The clock of this machine jumped %s by %s. Nothing is released until it is back. If it is right now, "
                "restart the worker.",
                way,
                str(abs(jump)).partition(".")[0],
            )
        elif self.jump and not jump:
            logger.warning("The clock is %s. Releases go on.", "back" if believed else "believed by now")
        self.jump = jump

    def jump_seconds(self) -> float:
        """Return how far ahead the clock jumped, in seconds."""
        return self.jump.total_seconds()


class ReleaseSweep:
    """The sweep that releases what is due, by a clock that did not jump."""

    def __init__(self, clock: ClockWatch) -> None:
        self.clock = clock

    def release_due(self, now: datetime) -> list[Filing]:
        """File every story whose time has come, unless the clock jumped; return the filings."""
        return [] if self.clock.has_jumped(now) else due.release_due(now)
