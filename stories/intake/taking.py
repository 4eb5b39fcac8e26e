"""The delivery door: bytes are kept, read, and each piece taken to its story or into the library of photos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from stories import copy, wire
from stories.desk import StoryText
from stories.intake.batches import outcome_of, take_in_batches
from stories.intake.deliveries import items_taken, keep_delivery, keep_without_story, unread_deliveries
from stories.intake.head import head_of
from stories.intake.options import IntakeOptions
from stories.intake.pieces import ArrivedPiece, designator_of, embargo_of, language_of, origin_of, text_of
from stories.intake.sources import find_source, source_of_push
from stories.models import Delivery, Item
from stories.wire import NotWireError, Piece, UnreadableError, WireItem

IN_HAND_FOR = timedelta(minutes=1)  # a delivery that has no item yet is perhaps being read


def take(name: str, data: bytes, *, now: datetime, options: IntakeOptions) -> list[Item]:
    """Keep a delivery and take it in: one Item for each piece, in the order of the file. Never raises for bad copy."""
    return list(take_pieces(name, data, now=now, options=options))


def take_pieces(name: str, data: bytes, *, now: datetime, options: IntakeOptions) -> Iterator[Item]:
    """Keep a delivery and yield an Item for each piece, as soon as it is taken. Never raises for bad copy."""
    yield from read_and_take(keep_delivery(copy.clean(name), data, now=now), data, now=now, options=options, known={})


def resume(name: str, data: bytes, *, since: datetime, now: datetime, options: IntakeOptions) -> Iterator[Item]:
    """Take a delivery that a process began to take `since` and perhaps did not end; yield an Item for each piece.

    Pieces that were taken since then are yielded as they are.
    """
    name = copy.clean(name)
    known = {item.place: item for item in items_taken(name, data, since=since)}
    delivery = known[min(known)].delivery if known else keep_delivery(name, data, now=now)
    yield from read_and_take(delivery, data, now=now, options=options, known=known)


def read_and_take(
    delivery: Delivery, data: bytes, *, now: datetime, options: IntakeOptions, known: Mapping[int, Item]
) -> Iterator[Item]:
    """Read kept bytes and yield an Item for each piece: the known one of its place, or one that is taken now."""
    try:
        pieces = read_pieces(data, options)
    except (NotWireError, UnreadableError) as error:
        yield known.get(0) or keep_without_story(
            delivery, 0, str(error), now=now, outcome=outcome_of(error), source=options.source
        )
        return
    arrived = [
        ArrivedPiece(delivery=delivery, place=place, piece=piece, now=now, options=options)
        for place, piece in enumerate(pieces)
        if place not in known
    ]
    taken = take_in_batches(arrived)
    for place in range(len(pieces)):
        yield known[place] if place in known else next(taken)


def take_unread(*, now: datetime) -> Iterator[tuple[Delivery, Item]]:
    """Take the deliveries that a process kept and died before it read them, each as its source says."""
    for delivery in unread_deliveries(before=now - IN_HAND_FOR):
        options = IntakeOptions(source=source_of_push(delivery.name))
        for item in read_and_take(delivery, bytes(delivery.content), now=now, options=options, known={}):
            yield delivery, item


def read_pieces(data: bytes, options: IntakeOptions) -> tuple[Piece, ...]:
    """Read a delivery in the character set that it shows, in doubt in that of its source.

    Raises NotWireError and UnreadableError as `wire.read` does.
    """
    if options.source is not None:
        return wire.read(data, usual=options.source.charset or options.charset)
    pieces = wire.read(data, usual=options.charset)
    doubtful = {piece.source for piece in pieces if isinstance(piece, WireItem) and piece.charset_doubt}
    sources = filter(None, map(find_source, sorted(doubtful)))
    usual = next((source.charset for source in sources if source.charset), "")
    return wire.read(data, usual=usual) if usual else pieces


def take_piece(delivery: Delivery, place: int, piece: Piece, *, now: datetime, options: IntakeOptions) -> Item:
    """Take one piece of a delivery in whole or not at all; what goes wrong with it harms no other."""
    arrived = ArrivedPiece(delivery=delivery, place=place, piece=piece, now=now, options=options)
    return next(take_in_batches([arrived]))


def read_again(item: Item) -> tuple[str, StoryText, datetime | None]:
    """Return the designator, the words and the embargo of kept copy, read from its original bytes.

    Raises LookupError where the bytes are gone or hold no copy.
    """
    piece = read_kept_piece(item)
    return designator_of(piece), words_of(item, piece), embargo_of(item, piece)


def read_text_again(item: Item) -> StoryText:
    """Return the words of kept copy alone, without a query. Raises LookupError as `read_again` does."""
    return text_of(item, read_kept_piece(item))


def read_kept_piece(item: Item) -> WireItem:
    """Return kept copy as it is read from its original bytes. Raises LookupError."""
    try:
        piece = wire.read(bytes(item.delivery.content), charset=item.charset)[item.place]
    except (NotWireError, UnreadableError) as error:
        raise LookupError(str(error)) from error
    if not isinstance(piece, WireItem):  # untested: kept bytes that are read as a picture today
        raise LookupError(str(piece) if isinstance(piece, UnreadableError) else "It is a picture.")
    return piece


def words_of(item: Item, piece: WireItem) -> StoryText:
    """Return the words of kept copy as the desk takes them, with what it says beside them."""
    words = text_of(item, piece)
    if item.source is None:
        return words
    language, _remarks = language_of(piece)
    head = head_of(piece, source=item.source, options=IntakeOptions(), language=language)
    return replace(words, head=head, origin=origin_of(item, piece, now=item.received_at))
