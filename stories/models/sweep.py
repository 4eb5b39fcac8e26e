"""What the sweeps of the workers have done, for whoever goes on after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime


class SweepQuerySet(models.QuerySet["Sweep"]):
    """Sweeps by their names."""

    def done_until(self, name: str) -> int | None:
        """Return the number up to which a sweep has done its work; None where it never has."""
        return self.filter(name=name).values_list("number", flat=True).first()

    def mark_done(self, name: str, number: int, *, now: datetime) -> None:
        """Keep the number up to which a sweep has done its work; of two workers the one that is further stands."""
        self.get_or_create(name=name, defaults={"finished_at": now, "number": number})
        self.filter(name=name, number__lt=number).update(number=number, finished_at=now)

    def mark_finished(self, name: str, *, now: datetime) -> None:
        """Keep when a sweep ended without a fault."""
        self.update_or_create(name=name, defaults={"finished_at": now})


class Sweep(models.Model):
    """A sweep of the workers: when it last ended without a fault, and how far it is, where it counts."""

    name = models.CharField(max_length=60, primary_key=True)
    finished_at = models.DateTimeField()
    number = models.BigIntegerField(default=0, db_default=0)

    objects = SweepQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
