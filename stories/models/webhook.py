"""Webhooks: addresses of other systems that are told of events of the newsroom, and the log of what was sent."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from stories.models.plain_json import PlainJSONField
from stories.models.story import Story
from stories.request_id import REQUEST_ID_LENGTH

# Sentences for the newsroom alone: readers' languages leave them out.

KEY_BYTES = 32  # of a signing key
KEY_PREFIX = "whsec_"  # of a key as it is printed: https://www.standardwebhooks.com


class WebhookEvent(models.TextChoices):
    """The events that a webhook may be told of. The values are those of `type` in what is sent."""

    FILED = "story.filed", gettext_lazy("Filed")
    CORRECTED = "story.corrected", gettext_lazy("Corrected")
    HELD = "story.held", gettext_lazy("Held")
    RELEASED = "story.released", gettext_lazy("Released")
    KILLED = "story.killed", gettext_lazy("Killed")
    HANDED_IN = "story.handed_in", gettext_lazy("Handed in")
    SOURCE_SILENT = "source.silent", gettext_lazy("A source is silent")
    COPY_OVERDUE = "copy.overdue", gettext_lazy("Expected copy is overdue")
    IN_VIEW = "view.new", gettext_lazy("New in a saved view")
    TEST = "test", gettext_lazy("Test")


class Webhook(models.Model):
    """An address of another system, and the events that it is told of."""

    name = models.CharField(gettext_lazy("name"), max_length=80, unique=True)
    address = models.URLField(
        gettext_lazy("address"),
        max_length=2_000,
        help_text=gettext_lazy("Each event is sent there as JSON by POST, and signed."),
    )
    events = PlainJSONField(gettext_lazy("events"), default=list)
    is_on = models.BooleanField(
        gettext_lazy("on"),
        default=True,
        help_text=gettext_lazy("Off, nothing is sent, nor later what happened meanwhile."),
    )
    key = models.CharField(
        max_length=2 * KEY_BYTES, editable=False
    )  # that messages are signed with, in hexadecimal digits
    begun_at = models.DateTimeField(default=timezone.now, editable=False)  # what happened before is not sent
    looked_at = models.DateTimeField(default=timezone.now, editable=False)  # until when events were looked for

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("webhook"), gettext_lazy("webhooks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, **options: Any) -> None:
        """Save the webhook; a new one gets its key."""
        self.key = self.key or secrets.token_hex(KEY_BYTES)
        super().save(**options)


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Queries of deliveries."""

    def due(self, now: datetime) -> WebhookDeliveryQuerySet:
        """Return the deliveries to send now, the oldest first."""
        return self.filter(due_at__lte=now).select_related("webhook").order_by("due_at", "pk")


class WebhookDelivery(models.Model):
    """One event for one webhook, and how its sending went. It holds no word of a story: these are read when it is sent.

    `subject` says which event it is, so that none is sent twice: "filing 12", "notice 3".
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", db_index=False)
    event = models.CharField(max_length=20, choices=WebhookEvent)
    subject = models.CharField(max_length=80)
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True)  # of the filing
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # when it is sent next; empty where it is over
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)  # when it was taken
    fault = models.CharField(max_length=200, blank=True)  # why the last try failed
    request_id = models.CharField(max_length=REQUEST_ID_LENGTH, null=True)  # noqa: DJ001 SQLite adds this without a new table

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["webhook", "subject"], name="webhook_told_once")]
        indexes = [
            models.Index(fields=["webhook", "-id"], name="webhook_log"),
            models.Index(fields=["due_at"], name="webhook_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["at"], name="webhook_by_time"),  # old rows are dropped
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"

    @property
    def is_given_up(self) -> bool:
        """Whether it failed as often as it is tried."""
        return self.due_at is None and self.sent_at is None
