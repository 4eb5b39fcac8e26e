"""The state of a source's feed: what its server said last, and when it is asked again."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from stories.models.section import Source


class FeedStateQuerySet(models.QuerySet["FeedState"]):
    """Queries of feeds, for the worker."""

    def due(self, now: datetime) -> FeedStateQuerySet:
        """Return the feeds that are to be asked now, the longest due first."""
        states = self.filter(Q(next_at__lte=now), gone_at=None).exclude(source__feed_address="")
        return states.select_related("source").order_by("next_at", "pk")


class FeedState(models.Model):
    """One feed as it was last asked."""

    source = models.OneToOneField(Source, models.CASCADE, related_name="feed_state")
    address = models.URLField(max_length=2000)  # that the rest is about; another address begins anew
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    next_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # in a row
    error = models.TextField(gettext_lazy("error"), blank=True)
    gone_at = models.DateTimeField(null=True)

    objects = FeedStateQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["next_at"], name="feed_by_turn", condition=Q(gone_at=None))]  # the worker's

    def __str__(self) -> str:
        return self.address
