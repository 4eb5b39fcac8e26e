"""Deliveries that come again: bytes whose every piece is in a story already are duplicates, and are not read anew.

What is read of the same bytes is the same: the source and the character set are asked for all the same, as a source may
be named otherwise and its settings may have changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import copy as clone
from dataclasses import dataclass
from datetime import datetime

from stories.intake.decision import SAME_COPY
from stories.models import Delivery, Item, Outcome, Source

BULKY = ("body", "body_html", "metadata", "pictures")  # of a filing, of which the number alone is told
CERTAIN_CHARSETS = {"", "utf-8", "us-ascii"}  # which no setting of a source reads otherwise


@dataclass(frozen=True, slots=True)
class RepeatedPiece:
    """A piece of a delivery that was taken before, by the row of that."""

    item: Item


def find_earlier(deliveries: Sequence[Delivery]) -> list[list[Item]]:
    """Return what was taken of each of some deliveries before, in their order. One query.

    Of each piece the first row with a story; nothing of a delivery with a piece that is in none or was never taken, as
    where a process died between two, or whose bytes are gone.
    """
    known = [delivery.pk for delivery in deliveries if delivery.content]
    places: defaultdict[int, dict[int, Item]] = defaultdict(dict)
    counts: defaultdict[int, int] = defaultdict(int)
    earlier = Item.objects.filter(delivery__in=known).select_related("source", "filing").order_by("pk")
    for item in earlier.defer("profile", *(f"filing__{name}" for name in BULKY)) if known else ():
        counts[item.delivery_id] = max(counts[item.delivery_id], item.piece_count or 0)
        if item.story_id is not None:
            places[item.delivery_id].setdefault(item.place, item)
    taken = [[item for _place, item in sorted(places[delivery.pk].items())] for delivery in deliveries]
    return [
        items if len(items) == counts[delivery.pk] else [] for delivery, items in zip(deliveries, taken, strict=True)
    ]


def may_repeat(item: Item, data: bytes, source: Source | None) -> bool:
    """Return whether bytes that a piece was read from before are read as the same: in its letters, for its source."""
    if item.source is None or item.charset not in CERTAIN_CHARSETS or item.readings:
        return False
    if source is not None:
        return source.pk == item.source_id
    return item.source.name.encode() in data  # the copy names it, and no option did


def make_repeat(earlier: Item, *, delivery: Delivery, now: datetime) -> Item:
    """Return the row of a piece that was taken before, as the duplicate that it is; not yet saved."""
    item = clone(earlier)
    item.pk, item.delivery, item.received_at = None, delivery, now
    item.moved_at = earlier.moved_at if earlier.is_timed else now
    item.outcome, item.reason, item.profile, item.folded_digest = Outcome.DUPLICATE, SAME_COPY, {}, ""
    item.likely_story, item.score, item.signs, item.waits_beside_edits = None, None, [], False
    return item
