"""Headlines that a person keeps on the ticker."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from stories.models import Story


class PinQuerySet(models.QuerySet["Pin"]):
    """The ticker's own queries."""

    def in_order(self) -> PinQuerySet:
        """All pins as they stand on the board."""
        return self.order_by("position", "pk")

    def on(self, now: datetime) -> PinQuerySet:
        """Those whose time has come and is not over."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)


class Pin(models.Model):
    """A story kept at the head of the ticker, from one moment to another, in an order that a person made."""

    story = models.OneToOneField(Story, models.PROTECT, related_name="pin")
    position = models.PositiveIntegerField(editable=False)
    starts_at = models.DateTimeField("on since", help_text="On the ticker from this moment.")
    ends_at = models.DateTimeField("until", null=True, blank=True, help_text="Empty: until it is taken off.")
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False)

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = "ticker headline"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pin_ends_after_start", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return self.story.slugline

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "It ends before it starts. Give a later time, or none."})

    def is_on(self, now: datetime) -> bool:
        """Whether its time has come and is not over."""
        return self.starts_at <= now and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return self.ends_at is not None and self.ends_at <= now
