"""The agencies that fell silent, whose feed is gone for good, or whose copy comes late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery

from stories.models import Item, Source

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class SourceAlarm:
    """An agency to look after: its name and key, when its last copy came, and what is wrong.

    Its feed is gone for good, or its last copy came so many minutes late, or else it is silent.
    """

    source: str
    key: int
    since: datetime | None
    feed_gone_at: datetime | None = None
    late_minutes: int = 0


def source_alarms(now: datetime) -> list[SourceAlarm]:
    """Return the agencies to look after, by name. One query."""
    newest = Item.objects.filter(source=OuterRef("pk")).order_by("-pk")
    is_watched = Q(silent_after__gt=0) | Q(late_after__gt=0) | Q(feed_state__gone_at__isnull=False)
    rows = Source.objects.filter(is_watched).annotate(
        last=Subquery(newest.values("received_at")[:1]),
        moved_at=Subquery(newest.filter(is_timed=True).values("moved_at")[:1]),
        came_at=Subquery(newest.filter(is_timed=True).values("received_at")[:1]),
        feed_gone_at=F("feed_state__gone_at"),
    )
    return [alarm for source in rows for alarm in alarms_of(source, now)]


def alarms_of(source: Source, now: datetime) -> Iterator[SourceAlarm]:
    """Yield what is wrong with a source as `source_alarms` reads it, once at most."""
    late = lateness(source)
    if source.feed_gone_at or source.is_silent(source.last, now):  # type: ignore[attr-defined]  # of the query
        yield SourceAlarm(source.name, source.pk, source.last, source.feed_gone_at)  # type: ignore[attr-defined]
    elif late:
        yield SourceAlarm(source.name, source.pk, source.last, late_minutes=late)  # type: ignore[attr-defined]


def lateness(source: Source) -> int:
    """Return how many minutes the last copy of a source came after its own time; 0 where that is soon enough."""
    moved_at, came_at = source.moved_at, source.came_at  # type: ignore[attr-defined]  # of the query
    if not (source.late_after and moved_at and came_at):
        return 0
    minutes = int((came_at - moved_at).total_seconds() // 60)
    return minutes if minutes > source.late_after else 0
