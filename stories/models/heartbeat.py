"""Heartbeats: which processes of the newsroom run beside the web servers, on all machines. Never public."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

BEAT_SECONDS = 10.0  # between two beats of a process
ALIVE_FOR = timedelta(seconds=30)  # behind its last beat; a write that hangs delays one
KEPT_FOR = timedelta(days=1)  # that a process that died stays in the list


class ProcessRole(models.TextChoices):
    """What a process beside the web servers does."""

    WORKER = "worker"
    WATCH = "watch"


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    """Queries of heartbeats."""

    def alive(self, now: datetime) -> HeartbeatQuerySet:
        """Return the processes that run: those heard of lately."""
        return self.filter(beat_at__gt=now - ALIVE_FOR)

    def beat(self, name: str, role: ProcessRole, build: str, *, now: datetime, clock_jump: float = 0.0) -> None:
        """Keep that a process runs, and forget those that have been dead for long."""
        values = {"role": role, "build": build, "beat_at": now, "clock_jump": clock_jump}
        self.update_or_create(name=name, defaults=values, create_defaults={**values, "started_at": now})
        dead = self.filter(beat_at__lt=now - KEPT_FOR)
        if dead.exists():  # no lock for nothing
            dead.delete()


class Heartbeat(models.Model):
    """A process: machine and number, what it does, by which build of the code, and when it was last heard of.

    `clock_jump` is by how many seconds the wall clock of a worker jumped ahead, negative for back; zero for not.
    """

    name = models.CharField(max_length=120, primary_key=True)
    role = models.CharField(max_length=12, choices=ProcessRole)
    build = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    clock_jump = models.FloatField(default=0.0, db_default=0.0)

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.role} {self.name}"
