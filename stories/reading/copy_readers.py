"""Processes that read and measure copy ahead of whoever takes it in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from stories.reading.frames import open_frame, read_packed, write_frame
from stories.reading.measures import FileReading, FileToRead

PROJECT_ROOT = Path(__file__).resolve().parents[2]
MOST_READERS = 3  # who takes the copy in is busy with what these read
FILES_IN_FRAME = 20


class CopyReader:
    """A process that reads files in their order.

    A thread hands it what to read, and another takes what it has read: a pipe holds a dozen pieces, and this process
    comes for them when the batch before is written.
    """

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "stories.reading.program"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT_ROOT,
            start_new_session=True,  # Ctrl-C is for whoever started it, who ends it then
        )
        self.waiting: SimpleQueue[Sequence[FileToRead] | None] = SimpleQueue()
        self.read: SimpleQueue[bytes | None] = SimpleQueue()
        self.threads = [Thread(target=work, daemon=True) for work in (self._hand_over, self._collect)]
        for thread in self.threads:
            thread.start()

    def _hand_over(self) -> None:
        assert self.process.stdin is not None  # noqa: S101 as it was started with one
        with suppress(OSError), self.process.stdin as stream:  # a reader that died is asked nothing more
            for files in iter(self.waiting.get, None):
                write_frame(stream, files)

    def _collect(self) -> None:
        assert self.process.stdout is not None  # noqa: S101 as it was started with one
        with suppress(EOFError), self.process.stdout as stream:
            while True:
                self.read.put(read_packed(stream))
        self.read.put(None)

    def ask(self, files: Sequence[FileToRead]) -> None:
        """Have some files read after those that were asked for before."""
        self.waiting.put(files)

    def answers(self, count: int) -> list[FileReading]:
        """Wait for what was asked for first; None for each file where the process died."""
        packed = self.read.get()
        if packed is None:
            self.read.put(None)  # for whoever asks next
            return [None] * count
        answers: list[FileReading] = open_frame(packed)
        return answers

    def close(self) -> None:
        """End the process."""
        self.waiting.put(None)
        self.process.kill()
        self.process.wait()
        for thread in self.threads:
            thread.join()


class CopyReaders:
    """Processes that read files in turns, as many as there are processors beside this one, once there is work for them.

    On a single processor there are none.
    """

    def __init__(self) -> None:
        self.readers: list[CopyReader] = []
        self.turn = 0

    @property
    def are_running(self) -> bool:
        """Whether there are processes by now."""
        return bool(self.readers)

    def ask(self, files: Sequence[FileToRead]) -> Iterator[FileReading]:
        """Have files read; return an iterator that waits for each. None stands for what is to be read by who asks."""
        if files and not self.readers:
            self.readers = [CopyReader() for _ in range(min(count_processors() - 1, MOST_READERS))]
        if not self.readers:
            return iter([None] * len(files))
        asked: deque[tuple[CopyReader, int]] = deque()
        for begun in range(0, len(files), FILES_IN_FRAME):
            frame = files[begun : begun + FILES_IN_FRAME]
            reader = self.readers[self.turn % len(self.readers)]
            self.turn += 1
            reader.ask(frame)
            asked.append((reader, len(frame)))
        return (answer for reader, count in asked for answer in reader.answers(count))

    def close(self) -> None:
        """End the processes."""
        for reader in self.readers:
            reader.close()


def count_processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
