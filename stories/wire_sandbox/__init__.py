"""Reading of wire copy with bounded time and memory: a large file is read by a process of its own, which may die.

Small files are read where they are: no reader is slow on them.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from stories import wire
from stories.wire import Piece, UnreadableError

__all__ = ["LARGE", "TOO_MUCH", "ReadingLimits", "limits_for", "read"]

PROJECT_ROOT = Path(__file__).resolve().parents[2]
LARGE = 100_000  # bytes of a file that is read apart; nearly all copy is smaller
MEGABYTE = 1_000_000
BASE_SECONDS, SECONDS_A_MEGABYTE = 5, 1  # of processor time; a file of many items takes its time
BASE_MEGABYTES, MEGABYTES_A_MEGABYTE = 300, 20  # of memory
OUT_OF_MEMORY = 3  # the status that the process ends with then
CLOCK_FACTOR = 6  # times as long on the clock, where others work too
TOO_MUCH = (
    "Reading this file took more than {seconds} seconds or {megabytes} MB, and was stopped. "
    "Have a look at its bytes, and ask the source for it in parts."
)


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Seconds of processor time, and megabytes of memory."""

    seconds: int
    megabytes: int


def limits_for(data: bytes) -> ReadingLimits:
    """Return the limits of reading a file, by its size."""
    size = len(data) // MEGABYTE
    return ReadingLimits(BASE_SECONDS + SECONDS_A_MEGABYTE * size, BASE_MEGABYTES + MEGABYTES_A_MEGABYTE * size)


def read(data: bytes, *, charset: str = "", usual: str = "") -> tuple[Piece, ...]:
    """Read the pieces that the bytes hold, as `stories.wire.read` does.

    Raises what that raises, and UnreadableError for a large file that takes too much time or memory.
    """
    if not LARGE < len(data) <= wire.SIZE_LIMIT:
        return wire.read(data, charset=charset, usual=usual)
    return read_apart(data, charset=charset, usual=usual, limits=limits_for(data))


def read_apart(data: bytes, *, charset: str, usual: str, limits: ReadingLimits) -> tuple[Piece, ...]:
    """Read a file in a process of its own. Raises as `read` does."""
    head = json.dumps({"charset": charset, "usual": usual, **asdict(limits)}).encode()
    command = [sys.executable, "-m", "stories.wire_sandbox.worker"]
    too_much = UnreadableError(TOO_MUCH.format(**asdict(limits)))
    try:
        process = subprocess.run(  # noqa: S603 our own command
            command, input=head + b"\n" + data, capture_output=True, check=False, cwd=PROJECT_ROOT,
            timeout=limits.seconds * CLOCK_FACTOR,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise too_much from error
    if process.returncode < 0 or process.returncode == OUT_OF_MEMORY:  # the system ended it, or refused it more
        raise too_much
    if process.returncode:  # untested: a fault of a reader, as it would be raised here
        raise RuntimeError(process.stderr.decode(errors="replace"))
    answer: tuple[Piece, ...] | Exception = pickle.loads(process.stdout)  # noqa: S301 our own process wrote it
    if isinstance(answer, Exception):
        raise answer
    return answer
