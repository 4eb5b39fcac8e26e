"""Deliveries: the bytes, kept before anything reads them, and pieces that became no part of a story."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from stories import wire
from stories.intake.keepers import has_died, own_name
from stories.models import Delivery, Item, Outcome, Source, fit_end
from stories.models.tables import Keys, Table

DELIVERIES = Table(Delivery)
REASON_LIMIT = 2_000
UNREAD_LOOKED_AT = 1_000  # deliveries, the newest: what was cut off is found by the next run


def keep_delivery(name: str, data: bytes, *, now: datetime) -> Delivery:
    """Keep the bytes before anything reads them; the same bytes under the same name are kept once."""
    return keep_deliveries([(name, data, now)])[0]


def keep_deliveries(arrived: Iterable[tuple[str, bytes, datetime]]) -> list[Delivery]:
    """Keep the bytes of names that arrived at moments, as `keep_delivery` does. Two queries; none for none."""
    arriving = [new_delivery(name, data, now=now) for name, data, now in arrived]
    if not arriving:
        return []
    kept: dict[tuple[str, str], Delivery] = {}
    for known in Delivery.objects.filter(sha256__among={one.sha256 for one in arriving}).order_by("pk"):
        kept.setdefault((known.sha256, known.name), known)
    new: list[Delivery] = []
    for one in arriving:
        known_one = kept.get((one.sha256, one.name))
        if known_one is None or (one.content and not known_one.content):
            kept[one.sha256, one.name] = one
            new.append(one)
    if new:
        insert_deliveries(new)
    return [kept[one.sha256, one.name] for one in arriving]


@transaction.atomic
def insert_deliveries(new: Sequence[Delivery]) -> None:
    """Write deliveries that are new, and give them their keys."""
    keys = Keys(Delivery, chunk=len(new))
    for one in new:
        one.pk = keys.take()
    DELIVERIES.insert(new)


def new_delivery(name: str, data: bytes, *, now: datetime) -> Delivery:
    """Return bytes as a delivery, not yet saved; without those that are too many."""
    content = data if len(data) <= wire.SIZE_LIMIT else b""
    sha256 = hashlib.sha256(data).hexdigest()
    name = fit_end(Delivery, "name", name)
    return Delivery(name=name, content=content, sha256=sha256, received_at=now, kept_by=own_name())


def keep_without_story(
    delivery: Delivery,
    place: int,
    reason: str,
    *,
    now: datetime,
    outcome: Outcome = Outcome.FAILED,
    source: Source | None = None,
    since: datetime | None = None,
) -> Item:
    """Keep a piece that became no part of a story, with the reason, for the desk to see; since a moment, once."""
    reason = reason[:REASON_LIMIT]
    if since is not None:
        known = Item.objects.filter(delivery=delivery, place=place, received_at__gte=since, reason=reason).first()
        if known is not None:
            return known
    item = Item(delivery=delivery, place=place, source=source, moved_at=now, received_at=now)
    item.outcome, item.reason = outcome, reason
    item.save()
    return item


def items_taken(name: str, data: bytes, *, since: datetime) -> QuerySet[Item]:
    """Return the items that were taken of a delivery since a moment, the first last."""
    sha256 = hashlib.sha256(data).hexdigest()
    items = Item.objects.filter(delivery__sha256=sha256, delivery__name=fit_end(Delivery, "name", name))
    return items.filter(received_at__gte=since).select_related("delivery", "filing").order_by("-pk")


def unread_deliveries(*, before: datetime) -> list[Delivery]:
    """Return the deliveries that were kept and never read, the first first. Feeds are none: they are asked again.

    A process that died reads none any more; one of which nothing is known has time until what it kept came `before`.
    """
    newest = Delivery.objects.order_by("-pk").values_list("pk", flat=True)[:UNREAD_LOOKED_AT]
    unread = Delivery.objects.filter(pk__in=list(newest), items=None).exclude(name__startswith="http")
    found = unread.order_by("pk").values_list("pk", "kept_by", "received_at")
    left = [key for key, kept_by, received_at in found if received_at < before or has_died(kept_by)]
    return list(Delivery.objects.filter(pk__in=left).exclude(content=b"").order_by("pk")) if left else []
