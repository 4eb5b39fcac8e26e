"""A delivery tried: what would be read of it, and where it would go, with nothing of it kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from stories import photos
from stories.intake.arrivals import read_pieces
from stories.intake.deliveries import keep_delivery
from stories.intake.options import IntakeOptions
from stories.intake.taking import take_piece
from stories.models import Item, Story
from stories.wire import NotWireError, Piece, UnreadableError

MOST_TRIED = 20  # pieces of a file
PHOTO_TRIED = "This is a photo. It would go into the library, and into the story whose copy names it."


@dataclass(frozen=True, slots=True)
class TriedPiece:
    """A piece of a file, the item that would be kept of it, and the story that it would go to, if that is here."""

    piece: Piece
    item: Item
    story: Story | None
    is_new_story: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """The pieces of a tried file, how many more it has, and why nothing of it can be read."""

    pieces: tuple[TriedPiece, ...] = ()
    more: int = 0
    fault: str = ""


def try_delivery(name: str, data: bytes, *, now: datetime, options: IntakeOptions) -> Trial:
    """Take a delivery in and undo that: no row, no file and no message stays, and nothing is fetched."""
    if photos.looks_like_photo(data):
        return Trial(fault=PHOTO_TRIED)
    try:
        pieces = read_pieces(data, options)
    except (NotWireError, UnreadableError) as error:
        return Trial(fault=str(error))
    tried = pieces[:MOST_TRIED]
    with transaction.atomic():
        delivery = keep_delivery(name, data, now=now)
        items = [take_piece(delivery, place, piece, now=now, options=options) for place, piece in enumerate(tried)]
        transaction.set_rollback(True)
    known = Story.objects.in_bulk([item.story_id for item in items if item.story_id])
    rows = (
        TriedPiece(piece, item, known.get(item.story_id or 0), bool(item.story_id) and item.story_id not in known)
        for piece, item in zip(tried, items, strict=True)
    )
    return Trial(tuple(rows), len(pieces) - len(tried))
