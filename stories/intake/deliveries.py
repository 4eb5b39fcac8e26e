"""Deliveries: the bytes, kept before anything reads them, and pieces that became no part of a story."""

from __future__ import annotations

import hashlib
from datetime import datetime

from stories import wire
from stories.models import Delivery, Item, Outcome, fit_end

REASON_LIMIT = 2_000


def keep_delivery(name: str, data: bytes, *, now: datetime) -> Delivery:
    """Keep the bytes before anything reads them; the same bytes under the same name are kept once."""
    name = fit_end(Delivery, "name", name)
    sha256 = hashlib.sha256(data).hexdigest()
    known = Delivery.objects.filter(sha256=sha256, name=name).first()
    if known and (known.content or not data):
        return known
    content = data if len(data) <= wire.SIZE_LIMIT else b""
    return Delivery.objects.create(name=name, content=content, sha256=sha256, received_at=now)


def keep_without_story(
    delivery: Delivery, place: int, reason: str, *, now: datetime, outcome: Outcome = Outcome.FAILED
) -> Item:
    """Keep a piece that became no part of a story, with the reason, for the desk to see."""
    return Item.objects.create(
        delivery=delivery, place=place, moved_at=now, received_at=now, outcome=outcome, reason=reason[:REASON_LIMIT]
    )
