"""The traffic of a source: its last copy, how much comes, what fails, and the formats that were seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from stories.models import Item, Outcome, Source

LOOKED_AT = 1_000  # items of a source, the newest


@dataclass(frozen=True, slots=True)
class SourceTraffic:
    """The traffic of a source. Counts are printed, with a + where there are more than were looked at."""

    last: Item | None
    in_hour: str
    in_day: str
    failed_in_day: str
    formats: tuple[tuple[str, int], ...]


def traffic_of(source: Source, *, now: datetime) -> SourceTraffic:
    """Return the traffic of a source. One query."""
    items = list(
        Item.objects.filter(source=source)
        .only("received_at", "outcome", "format", "headline", "delivery_id")
        .order_by("-pk")[:LOOKED_AT]
    )
    day = [item for item in items if now - item.received_at < timedelta(days=1)]
    is_cut = len(items) == LOOKED_AT

    def printed(count: int, of: list[Item]) -> str:
        return f"{count}+" if is_cut and len(of) == len(items) else str(count)

    hour = [item for item in day if now - item.received_at < timedelta(hours=1)]
    formats = Counter(item.format for item in items if item.format)
    return SourceTraffic(
        last=items[0] if items else None,
        in_hour=printed(len(hour), hour),
        in_day=printed(len(day), day),
        failed_in_day=printed(sum(item.outcome == Outcome.FAILED for item in day), day),
        formats=tuple(formats.most_common()),
    )
