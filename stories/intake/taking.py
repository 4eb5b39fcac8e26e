"""The delivery door: bytes are kept, read, and each piece taken to its story or into the library of photos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from stories import copy, wire_sandbox
from stories.desk import StoryText
from stories.intake.arrivals import Arrival, ArrivedTogether, next_arrivals, read_arrived, repeat_arrived
from stories.intake.batches import BatchSize, take_in_batches
from stories.intake.deliveries import items_taken, keep_deliveries, keep_delivery, unread_deliveries
from stories.intake.head import head_of
from stories.intake.options import IntakeOptions
from stories.intake.pieces import ArrivedPiece, designator_of, embargo_of, language_of, origin_of, text_of
from stories.intake.repeats import find_earlier
from stories.intake.section_mapping import SourceVocabulary
from stories.intake.sources import source_of_push
from stories.models import Delivery, Item
from stories.reading import CopyReaders
from stories.wire import NotWireError, Piece, UnreadableError, WireItem

IN_HAND_FOR = timedelta(minutes=10)  # a delivery that has no item yet is perhaps being read, if its process may live


def take(name: str, data: bytes, *, now: datetime, options: IntakeOptions) -> list[Item]:
    """Keep a delivery and take it in: one Item for each piece, in the order of the file. Never raises for bad copy."""
    return list(take_pieces(name, data, now=now, options=options))


def take_pieces(name: str, data: bytes, *, now: datetime, options: IntakeOptions) -> Iterator[Item]:
    """Keep a delivery and yield an Item for each piece, as soon as it is taken. Never raises for bad copy."""
    delivery = keep_delivery(copy.clean(name), data, now=now)
    [earlier] = find_earlier([delivery])
    yield from take_in_batches(repeat_arrived(earlier, delivery, data, now=now, options=options))


def resume(name: str, data: bytes, *, since: datetime, now: datetime, options: IntakeOptions) -> Iterator[Item]:
    """Take a delivery that a process began to take `since` and perhaps did not end; yield an Item for each piece.

    Pieces that were taken since then are yielded as they are.
    """
    name = copy.clean(name)
    known = {item.place: item for item in items_taken(name, data, since=since)}
    delivery = known[min(known)].delivery if known else keep_delivery(name, data, now=now)
    yield from read_and_take(delivery, data, now=now, options=options, known=known)


def take_arrivals(arrivals: Iterable[Arrival]) -> Iterator[tuple[Arrival, Iterator[Item]]]:
    """Keep and take deliveries that arrive together; yield each with an Item for each piece. Never raises for bad copy.

    The bytes of some are kept before anything of them is read, and their pieces are written together. The items of a
    delivery are looked at before the next delivery is.
    """
    waiting, size = iter(arrivals), BatchSize()
    with closing(CopyReaders()) as readers:
        arrived = keep_next(waiting, readers)
        while arrived.arrivals:
            following = keep_next(waiting, readers)
            taken = take_in_batches(arrived.pieces(), size)
            for number, arrival in enumerate(arrived.arrivals):
                yield arrival, islice(taken, len(arrived.pieces_of(number)))
            arrived = following


def keep_next(waiting: Iterator[Arrival], readers: CopyReaders) -> ArrivedTogether:
    """Keep the bytes of the next deliveries, and have the readers begin with them; none where none is waiting."""
    together = next_arrivals(waiting)
    with transaction.atomic():
        kept = keep_deliveries((copy.clean(one.name), one.data, one.now) for one in together)
    return ArrivedTogether(together, kept, readers)


def read_and_take(
    delivery: Delivery, data: bytes, *, now: datetime, options: IntakeOptions, known: Mapping[int, Item]
) -> Iterator[Item]:
    """Read kept bytes and yield an Item for each piece: the known one of its place, or one that is taken now."""
    arrived = read_arrived(delivery, data, now=now, options=options)
    taken = take_in_batches([one for one in arrived if one.place not in known])
    for one in arrived:
        yield known[one.place] if one.place in known else next(taken)


def take_unread(*, now: datetime) -> Iterator[tuple[Delivery, Item]]:
    """Take the deliveries that a process kept and died before it read them, each as its source says."""
    for delivery in unread_deliveries(before=now - IN_HAND_FOR):
        options = IntakeOptions(source=source_of_push(delivery.name))
        for item in read_and_take(delivery, bytes(delivery.content), now=now, options=options, known={}):
            yield delivery, item


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
        piece = wire_sandbox.read(bytes(item.delivery.content), charset=item.charset)[item.place]
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
    head = head_of(piece, vocabulary=SourceVocabulary(item.source), options=IntakeOptions(), language=language)
    return replace(words, head=head, origin=origin_of(item, piece, now=item.received_at))
