"""The background worker: looks every second for what is due, until it is told to stop."""

import logging
import signal
import threading
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone

from stories import tasks

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two sweeps; a due story is out within two


class Command(BaseCommand):
    """Release scheduled and embargoed stories when their time comes."""

    help = "Releases scheduled and embargoed stories when their time comes. Runs until it is told to stop."

    def handle(self, **_options: object) -> None:
        stop = threading.Event()

        def told_to_stop(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, told_to_stop)
        signal.signal(signal.SIGINT, told_to_stop)
        self.stdout.write("Looking every second for what is due.")
        self.stdout.flush()
        while not stop.is_set():
            try:
                tasks.release_due(timezone.now())
            except Error:
                logger.exception("The database did not answer; the next sweep tries again.")
            close_old_connections()
            stop.wait(PAUSE)
