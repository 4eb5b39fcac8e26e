"""The record of filings that editors moved from the chain of one story to that of another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy

from stories.models.story import Story

UNDONE_WITHIN = timedelta(hours=1)


class ChainMoveQuerySet(models.QuerySet["ChainMove"]):
    """Queries of moves."""

    def undoable(self, now: datetime) -> ChainMoveQuerySet:
        """Return the moves of the last hour that were not undone, the latest first."""
        moves = self.filter(undone_at=None, at__gt=now - UNDONE_WITHIN).select_related("by", "from_story", "to_story")
        return moves.defer("from_story__body", "to_story__body").order_by("-pk")

    def on(self, story: Story) -> ChainMoveQuerySet:
        """Return the moves from or to a story."""
        return self.filter(Q(from_story=story) | Q(to_story=story))

    def last_left_at(self, story_ids: Collection[int]) -> datetime | None:
        """Return when filings last left some stories, by a move or as one to them was undone. One query."""
        away, back = Q(from_story__in=story_ids, undone_at=None), Q(to_story__in=story_ids, undone_at__isnull=False)
        times = self.filter(away | back).aggregate(moved=Max("at", filter=away), undone=Max("undone_at", filter=back))
        return max(filter(None, times.values()), default=None)

    def undone_times(self, story_id: int) -> dict[datetime, datetime]:
        """Return when each of the moves to a story that were undone was, by the time of the move. One query."""
        times = self.filter(to_story=story_id).values_list("at", "undone_at")
        return {at: undone_at for at, undone_at in times if undone_at}


class ChainMove(models.Model):
    """Two stories made one, or filings that went to another story: who, when, why, and what undoes it.

    `by` is empty where a link of a trusted source proved it. `undoing` holds what stood before, by the desk's schema.
    """

    class Kind(models.TextChoices):
        """The acts on chains."""

        JOIN = "join", gettext_lazy("joined")
        PART = "part", gettext_lazy("moved elsewhere")

    kind = models.CharField(max_length=4, choices=Kind)
    from_story = models.ForeignKey(Story, models.PROTECT, related_name="moves_away")
    to_story = models.ForeignKey(Story, models.PROTECT, related_name="moves_here")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    reason = models.TextField()
    undoing = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = ChainMoveQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["-at", "-id"], name="move_by_time"),  # feeds
            models.Index(fields=["-undone_at", "-id"], name="move_by_undoing", condition=Q(undone_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"Story {self.from_story_id} {self.kind} {self.to_story_id}"
