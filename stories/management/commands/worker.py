"""The background worker: looks every second for what is due, until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone

from stories import mails, tasks

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two sweeps; a due story is out within two
MAIL_PATIENCE = 15  # seconds that a mail in hand has to go out in, when the worker is told to stop


class Command(BaseCommand):
    """Release scheduled and embargoed stories when their time comes, and send the newsroom's mail."""

    help = "Releases scheduled and embargoed stories when their time comes. Runs until it is told to stop."

    def handle(self, **_options: object) -> None:
        stop = threading.Event()

        def told_to_stop(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, told_to_stop)
        signal.signal(signal.SIGINT, told_to_stop)
        self.stdout.write("Looking every second for what is due.")
        self.stdout.flush()
        # Beside the sweep for stories: a mail server that does not answer must not keep back what is to be filed.
        mail = threading.Thread(target=sweep, args=(mails.send_due, stop), daemon=True)
        mail.start()
        sweep(tasks.release_due, stop)
        mail.join(MAIL_PATIENCE)


def sweep(look: Callable[[datetime], object], stop: threading.Event) -> None:
    """Look for what is due, every second, until told to stop."""
    while not stop.is_set():
        try:
            look(timezone.now())
        except Error:
            logger.exception("The database did not answer; the next sweep tries again.")
        close_old_connections()
        stop.wait(PAUSE)
