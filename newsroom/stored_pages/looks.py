"""Looks at the generations of PostgreSQL that hold for a moment, and serve all requests of a process meanwhile.

Who changes what readers see announces it by a lock of the database, waits for longer than a look holds, and commits
(migration 0019). A look that found no lock was sent before any change of then was announced, so what it saw is true
until it no longer holds: no request that arrives after a commit is answered by a look from before it. The changes of
psql and of other programs wait too, as triggers do all of this.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from newsroom.stored_pages.pages import Totals

HOLDS_FOR = 0.004  # seconds from when it was sent; a change waits for five thousandths
CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # goes on while a machine sleeps


@dataclass(frozen=True, slots=True)
class Look:
    """The generations as they were looked at, without those of a story, and until when they may be used."""

    totals: Totals
    holds_until: float


class LatestLook:
    """The latest look of a process, for all of its threads."""

    def __init__(self) -> None:
        self._look: Look | None = None

    def keep(self, totals: Totals, sent_at: float) -> None:
        """Keep a look that found no change announced, and was sent at a time of `read_clock`."""
        self._look = Look(totals, sent_at + HOLDS_FOR)

    def totals(self) -> Totals | None:
        """Return the generations while the look holds, else None."""
        look = self._look
        return look.totals if look is not None and read_clock() < look.holds_until else None

    def forget(self) -> None:
        """Forget the look."""
        self._look = None


def read_clock() -> float:
    """Return the seconds of a clock that is never set."""
    return time.clock_gettime(CLOCK)
