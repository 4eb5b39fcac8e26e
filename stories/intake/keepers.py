"""The processes that keep deliveries, so that what one of them kept and never read is found once it has died."""

from __future__ import annotations

import os
import socket
from contextlib import suppress

from stories.models import Delivery, fit_end


def own_name() -> str:
    """Return the name of this process: its machine and its number there."""
    return fit_end(Delivery, "kept_by", f"{socket.gethostname()}:{os.getpid()}")


def has_died(name: str) -> bool:
    """Return whether a process of this machine is gone. Of one elsewhere nothing is known, and False."""
    machine, _, number = name.rpartition(":")
    if machine != socket.gethostname() or not number.isdecimal():
        return False
    with suppress(PermissionError):  # another user's, which is there
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            return True
    return False
