"""Pictures of delivered copy whose files are still to come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from stories.models.item import Item
from stories.models.story import Story


class ExpectedPictureQuerySet(models.QuerySet["ExpectedPicture"]):
    """Queries of expected pictures."""

    def to_fetch(self, now: datetime) -> ExpectedPictureQuerySet:
        """Return the pictures that are to be fetched now, the oldest first."""
        pictures = self.filter(fetch_at__lte=now)
        return pictures.select_related("item__source", "story").defer("story__body").order_by("fetch_at", "pk")

    def for_file(self, name: str, *, since: datetime) -> ExpectedPictureQuerySet:
        """Return the pictures whose copy names this file and was received since a moment."""
        pictures = self.filter(name=name, item__received_at__gte=since)
        return pictures.select_related("item__source", "story").defer("story__body").order_by("pk")


class ExpectedPicture(models.Model):
    """A picture of an item until its file has come.

    `name` is that of a file beside the copy, `metadata` is the picture as the copy describes it, `fetch_at` the moment
    of the next try to fetch it, empty where it is not fetched.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="expected_pictures")
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="expected_pictures")
    name = models.CharField(max_length=255, blank=True)
    addresses: models.JSONField[list[str]] = models.JSONField(default=list)
    metadata: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    fetch_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.TextField(blank=True)

    objects = ExpectedPictureQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["name"], name="expected_picture_by_name", condition=~models.Q(name="")),  # intake
            models.Index(  # the worker's sweep
                fields=["fetch_at"], name="expected_picture_to_fetch", condition=models.Q(fetch_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"Picture of item {self.item_id}"

    @property
    def place(self) -> str:
        """The place of its file: its name, or the best of its addresses."""
        return self.name or self.addresses[0]
