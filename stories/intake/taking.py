"""The delivery door: bytes are kept, read, and each piece taken to its story or into the library of photos."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import DatabaseError, transaction

from stories import copy, desk, wire
from stories.desk import StoryText
from stories.intake import photos as intake_photos
from stories.intake.deliveries import keep_delivery, keep_without_story
from stories.intake.head import head_of
from stories.intake.item_intake import ItemIntake
from stories.intake.options import IntakeOptions
from stories.intake.pieces import designator_of, embargo_of, language_of, origin_of, text_of
from stories.intake.sources import find_source
from stories.models import Delivery, Item, Outcome
from stories.wire import NotStoryError, NotWireError, Piece, UnreadableError, WireItem, WirePicture


def take(name: str, data: bytes, *, now: datetime, options: IntakeOptions) -> list[Item]:
    """Keep a delivery and take it in: one Item for each piece, in the order of the file. Never raises for bad copy."""
    delivery = keep_delivery(copy.clean(name), data, now=now)
    try:
        pieces = read_pieces(data, options)
    except (NotWireError, UnreadableError) as error:
        return [keep_without_story(delivery, 0, str(error), now=now)]
    return [take_piece(delivery, place, piece, now=now, options=options) for place, piece in enumerate(pieces)]


def read_pieces(data: bytes, options: IntakeOptions) -> tuple[Piece, ...]:
    """Read a delivery in the character set that it shows, in doubt in that of its source.

    Raises NotWireError and UnreadableError as `wire.read` does.
    """
    if options.source is not None:
        return wire.read(data, usual=options.source.charset)
    pieces = wire.read(data)
    doubtful = {piece.source for piece in pieces if isinstance(piece, WireItem) and piece.charset_doubt}
    sources = filter(None, map(find_source, sorted(doubtful)))
    usual = next((source.charset for source in sources if source.charset), "")
    return wire.read(data, usual=usual) if usual else pieces


def take_piece(delivery: Delivery, place: int, piece: Piece, *, now: datetime, options: IntakeOptions) -> Item:
    """Take one piece of a delivery in whole or not at all; what goes wrong with it harms no other."""
    if isinstance(piece, UnreadableError):
        outcome = Outcome.SKIPPED if isinstance(piece, NotStoryError) else Outcome.FAILED
        return keep_without_story(delivery, place, str(piece), now=now, outcome=outcome)
    if isinstance(piece, WirePicture):
        return intake_photos.take_picture_item(
            delivery, place, piece, now=now, folder=options.folder, source=options.source
        )
    # Files are opened before rows are locked.
    pictures = intake_photos.take_pictures(piece.pictures, folder=options.folder, now=now)
    try:
        with transaction.atomic():
            return ItemIntake(delivery, place, piece, now=now, options=options, pictures=pictures).take()
    except (desk.DeskError, DatabaseError, ValueError) as error:
        reason = str(error) if isinstance(error, desk.DeskError) else f"It could not be kept: {error}"
        return keep_without_story(delivery, place, reason, now=now)


def read_again(item: Item) -> tuple[str, StoryText, datetime | None]:
    """Return the designator, the words and the embargo of kept copy, read from its original bytes.

    Raises LookupError where the bytes are gone or hold no copy.
    """
    try:
        piece = wire.read(bytes(item.delivery.content), charset=item.charset)[item.place]
    except (NotWireError, UnreadableError) as error:
        raise LookupError(str(error)) from error
    if not isinstance(piece, WireItem):  # untested: kept bytes that are read as a picture today
        raise LookupError(str(piece) if isinstance(piece, UnreadableError) else "It is a picture.")
    return designator_of(piece), words_of(item, piece), embargo_of(item, piece)


def words_of(item: Item, piece: WireItem) -> StoryText:
    """Return the words of kept copy as the desk takes them, with what it says beside them."""
    words = text_of(item, piece)
    if item.source is None:
        return words
    language, _remarks = language_of(piece)
    head = head_of(piece, source=item.source, options=IntakeOptions(), language=language)
    return replace(words, head=head, origin=origin_of(item, piece, now=item.received_at))
