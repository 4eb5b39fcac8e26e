"""Entries of a feed, which gives the same ones again and again: those alone are kept that were not here before."""

from __future__ import annotations

from datetime import UTC, datetime

from stories.intake.batches import take_in_batches
from stories.intake.deliveries import REASON_LIMIT, keep_delivery
from stories.intake.options import IntakeOptions
from stories.intake.pieces import ArrivedPiece, item_of
from stories.models import Delivery, Item, Source
from stories.wire import Piece, UnreadableError, WireItem, WirePicture


def take_new_entries(name: str, data: bytes, pieces: tuple[Piece, ...], *, now: datetime, source: Source) -> list[Item]:
    """Take the pieces of a feed that were not here before, the oldest first; where there are none, keep nothing."""
    places = [place for place, piece in oldest_first(pieces) if not is_known(piece, source=source, now=now)]
    if not places:
        return []
    delivery, options = keep_delivery(name, data, now=now), IntakeOptions(source=source)
    arrived = [
        ArrivedPiece(delivery=delivery, place=place, piece=pieces[place], now=now, options=options) for place in places
    ]
    return list(take_in_batches(arrived))


def oldest_first(pieces: tuple[Piece, ...]) -> list[tuple[int, Piece]]:
    """Return the pieces with their places, by their times; feeds have the newest first where there are none."""

    def time_of(numbered: tuple[int, Piece]) -> float:
        at = numbered[1].version_at if isinstance(numbered[1], WireItem) else None
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() if at and at.year > 1 else 0.0

    last_first = reversed(list(enumerate(pieces)))
    return sorted(last_first, key=time_of)


def is_known(piece: Piece, *, source: Source, now: datetime) -> bool:
    """Return whether a piece was here before, whatever became of it: the same entry with the same words. One query."""
    earlier = Item.objects.filter(source=source)
    if isinstance(piece, UnreadableError):
        return earlier.filter(identity="", reason=str(piece)[:REASON_LIMIT]).exists()
    if isinstance(piece, WirePicture):
        named = earlier.filter(identity=piece.identity) if piece.identity else earlier.filter(headline=piece.headline)
        return named.filter(format="picture").exists()
    item, _remarks = item_of(piece, delivery=Delivery(), place=0, source=source, now=now)
    same = earlier.filter(identity=item.identity, version=item.version, text_digest=item.text_digest)
    return same.filter(moved_at=item.moved_at).exists() if item.is_timed else same.exists()
