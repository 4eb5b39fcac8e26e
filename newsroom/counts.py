"""Counts of what the processes of one machine did, summed over its web processes.

Each process counts in a file of its own, mapped into its memory, in the folder that the web server's configuration
names; whoever is asked sums all files. Without a folder a process counts for itself alone.
"""

from __future__ import annotations

import mmap
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from struct import Struct
from threading import Lock

COUNTS_FOLDER = "NEWSROOM_COUNTS"  # the variable of the environment that names the folder
ENDED = "ended"  # the file of all processes that have ended
SLOT = Struct("120sQ")  # a figure as /metrics prints it, with its labels, and its count
COUNT = Struct("Q")  # the end of a slot
COUNT_PLACE = SLOT.size - COUNT.size
SLOTS = 128
SIZE = SLOT.size * SLOTS  # bytes


class ProcessCounts:
    """The counts of one process, in slots of a file in memory; figures beyond the last slot are not counted.

    A file that cannot be made costs no answer: the process counts for itself then.
    """

    def __init__(self, path: Path | None) -> None:
        self.slots: dict[str, int] = {}
        self.values: list[int] = []
        self.lock = Lock()
        self.memory = mmap.mmap(-1, SIZE)
        if path is not None:
            with suppress(OSError), path.open("w+b") as file:
                file.truncate(SIZE)
                self.memory = mmap.mmap(file.fileno(), SIZE)

    def add(self, figure: str, amount: int) -> None:
        """Add to the count of a figure."""
        with self.lock:
            slot = self.slots.get(figure)
            if slot is None:
                slot = self.slots[figure] = len(self.values)
                self.values.append(0)
                if slot < SLOTS:
                    SLOT.pack_into(self.memory, slot * SLOT.size, figure.encode(), 0)
            self.values[slot] += amount
            if slot < SLOTS:
                COUNT.pack_into(self.memory, slot * SLOT.size + COUNT_PLACE, self.values[slot])


class NodeCounts:
    """The counts of this process, made at its first one, and those of the others beside it."""

    def __init__(self) -> None:
        self.process = 0
        self.own: ProcessCounts | None = None

    def add(self, figure: str, amount: int = 1) -> None:
        """Add to the count of a figure, which is named as /metrics prints it: `newsroom_things_total{kind="a"}`."""
        if self.own is None or self.process != os.getpid():  # a process that was forked counts for itself
            folder = counts_folder()
            self.process, self.own = os.getpid(), ProcessCounts(folder and folder / str(os.getpid()))
        self.own.add(figure, amount)

    def total(self) -> Counter[str]:
        """Return the counts of all processes of this machine."""
        folder = counts_folder()
        if folder is None:
            return Counter(dict(read_slots(self.own.memory[:]))) if self.own else Counter()
        total: Counter[str] = Counter()
        for path in folder.iterdir():
            total.update(dict(read_slots(path.read_bytes())))
        return total


def counts_folder() -> Path | None:
    """Return the folder that the processes of this machine count in; None for one that is gone."""
    folder = os.environ.get(COUNTS_FOLDER)
    return Path(folder) if folder and Path(folder).is_dir() else None


def read_slots(data: bytes) -> Iterator[tuple[str, int]]:
    """Give the figures of a process with their counts."""
    for name, count in SLOT.iter_unpack(data[: len(data) - len(data) % SLOT.size]):
        if figure := name.strip(b"\0").decode():
            yield figure, count


def keep_ended(process: int) -> None:
    """Add the counts of a process that has ended to those of the others that have, and drop its file."""
    folder = counts_folder()
    if folder is None or not (path := folder / str(process)).exists():
        return
    total: Counter[str] = Counter()
    for each in (folder / ENDED, path):
        if each.exists():
            total.update(dict(read_slots(each.read_bytes())))
    fresh = folder / f"{ENDED}.new"
    fresh.write_bytes(b"".join(SLOT.pack(figure.encode(), count) for figure, count in total.items()))
    path.unlink()
    fresh.replace(folder / ENDED)


counts = NodeCounts()
