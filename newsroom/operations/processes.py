"""What the web processes of this machine use: processor and memory, summed, as Linux tells it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from newsroom.counts import counts_folder

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")  # of a second
PAGE = os.sysconf("SC_PAGE_SIZE")  # bytes
# Fields of /proc/PID/stat behind the name of the program, from 0: proc(5) counts them from 3.
USER_TIME, SYSTEM_TIME, CHILDREN_USER, CHILDREN_SYSTEM, RESIDENT = 11, 12, 13, 14, 21


def process_figures() -> Iterator[tuple[str, float]]:
    """Give how many web processes there are, and what they used; of those that ended, the processor too."""
    rows = [row for number in web_processes() if (row := read_stat(number))]
    if not rows:
        return
    yield "newsroom_web_processes", len(rows)
    ticks = sum(row[USER_TIME] + row[SYSTEM_TIME] for row in rows)
    if counts_folder() and (parent := read_stat(os.getppid())):
        rows.append(parent)
        ticks += sum(parent[field] for field in (USER_TIME, SYSTEM_TIME, CHILDREN_USER, CHILDREN_SYSTEM))
    yield "newsroom_web_cpu_seconds_total", ticks / TICK
    yield "newsroom_web_memory_bytes", sum(row[RESIDENT] for row in rows) * PAGE


def web_processes() -> list[int]:
    """Return the numbers of the web processes of this machine that are alive: those that count, and this one."""
    folder = counts_folder()
    names = [path.name for path in folder.iterdir()] if folder else []
    return sorted({int(name) for name in names if name.isdigit()} | {os.getpid()})


def read_stat(number: int) -> list[int]:
    """Return the figures of a process; none for one that is gone, or where the system does not tell."""
    try:
        text = (PROC / str(number) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    words = text.rpartition(")")[2].split()
    return [0, *map(int, words[1:])]  # the first is a letter, of the state
