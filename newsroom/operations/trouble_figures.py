"""Figures of what goes wrong in the newsroom, for /metrics: processes that are gone, work that is late or given up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone

from stories.admin.wire_desk.source_alarms import SourceAlarm, source_alarms
from stories.display.http_caching import build_prefix
from stories.models import (
    Checkpoint,
    Cosignature,
    Heartbeat,
    Item,
    Notification,
    Outcome,
    Photo,
    ProcessRole,
    Story,
    TransparencyEntry,
    WebhookDelivery,
)
from stories.transparency.cosignature import split_witnesses

FAILURES_TOLD_FOR = timedelta(days=1)
MOST_LOOKED_AT = 1_000  # latest rows of each kind

Figures = Iterator[tuple[str, float]]


def processes_alive() -> Figures:
    """Give how many processes run beside the web servers, by what they do and whether this build or another."""
    count: Counter[tuple[str, str]] = Counter({(ProcessRole.WORKER, "this"): 0})
    for role, build in Heartbeat.objects.alive(timezone.now()).values_list("role", "build"):
        count[role, "this" if build == build_prefix() else "another"] += 1
    for (role, build), number in count.items():
        yield f'newsroom_processes{{role="{role}",build="{build}"}}', number


def clock_jumps() -> Figures:
    """Give by how many seconds the clock of a worker has jumped, the farthest of all: it releases nothing meanwhile."""
    jumps = Heartbeat.objects.alive(timezone.now()).values_list("clock_jump", flat=True)
    yield "newsroom_clock_jump_seconds", max(jumps, key=abs, default=0.0)


def lateness_of_work() -> Figures:
    """Give for how many seconds the oldest of each kind of work has been due; 0 where nothing is."""
    now = timezone.now()
    photos = Photo.objects.without_renditions(now).values_list("added_at", "updated_at", "cut_after")[:1]
    due_since = {
        "filings": Story.objects.due(now).values_list("release_at", flat=True).first(),
        "photos": max((at for row in photos for at in row if at is not None), default=None),
        "mails": Notification.objects.mail_due(now).values_list("mail_due_at", flat=True).first(),
        "webhooks": WebhookDelivery.objects.due(now).values_list("due_at", flat=True).first(),
        "log": TransparencyEntry.objects.waiting().values_list("at", flat=True).first(),
    }
    for what, since in due_since.items():
        yield f'newsroom_due_seconds{{what="{what}"}}', (now - since).total_seconds() if since else 0.0


def witness_lateness(now: datetime | None = None) -> Figures:
    """Give for how many seconds each witness of the log has lacked a head; 0 where it cosigned the newest."""
    for written, _address in split_witnesses(settings.LOG_WITNESSES):
        seen = Cosignature.objects.by_witness(written).values_list("size", flat=True).first() or 0
        lacking = Checkpoint.objects.filter(size__gt=seen).order_by("size").values_list("at", flat=True).first()
        seconds = ((now or timezone.now()) - lacking).total_seconds() if lacking else 0.0
        yield f'newsroom_witness_seconds{{witness="{written.partition("+")[0]}"}}', seconds


def failures() -> Figures:
    """Give how much failed within a day, of the latest thousand of each kind; photos to be tried again, too."""
    since = timezone.now() - FAILURES_TOLD_FOR
    mails = Notification.objects.order_by("-pk").only("at", "mail_fault", "mail_due_at", "mailed_at")[:MOST_LOOKED_AT]
    copy = Item.objects.filter(outcome=Outcome.FAILED).order_by("-pk").values_list("received_at", flat=True)
    sent = WebhookDelivery.objects.filter(at__gte=since, due_at=None, sent_at=None).order_by()[:MOST_LOOKED_AT]
    faults = Photo.objects.order_by("-pk").values_list("fault", "updated_at")[:MOST_LOOKED_AT]
    waiting = Photo.objects.filter(renditions_current=False, removed_at=None, cut_after__isnull=False).order_by()
    count = {
        "mails": sum(mail.is_given_up and mail.at >= since for mail in mails),
        "copy": count_since(copy[:MOST_LOOKED_AT], since),
        "webhooks": sent.count(),
        "photos": waiting[:MOST_LOOKED_AT].count() + count_since((at for fault, at in faults if fault), since),
    }
    for what, number in count.items():
        yield f'newsroom_failures{{what="{what}"}}', number


def count_since(moments: Iterable[datetime], since: datetime) -> int:
    """Return how many moments are no earlier than another."""
    return sum(moment >= since for moment in moments)


def sources_in_trouble() -> Figures:
    """Give how many sources are silent or late or have a feed that is gone, and the name of each."""
    alarms = source_alarms(timezone.now())
    yield "newsroom_source_alarms", len(alarms)
    for alarm in alarms:
        yield f'newsroom_source_alarm{{source="{escape_label(alarm.source)}",why="{reason_of(alarm)}"}}', 1


def reason_of(alarm: SourceAlarm) -> str:
    """Return what is wrong with a source, in one word."""
    if alarm.feed_gone_at:
        return "gone"
    return "late" if alarm.late_minutes else "silent"


def escape_label(text: str) -> str:
    """Return text as the value of a label of Prometheus."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def login_locks() -> Figures:
    """Give how many names are locked out at an address, after wrong passwords."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    locked = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    ).order_by()[:MOST_LOOKED_AT]
    yield "newsroom_logins_locked", locked.count()


TROUBLE_GROUPS = (
    processes_alive,
    clock_jumps,
    lateness_of_work,
    witness_lateness,
    failures,
    sources_in_trouble,
    login_locks,
)
