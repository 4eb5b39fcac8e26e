"""The heartbeat of a process that runs beside the web servers: a thread that says every ten seconds that it is there.

It beats while the process lives. Whether a sweep does its work, the time of the sweep's end says.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from django.db import Error, close_old_connections, connections
from django.utils import timezone

from stories.display.http_caching import build_prefix
from stories.models import Heartbeat, ProcessRole
from stories.models.heartbeat import BEAT_SECONDS

END_SECONDS = 5.0  # that a beat under way has, when the process ends

logger = logging.getLogger(__name__)


@contextmanager
def keep_beating(role: ProcessRole, *, clock_jump: Callable[[], float] = lambda: 0.0) -> Iterator[None]:
    """Say that this process is there until the block ends, and then that it is gone.

    `clock_jump` gives by how many seconds its clock has jumped ahead.
    """
    name, stop = f"{socket.gethostname()}:{os.getpid()}"[-120:], Event()
    thread = Thread(target=run_beats, args=(stop, name, role, clock_jump), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(END_SECONDS)
        with suppress(Error):
            Heartbeat.objects.filter(name=name).delete()


def run_beats(stop: Event, name: str, role: ProcessRole, clock_jump: Callable[[], float]) -> None:
    """Beat until told to stop, on a database connection of this thread."""
    try:
        beat_until(stop, name, role, clock_jump)
    finally:
        connections.close_all()


def beat_until(stop: Event, name: str, role: ProcessRole, clock_jump: Callable[[], float]) -> None:
    """Beat until told to stop. A database that does not answer is told of once, until it answers again."""
    is_lost = False
    while not stop.is_set():
        try:
            Heartbeat.objects.beat(name, role, build_prefix(), now=timezone.now(), clock_jump=clock_jump())
            is_lost = False
        except Error as error:
            if not is_lost:
                logger.warning("The database does not take the heartbeat of this process: %s", error)
            is_lost = True
        close_old_connections()
        stop.wait(BEAT_SECONDS)
