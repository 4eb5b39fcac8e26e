"""What a sweep of the worker failed on, in the log: told at once and then each minute, not each second."""

import errno
import logging

from django.db import InterfaceError, OperationalError

logger = logging.getLogger("stories.management.commands.worker")

AGAIN_AFTER = 60.0  # seconds; a disk that is full must not be filled by what says so
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class SweepFaults:
    """The faults of one sweep: the same one is told once a minute, and those of its surroundings in a line."""

    def __init__(self, sweep: str) -> None:
        self.sweep = sweep
        self.forget()

    def forget(self) -> None:
        """Have the next fault told at once: the sweep went well."""
        self.last, self.told_at = "", 0.0

    def tell(self, fault: Exception, now: float) -> None:
        """Tell of a fault, with a traceback where it may be one of this program; `now` counts seconds."""
        words = f"{type(fault).__name__}: {fault}"
        if words == self.last and now - self.told_at < AGAIN_AFTER:
            return
        self.last, self.told_at = words, now
        if isinstance(fault, OperationalError | InterfaceError):
            logger.error("%s: the database did not answer; the next sweep tries again: %s", self.sweep, fault)
        elif isinstance(fault, OSError) and fault.errno in NO_ROOM:
            logger.error("%s: the disk is full; the next sweep tries again: %s", self.sweep, fault)
        else:
            logger.error("%s failed; the next sweep tries again.", self.sweep, exc_info=fault)
