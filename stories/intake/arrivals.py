"""Deliveries that arrive together: what of each was taken before, and what is read of the others, ahead if many come.

Their bytes are kept before any of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from stories import wire, wire_sandbox
from stories.intake.options import IntakeOptions
from stories.intake.pieces import ArrivedPiece
from stories.intake.repeats import RepeatedPiece, find_earlier, may_repeat
from stories.intake.sources import find_source
from stories.models import Delivery, Item
from stories.reading import CopyReaders, FileToRead, MeasuredPiece
from stories.wire import NotWireError, Piece, UnreadableError, WireItem

MOST_BYTES = wire.SIZE_LIMIT  # of the deliveries that are taken together
MOST_ARRIVALS = 400  # of them: fewer than are looked at again where a process died before it read them
READ_HERE = 100  # of the first: meanwhile the processes that read the others start


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery on its way in: its name, its bytes, when it came, and what is asked for."""

    name: str
    data: bytes
    now: datetime
    options: IntakeOptions

    def file_to_read(self) -> FileToRead:
        """Return it as who reads ahead takes it."""
        source = self.options.source
        return FileToRead(self.data, usual_charset(self.options), source.name if source else "")


def next_arrivals(waiting: Iterator[Arrival]) -> list[Arrival]:
    """Return the next deliveries that are taken together: so many, and so many bytes."""
    together: list[Arrival] = []
    size = 0
    for arrival in waiting:
        together.append(arrival)
        size += len(arrival.data)
        if len(together) >= MOST_ARRIVALS or size >= MOST_BYTES:
            break
    return together


class ArrivedTogether:
    """The pieces of deliveries, each read when it is asked for, in order: those beyond the first ahead, by others.

    They are asked to begin at once, while the deliveries before are taken.
    """

    def __init__(self, arrivals: Sequence[Arrival], kept: Sequence[Delivery], readers: CopyReaders) -> None:
        self.arrivals, self.kept = arrivals, kept
        self.earlier = find_earlier(kept)
        unread = [
            number
            for number, (arrival, items) in enumerate(zip(arrivals, self.earlier, strict=True))
            if not is_repeat(items, arrival.data, arrival.options)
        ]
        ahead = unread if readers.are_running else unread[READ_HERE:]
        self.ahead = set(ahead)
        self.answers = readers.ask([arrivals[number].file_to_read() for number in ahead])
        self.read: list[list[ArrivedPiece]] = []

    def pieces(self) -> Iterator[ArrivedPiece]:
        """Return the pieces of all deliveries, once those before are taken. One query."""
        self.earlier = find_earlier(self.kept)
        return (piece for number in range(len(self.arrivals)) for piece in self.pieces_of(number))

    def pieces_of(self, number: int) -> list[ArrivedPiece]:
        """Return the pieces of a delivery, by its place among all."""
        while len(self.read) <= number:
            self.read.append(self.read_next(len(self.read)))
        return self.read[number]

    def read_next(self, number: int) -> list[ArrivedPiece]:
        """Return the pieces of the delivery behind those that were read, as they were taken before or are read."""
        arrival, delivery = self.arrivals[number], self.kept[number]
        answer = next(self.answers) if number in self.ahead else None
        if isinstance(answer, NotWireError | UnreadableError):
            answer = [MeasuredPiece(answer)]
        is_known = is_repeat(self.earlier[number], arrival.data, arrival.options)
        if answer is None or is_known or charset_in_doubt([one.piece for one in answer], arrival.options):
            return repeat_arrived(
                *(self.earlier[number], delivery, arrival.data), now=arrival.now, options=arrival.options
            )
        return place_pieces(answer, delivery, now=arrival.now, options=arrival.options)


def repeat_arrived(
    earlier: Sequence[Item], delivery: Delivery, data: bytes, *, now: datetime, options: IntakeOptions
) -> list[ArrivedPiece]:
    """Return the pieces of kept bytes as they were taken `earlier`, else as they are read."""
    if not is_repeat(earlier, data, options):
        return read_arrived(delivery, data, now=now, options=options)
    return [
        ArrivedPiece(delivery=delivery, place=item.place, piece=RepeatedPiece(item), now=now, options=options)
        for item in earlier
    ]


def is_repeat(earlier: Sequence[Item], data: bytes, options: IntakeOptions) -> bool:
    """Return whether bytes of which these pieces were taken before are read as the same again."""
    return bool(earlier) and all(may_repeat(item, data, options.source) for item in earlier)


def read_arrived(delivery: Delivery, data: bytes, *, now: datetime, options: IntakeOptions) -> list[ArrivedPiece]:
    """Read kept bytes; return their pieces, or the error of reading them as the only one."""
    try:
        pieces = [MeasuredPiece(piece) for piece in read_pieces(data, options)]
    except (NotWireError, UnreadableError) as error:
        pieces = [MeasuredPiece(error)]
    return place_pieces(pieces, delivery, now=now, options=options)


def place_pieces(
    pieces: Sequence[MeasuredPiece], delivery: Delivery, *, now: datetime, options: IntakeOptions
) -> list[ArrivedPiece]:
    """Return what was read of a delivery as pieces on their way in."""
    return [
        ArrivedPiece(
            delivery=delivery,
            place=place,
            piece=one.piece,
            measures=one.measures,
            now=now,
            options=options,
            piece_count=len(pieces),
        )
        for place, one in enumerate(pieces)
    ]


def read_pieces(data: bytes, options: IntakeOptions) -> tuple[Piece, ...]:
    """Read a delivery in the character set that it shows, in doubt in that of its source.

    Raises NotWireError and UnreadableError as `wire_sandbox.read` does.
    """
    pieces = wire_sandbox.read(data, usual=usual_charset(options))
    usual = charset_in_doubt(pieces, options)
    return wire_sandbox.read(data, usual=usual) if usual else pieces


def usual_charset(options: IntakeOptions) -> str:
    """Return the character set that bytes are read in where they show none: that of the source, if one is given."""
    return (options.source.charset if options.source else "") or options.charset


def charset_in_doubt(pieces: Sequence[Piece | NotWireError], options: IntakeOptions) -> str:
    """Return the character set of the source of copy whose letters are in doubt, "" where there is none.

    None is asked for where the source was given, whose character set the bytes were read in. A query for doubtful copy.
    """
    if options.source is not None:
        return ""
    doubtful = {piece.source for piece in pieces if isinstance(piece, WireItem) and piece.charset_doubt}
    sources = filter(None, map(find_source, sorted(doubtful)))
    return next((source.charset for source in sources if source.charset), "")
