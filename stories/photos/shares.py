"""Memory for photos that are opened: one sum for all processes of a machine, of which each takes its share and waits.

A share is held by locks of files, which the system lets go when the process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import math
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

SHARE = 75_000_000  # bytes
SHARES = 8  # 600 MB for all photos that are open at once
PAUSE = 0.02  # seconds between two looks


class BusyError(Exception):
    """No share was free for as long as somebody would wait."""


@contextmanager
def take_shares(folder: Path, size: int, *, patience: float) -> Iterator[None]:
    """Hold as many shares as some bytes need, taken in turn with others.

    `patience` is in seconds. Raises BusyError after them.
    """
    ends_at = time.monotonic() + patience
    wanted = min(max(math.ceil(size / SHARE), 1), SHARES)
    with ExitStack() as held:
        with (folder / "turn").open("wb") as turn:  # who waits for many shares is not passed by those who want one
            while not lock(turn):
                pause(ends_at)
            free = list(range(SHARES))
            while wanted:
                for number in list(free):
                    file = (folder / str(number)).open("wb")
                    if wanted and lock(file):
                        held.enter_context(file)
                        free.remove(number)
                        wanted -= 1
                    else:
                        file.close()
                if wanted:
                    pause(ends_at)
        yield


def lock(file: IO[bytes]) -> bool:
    """Lock a file, where nobody else has; return whether it is ours."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def pause(ends_at: float) -> None:
    """Wait a moment. Raises BusyError when the time is over."""
    if time.monotonic() > ends_at:
        raise BusyError
    time.sleep(PAUSE)
