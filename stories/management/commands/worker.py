"""The background worker: looks every second for what is due, until it is stopped."""

import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from stories import desk, search, signals
from stories.intake import feeds
from stories.intake import photos as intake_photos
from stories.management.heartbeats import keep_beating
from stories.management.sweep_faults import SweepFaults
from stories.models import ProcessRole, Sweep
from stories.worker import due, filing_changes, logins, mail, saved_views, stored_pages, topics, transparency, webhooks
from stories.worker.cache_purge import CachePurger
from stories.worker.clock import ClockWatch, ReleaseSweep
from stories.worker.websub import HubPublisher
from stories.worker.witnesses import WitnessAsker

PAUSE = 1.0  # seconds between two sweeps; a due story is out within two
TIDY_PAUSE = 3600.0  # seconds
PAGES_PAUSE = 60.0  # seconds that a withdrawn word may lie in a stored page, which nobody is answered with
FEED_PAUSE = 5.0  # seconds
UNREAD_PAUSE = 10.0  # seconds
VIEWS_PAUSE = 20.0  # seconds
WITNESS_PAUSE = 5.0  # seconds
TERMS_PAUSE = 10.0  # seconds
MARK_PAUSE = timedelta(seconds=15)  # between two notes of a sweep's end, for /metrics
STOP_SECONDS = 15  # seconds that a mail or photo in hand has, when the worker is told to stop
SIDE_SWEEPS = (
    (mail.send_due, PAUSE),
    (saved_views.tell_followers, VIEWS_PAUSE),
    (due.cut_due, PAUSE),
    (intake_photos.fetch_due, PAUSE),
    (feeds.poll_due, FEED_PAUSE),
    (due.read_kept_copy, UNREAD_PAUSE),
    (HubPublisher().publish_due, PAUSE),
    (CachePurger().purge_due, PAUSE),
    (webhooks.note_and_send, PAUSE),
    (webhooks.drop_old_log, TIDY_PAUSE),
    (transparency.LogKeeper().keep_log, PAUSE),
    (WitnessAsker().ask_witnesses, WITNESS_PAUSE),
    (filing_changes.keep_changes, PAUSE),
    (search.tend_indexes, PAUSE),
    (desk.tell_translators, PAUSE),
    (due.drop_terms, TERMS_PAUSE),
    (topics.list_topics, PAUSE),
    (due.tidy, TIDY_PAUSE),
    (logins.drop_old_logins, TIDY_PAUSE),
    (due.drop_old_drafts, TIDY_PAUSE),
    (due.look_at_tables, TIDY_PAUSE),
    (stored_pages.drop_stored_pages, PAGES_PAUSE),
)


class Command(BaseCommand):
    """Release scheduled and embargoed stories on time, cut photos, ask feeds, tell hub and caches, send mail, tidy."""

    help = (
        "Releases stories when their time comes, cuts photos, asks feeds, tells the hub and caches, sends mail. "
        "Runs until it is told to stop."
    )

    def handle(self, **_options: object) -> None:
        signals.worker_starts.send(sender=None)
        stop = threading.Event()

        def stop_soon(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, stop_soon)
        signal.signal(signal.SIGINT, stop_soon)
        self.stdout.write("Looking every second for what is due.")
        self.stdout.flush()
        clock = ClockWatch()
        with keep_beating(ProcessRole.WORKER, clock_jump=clock.jump_seconds):
            run_sweeps(stop, clock)


def run_sweeps(stop: threading.Event, clock: ClockWatch) -> None:
    """Run all sweeps until told to stop.

    Beside the sweep for stories: neither a mail server, a feed or a hub that hangs nor a large photo keeps back what is
    to be filed.
    """
    side_threads = [
        threading.Thread(target=sweep, args=(look, stop, pause), daemon=True) for look, pause in SIDE_SWEEPS
    ]
    for thread in side_threads:
        thread.start()
    sweep(ReleaseSweep(clock).release_due, stop)
    for thread in side_threads:
        thread.join(STOP_SECONDS)


def sweep(look: Callable[[datetime], object], stop: threading.Event, pause: float = PAUSE) -> None:
    """Run `look` until told to stop, with a pause of so many seconds between two runs."""
    marked_at: datetime | None = None
    faults = SweepFaults(look.__name__)
    while not stop.is_set():
        now = timezone.now()
        try:
            look(now)
            if marked_at is None or now - marked_at >= MARK_PAUSE:
                Sweep.objects.mark_finished(look.__name__, now=now)
                marked_at = now
            faults.forget()
        except Exception as fault:  # noqa: BLE001 whatever it is, the other sweeps go on, and this one tries again
            faults.tell(fault, time.monotonic())
        close_old_connections()
        stop.wait(pause)
