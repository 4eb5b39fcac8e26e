"""Figures of what goes wrong: each stands still while all is well, and moves when its trouble is made."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from newsroom.figures import read_figures
from stories import desk
from stories.display.http_caching import build_prefix
from stories.models import (
    Heartbeat,
    Notification,
    NotificationKind,
    Photo,
    ProcessRole,
    TransparencyEntry,
    Webhook,
    WebhookDelivery,
)
from tests.builders import a_source, a_story, an_editor
from tests.photo_files import a_photo
from tests.stories.admin.test_deliveries import an_item

pytestmark = pytest.mark.django_db

WELL = {
    "newsroom_clock_jump_seconds": 0.0,
    'newsroom_processes{role="worker",build="this"}': 0,
    **{f'newsroom_due_seconds{{what="{what}"}}': 0 for what in ("filings", "photos", "mails", "webhooks", "log")},
    **{f'newsroom_failures{{what="{what}"}}': 0 for what in ("copy", "photos", "mails", "webhooks")},
    "newsroom_source_alarms": 0,
    "newsroom_logins_locked": 0,
}


def a_mail(**fields):
    """Make a notification that is to be mailed."""
    return Notification.objects.create(
        person=an_editor(f"{Notification.objects.count()}"), story=a_story(), what=NotificationKind.HELD, **fields
    )


def a_delivery(subject, **fields):
    """Make a message to a webhook."""
    webhook, _ = Webhook.objects.get_or_create(name="Archive", address="https://archive.example/in")
    return WebhookDelivery.objects.create(webhook=webhook, event="test", subject=subject, **fields)


def test_nothing_is_told_while_all_is_well():
    now = timezone.now()
    a_photo()
    a_source("Vesper", silent_after=30)
    an_item(received_at=now - timedelta(days=2))  # failed, and long ago
    an_item(received_at=now, outcome="filed", source=a_source("Vesper"))
    a_mail(at=now, mailed_at=now, mail_fault="It was tried twice.")
    a_mail(at=now - timedelta(days=2), mail_fault="No such host.")
    a_delivery("one", at=now, sent_at=now)

    assert {name: value for name, value in read_figures().items() if name in WELL} == WELL


def test_each_trouble_moves_its_figure():
    now = timezone.now()
    hour = timedelta(hours=1)
    desk.schedule(a_story(), by=None, now=now - 3 * hour, at=now - 2 * hour, designator="", note="", based_on=1)
    Photo.objects.filter(pk=a_photo().pk).update(
        renditions_current=False, added_at=now - 4 * hour, updated_at=now - 3 * hour, cut_after=now - hour
    )
    lost = a_photo(spot=(1, 1), name="lost.jpg")
    Photo.objects.filter(pk=lost.pk).update(fault="Its file is lost.", updated_at=now)
    a_mail(at=now, mail_due_at=now - 5 * hour)
    a_mail(at=now, mail_fault="No such host.")
    a_delivery("one", at=now, due_at=now - 6 * hour)
    a_delivery("two", at=now)
    TransparencyEntry.objects.create(kind="filing", story=1, number=1, digest="aa", at=now - 7 * hour)
    an_item(received_at=now)
    a_source('Ves"per\n', silent_after=30)
    for seconds, build in ((-3600, build_prefix()), (-3601, "older"), (3600, build_prefix())):
        Heartbeat.objects.beat(f"machine:{seconds}", ProcessRole.WORKER, build, now=now - timedelta(seconds=seconds))
    locked = {"username": "cleo", "failures_since_start": 5, "get_data": "", "post_data": ""}
    AccessAttempt.objects.create(ip_address="192.0.2.7", **locked)

    figures = read_figures()

    assert {name: value // 3600 for name, value in figures.items() if name.startswith("newsroom_due_seconds")} == {
        f'newsroom_due_seconds{{what="{what}"}}': hours
        for what, hours in (("filings", 2), ("photos", 1), ("mails", 5), ("webhooks", 6), ("log", 7))
    }
    assert {name: value for name, value in figures.items() if name.startswith("newsroom_failures")} == {
        f'newsroom_failures{{what="{what}"}}': count
        for what, count in (("copy", 1), ("photos", 2), ("mails", 1), ("webhooks", 1))
    }
    assert {name: value for name, value in figures.items() if "source_alarm" in name or "processes" in name} == {
        "newsroom_source_alarms": 1,
        'newsroom_source_alarm{source="Ves\\"per\\n",why="silent"}': 1,
        'newsroom_processes{role="worker",build="this"}': 1,
        'newsroom_processes{role="worker",build="another"}': 1,
    }
    assert figures["newsroom_logins_locked"] == 1
