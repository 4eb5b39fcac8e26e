"""The program of the sandbox: limits and a file on standard input, its pieces or its refusal on standard output."""

from __future__ import annotations

import json
import pickle
import resource
import sys

from stories import wire
from stories.wire import NotWireError, Piece, UnreadableError
from stories.wire_sandbox import OUT_OF_MEMORY


def set_limits(*, seconds: int, megabytes: int) -> None:
    """Bound the time and the memory of this process: the system ends it, or refuses it more."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1_000_000, megabytes * 1_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(data: bytes, *, charset: str, usual: str) -> tuple[Piece, ...] | Exception:
    """Return the pieces that bytes hold, or the refusal of the readers."""
    try:
        return wire.read(data, charset=charset, usual=usual)
    except (NotWireError, UnreadableError) as error:
        return error


def main() -> None:
    """Read the limits, then the file; write what is read of it."""
    head = json.loads(sys.stdin.buffer.readline())
    set_limits(seconds=head["seconds"], megabytes=head["megabytes"])
    try:
        data = sys.stdin.buffer.read()
        sys.stdout.buffer.write(pickle.dumps(answer(data, charset=head["charset"], usual=head["usual"])))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
