"""What was delivered, kept: the bytes before anything reads them, and what became no part of a story."""

from __future__ import annotations

import hashlib
from datetime import datetime

from stories import wire
from stories.models import Delivery, Item, Outcome

REASON_LIMIT = 2_000


def keep(name: str, data: bytes, *, now: datetime) -> Delivery:
    """The bytes, kept before anything reads them; the same bytes are kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    known = Delivery.objects.filter(sha256=sha256, name=name[-300:]).first()
    if known and (known.content or not data):
        return known
    content = data if len(data) <= wire.SIZE_LIMIT else b""
    return Delivery.objects.create(name=name[-300:], content=content, sha256=sha256, received_at=now)


def failed(delivery: Delivery, place: int, reason: str, *, now: datetime, outcome: Outcome = Outcome.FAILED) -> Item:
    """A piece that became no part of a story, kept for the desk to see with the reason."""
    return Item.objects.create(
        delivery=delivery, place=place, moved_at=now, received_at=now, outcome=outcome, reason=reason[:REASON_LIMIT]
    )
