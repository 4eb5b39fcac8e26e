"""Copy that the newsroom expects: what is to come, when, and from whom, until it came or was dropped."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from stories.models.item import Item
from stories.models.section import Section, Source
from stories.models.story import Story

# Sentences for the newsroom alone: readers' languages leave them out.


class ExpectedCopyQuerySet(models.QuerySet["ExpectedCopy"]):
    """Queries of what is expected."""

    def still_open(self) -> ExpectedCopyQuerySet:
        """Return what neither came nor was dropped, what is due first at the top."""
        return self.filter(settled_at=None).select_related("source", "person", "section").order_by("due_at", "pk")

    def overdue(self, now: datetime) -> ExpectedCopyQuerySet:
        """Return what should have come before now."""
        return self.still_open().filter(due_at__lt=now)

    def settled(self) -> ExpectedCopyQuerySet:
        """Return what came or was dropped, the latest first."""
        rows = self.filter(settled_at__isnull=False).select_related("source", "person", "section", "story")
        return rows.defer("story__body").order_by("-settled_at", "-pk")


class ExpectedCopy(models.Model):
    """A piece of copy that is to come: an advisory's, or one that the desk counts on."""

    what = models.CharField(
        gettext_lazy("what"), max_length=200, help_text=gettext_lazy("As on a news list: Central bank's rate decision.")
    )
    due_at = models.DateTimeField(gettext_lazy("due"))
    source = models.ForeignKey(
        Source, models.CASCADE, null=True, blank=True, verbose_name=gettext_lazy("source"), related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=gettext_lazy("who"),
        related_name="+",
    )
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, verbose_name=gettext_lazy("section"), related_name="+"
    )
    note = models.TextField(gettext_lazy("note"), max_length=2_000, blank=True)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")  # the advisory that announced it
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="+")  # that it came as
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)  # when it came or was dropped

    objects = ExpectedCopyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["due_at"], name="expected_by_time", condition=Q(settled_at=None)),  # list and bar
            models.Index(  # the foot of the list
                fields=["-settled_at"], name="expected_settled", condition=Q(settled_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def is_overdue(self, now: datetime) -> bool:
        """Return whether it should have come before now, and neither came nor was dropped."""
        return self.settled_at is None and self.due_at < now
