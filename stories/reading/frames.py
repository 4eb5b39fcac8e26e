"""Values between two of our own processes: each with its length before it."""

from __future__ import annotations

import pickle
from typing import IO, Any

LENGTH_BYTES = 8


def write_frame(stream: IO[bytes], value: object) -> None:
    """Write a value. Raises OSError where nobody reads."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(LENGTH_BYTES, "big") + data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:
    """Read the next value. Raises EOFError where there is none, or not all of it."""
    return open_frame(read_packed(stream))


def read_packed(stream: IO[bytes]) -> bytes:
    """Read the next value as it was sent, for `open_frame`. Raises as `read_frame` does."""
    length = int.from_bytes(read_whole(stream, LENGTH_BYTES), "big")
    return read_whole(stream, length)


def open_frame(packed: bytes) -> Any:
    """Return a value that was sent."""
    return pickle.loads(packed)  # noqa: S301 our own process wrote it


def read_whole(stream: IO[bytes], size: int) -> bytes:
    """Return so many bytes. Raises EOFError where there are fewer: whoever writes them died."""
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
