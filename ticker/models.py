"""Headlines that a person keeps on the ticker."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.models import Story


class PinQuerySet(models.QuerySet["Pin"]):
    """Queries of pins."""

    def in_order(self) -> PinQuerySet:
        """Return all pins as they stand on the board."""
        return self.order_by("position", "pk")

    def on(self, now: datetime) -> PinQuerySet:
        """Return the pins whose time has come and is not over."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)

    def next_change(self, now: datetime) -> datetime | None:
        """Return when the next pin begins or ends; None for never. One query."""
        starts, ends = Min("starts_at", filter=Q(starts_at__gt=now)), Min("ends_at", filter=Q(ends_at__gt=now))
        return min(filter(None, self.aggregate(starts=starts, ends=ends).values()), default=None)


class Pin(models.Model):
    """A story kept at the head of the ticker, from one time to another, in an order that a person made."""

    story = models.OneToOneField(Story, models.PROTECT, related_name="pin")
    position = models.PositiveIntegerField(editable=False)
    starts_at = models.DateTimeField(
        gettext_lazy("on since"), help_text=gettext_lazy("On the ticker from this moment.")
    )
    ends_at = models.DateTimeField(
        gettext_lazy("until"), null=True, blank=True, help_text=gettext_lazy("Empty: until it is taken off.")
    )
    wording = models.CharField(
        gettext_lazy("own wording"), max_length=140, blank=True, default="", db_default=""
    )  # in place of the headline, for this filing alone: the next may say something else
    worded_number = models.PositiveIntegerField(null=True, editable=False)
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False)

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("ticker headline")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pin_ends_after_start", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return self.story.slugline

    def clean(self) -> None:
        """Refuse an end that is not after the start."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It ends before it starts. Give a later time, or none.")})

    def wording_for(self, number: int) -> str:
        """Return the own wording of the pin for the newest filing; empty where it was written for an older one."""
        return self.wording if self.worded_number == number else ""

    def is_on(self, now: datetime) -> bool:
        """Return whether the pin's time has come and is not over."""
        return self.starts_at <= now and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Return whether the pin's time has passed."""
        return self.ends_at is not None and self.ends_at <= now


class BoardVersion(models.Model):
    """The number of changes of the board, in one row. Every act locks it, so that people wait for each other."""

    number = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"version {self.number} of the board"


class ChangeQuerySet(models.QuerySet["Change"]):
    """Queries of changes."""

    def with_names(self) -> ChangeQuerySet:
        """Return changes with all that a sentence about them needs, without the words of the stories."""
        return self.select_related("story", "by").defer("story__body")

    def after(self, seen: int) -> ChangeQuerySet:
        """Return the changes that a page which showed that version does not know of, in order."""
        return self.with_names().filter(number__gt=seen).order_by("number")

    def notices(self) -> ChangeQuerySet:
        """Return stories that dropped out by themselves, until somebody has taken note; the newest first."""
        return self.with_names().filter(kind__in=Change.DROPPED, is_dismissed=False).order_by("-number")


class Change(models.Model):
    """A change of the board: who did which act with which story. `number` is the version that it made."""

    class Kind(models.TextChoices):
        """The kind of an act."""

        PINNED = "pinned", gettext_lazy("pinned")
        MOVED = "moved", gettext_lazy("moved")
        TIMED = "timed", gettext_lazy("given other times")
        WORDED = "worded", gettext_lazy("worded")
        OFF = "off", gettext_lazy("taken off")
        HELD = "held", gettext_lazy("held")
        KILLED = "killed", gettext_lazy("killed")

    DROPPED = (Kind.HELD, Kind.KILLED)

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    story = models.ForeignKey(Story, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()  # where it came to stand, or stood until it went
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    is_dismissed = models.BooleanField(default=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        indexes = [
            models.Index(  # the notices on the board
                fields=["-number"], name="change_to_note", condition=Q(kind__in=["held", "killed"], is_dismissed=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"
