"""The program of a process that reads copy: lists of files on standard input, what is read of them on its output.

It ends when its input does, so that it never outlives whoever started it.
"""

from __future__ import annotations

import gc
import sys

from stories.reading.frames import read_frame, write_frame
from stories.reading.measures import FileReading, FileToRead, read_measured
from stories.wire import NotWireError, UnreadableError

NEW_OBJECTS = 50_000  # until the next look for garbage; those of some frames of files


def read_or_refuse(file: FileToRead) -> FileReading:
    """Return what is read of a file, or the refusal of the readers; None for a fault, which shows where it is asked."""
    try:
        return read_measured(file)
    except (NotWireError, UnreadableError) as refusal:
        return refusal
    except Exception:  # noqa: BLE001 whoever asked reads it again, and has the fault
        return None


def read_requests() -> None:
    """Read files until none is asked for any more."""
    while True:
        try:
            files = read_frame(sys.stdin.buffer)
        except EOFError:
            return
        write_frame(sys.stdout.buffer, [read_or_refuse(file) for file in files])


if __name__ == "__main__":
    gc.freeze()  # what is loaded stays
    gc.set_threshold(NEW_OBJECTS)  # what is read leaves hardly any circles
    read_requests()
