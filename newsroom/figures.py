"""Figures of the whole newsroom for /metrics: its store, its queues, its sweeps, its replica."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.models import Model, QuerySet
from django.utils import timezone

from newsroom import replica
from newsroom.operations.trouble_figures import TROUBLE_GROUPS
from newsroom.version import VERSION
from stories.models import Filing, Notification, Photo, StoredPage, Story, Sweep

MOST_COUNTED = 1_000  # rows of a queue at most: more is "too many" all the same

Figures = Iterator[tuple[str, float]]


def build() -> Figures:
    """Give the version of this code, as a label of a figure that is always 1."""
    yield f'newsroom_build_info{{version="{VERSION}"}}', 1


def newest_filing() -> Figures:
    """Give the time of the newest public filing in Unix seconds; 0 for none."""
    newest = Filing.public.newest().order_by("-live__filing").values_list("filed_at", flat=True).first()
    yield "newsroom_newest_filing_timestamp_seconds", newest.timestamp() if newest else 0.0


def store_age() -> Figures:
    """Give when the oldest page in the store was printed, in Unix seconds; nothing while it is empty."""
    oldest = StoredPage.objects.order_by("printed_at").values_list("printed_at", flat=True).first()
    if oldest is not None:
        yield "newsroom_store_oldest_page_timestamp_seconds", oldest / 1000


def queues() -> Figures:
    """Give how much is due and not done: nothing stays so for long while a worker runs."""
    now = timezone.now()
    yield queue("filings", Story.objects.due(now))
    yield queue("photos", Photo.objects.without_renditions(now))
    yield queue("mails", Notification.objects.mail_due(now))


def queue(name: str, rows: QuerySet[Model]) -> tuple[str, float]:
    """Return the figure of one queue."""
    return f'newsroom_due{{what="{name}"}}', rows.order_by()[:MOST_COUNTED].count()


def sweeps() -> Figures:
    """Give when each sweep of the workers last ended without a fault, in Unix seconds."""
    for name, finished_at in Sweep.objects.values_list("name", "finished_at"):
        yield f'newsroom_sweep_timestamp_seconds{{sweep="{name}"}}', finished_at.timestamp()


def replica_lag() -> Figures:
    """Give how many public changes the replica lacks; nothing where there is none."""
    if replica.REPLICA in settings.DATABASES:
        changes = replica.count_changes(DEFAULT_DB_ALIAS)
        yield "newsroom_replica_lag_changes", changes - replica.count_changes(replica.REPLICA)


GROUPS: tuple[Callable[[], Figures], ...] = (
    build,
    newest_filing,
    store_age,
    queues,
    sweeps,
    replica_lag,
    *TROUBLE_GROUPS,
)


def read_figures() -> dict[str, float]:
    """Return the figures by their names; those that cannot be read are left out."""
    found: dict[str, float] = {}
    for group in GROUPS:
        try:
            found.update(group())
        except Error:
            connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
    return found
