"""Notices to readers about a whole story: that it is held, or why it was withdrawn."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from stories.models.story import State, Story


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Queries of the notices that readers may see."""

    def in_force(self, story_id: int) -> Notice | None:
        """Return the latest notice on a story."""
        return self.filter(story_id=story_id).order_by("-pk").first()

    def withdrawals(self) -> NoticeQuerySet:
        """Return the kills of stories that were filed, the newest first."""
        return self.filter(kind=Notice.Kind.KILL, story__state=State.KILLED, story__filed_number__gt=0).order_by("-pk")


class Notice(models.Model):
    """A hold, release or kill as readers are told of it. `headline` is empty where the headline is at fault."""

    class Kind(models.TextChoices):
        """The acts that readers get a notice of."""

        HOLD = "hold", "held"
        RELEASE = "release", "released"
        KILL = "kill", "withdrawn"

    story = models.ForeignKey(Story, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    headline = models.TextField(blank=True)
    hidden_headline = models.TextField(
        blank=True, default="", db_default=""
    )  # of a stop by the wire, until an editor says that it is harmless
    credit = models.CharField(max_length=120)
    substitute = models.ForeignKey(Story, models.PROTECT, null=True, blank=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="kill_has_a_reason", condition=~Q(kind="kill", reason=""))]
        indexes = [models.Index(fields=["kind", "-id"], name="notice_by_kind")]  # the corrections page

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
