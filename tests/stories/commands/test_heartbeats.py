"""Heartbeats: a process is in the list while it runs, for half a minute after it died, and not after it ended."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import Error

from stories.management import heartbeats
from stories.models import Heartbeat, ProcessRole
from tests.builders import NOON

WORKER = ("machine:7", ProcessRole.WORKER, "a1b2")


@pytest.mark.django_db
def test_process_that_is_not_heard_of_is_not_alive():
    for second in (0, 10):
        Heartbeat.objects.beat(*WORKER, now=NOON + timedelta(seconds=second))

    row = Heartbeat.objects.get()
    assert (row.started_at, row.beat_at) == (NOON, NOON + timedelta(seconds=10))
    assert [Heartbeat.objects.alive(NOON + timedelta(seconds=second)).count() for second in (39, 40)] == [1, 0]
    Heartbeat.objects.beat("machine:8", ProcessRole.WATCH, "a1b2", now=NOON + timedelta(days=2))
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["machine:8"]


@pytest.mark.django_db(transaction=True)
def test_process_says_that_it_is_there_and_that_it_is_gone(monkeypatch):
    beaten = Event()
    beat = Heartbeat.objects.beat
    monkeypatch.setattr(type(Heartbeat.objects), "beat", lambda _, *row, **at: (beat(*row, **at), beaten.set()))

    with heartbeats.keep_beating(ProcessRole.WATCH):
        assert beaten.wait(60)
        assert Heartbeat.objects.get().role == ProcessRole.WATCH
    assert not Heartbeat.objects.exists()


def test_database_that_is_gone_is_told_of_once(monkeypatch, caplog):
    stop, rounds = Event(), []

    def fail(*_row, now, clock_jump):
        rounds.append(now)
        if len(rounds) == 3:
            stop.set()
        raise Error("no route to host")

    monkeypatch.setattr(type(Heartbeat.objects), "beat", fail)
    monkeypatch.setattr(heartbeats, "BEAT_SECONDS", 0)

    heartbeats.beat_until(stop, *WORKER[:2], float)

    assert [record.getMessage() for record in caplog.records] == [
        "The database does not take the heartbeat of this process: no route to host"
    ]
