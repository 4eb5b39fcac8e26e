"""Pictures that copy came with, whose files have not come yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from stories.models.item import Item
from stories.models.story import Story


class AwaitedQuerySet(models.QuerySet["Awaited"]):
    """What is still to come."""

    def to_fetch(self, now: datetime) -> AwaitedQuerySet:
        """Those that are to be fetched now, the oldest first."""
        due = self.filter(fetch_at__lte=now)
        return due.select_related("item__source", "story").defer("story__body").order_by("fetch_at", "pk")

    def for_file(self, name: str, *, since: datetime) -> AwaitedQuerySet:
        """Those whose copy named a file so, and came since a moment."""
        waits = self.filter(name=name, item__received_at__gte=since)
        return waits.select_related("item__source", "story").defer("story__body").order_by("pk")


class Awaited(models.Model):
    """One such picture, until its file has come: where that may be, and what the copy says of it.

    `name` is that of a file beside the copy; `fetch_at` when it is fetched next, empty where it is not.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="awaited")
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="awaited")
    name = models.CharField(max_length=255, blank=True)
    addresses: models.JSONField[list[str]] = models.JSONField(default=list)
    said: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    fetch_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.TextField(blank=True)

    objects = AwaitedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["name"], name="awaited_by_name", condition=~models.Q(name="")),  # intake
            models.Index(  # the worker's sweep
                fields=["fetch_at"], name="awaited_to_fetch", condition=models.Q(fetch_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"Picture of item {self.item_id}"

    @property
    def place(self) -> str:
        """Where its file may be: its name, or the best of its addresses."""
        return self.name or self.addresses[0]
