"""Pieces that arrive together: looked at beside the same gathered copy, and written in one transaction.

Each piece is taken in whole or not at all, behind a savepoint of its own: what goes wrong with one harms no other, and
is tried once more. The rows of all sources are locked for as long as a batch is written, so it is bounded by number
and time.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from time import monotonic

from django.db import DatabaseError, transaction

from stories import desk
from stories.intake import photos as intake_photos
from stories.intake.deliveries import REASON_LIMIT, keep_without_story
from stories.intake.item_intake import ItemIntake
from stories.intake.neighbours import Neighbours
from stories.intake.photos import ArrivedPicture
from stories.intake.pieces import ArrivedPiece, item_of
from stories.intake.rarities import count_text
from stories.intake.repeats import RepeatedPiece, make_repeat
from stories.intake.sources import find_or_make_source, lock_sources, refresh_source
from stories.matching import Profile
from stories.models import Item, Outcome, Source
from stories.wire import NotStoryError, NotWireError, UnreadableError, WireItem, WirePicture

MOST_PIECES = 50
FIRST_PIECES = 25  # of the first batch, before it is known how many are written in time
MOST_SECONDS = 1.0  # that others wait for the database, and an urgent behind a batch
MOST_APART = timedelta(hours=24)  # between pieces that are looked at beside the same copy
REFUSALS = (desk.DeskError, DatabaseError, ValueError)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenedPiece:
    """A piece with its pictures: files are opened before rows are locked."""

    arrived: ArrivedPiece
    pictures: list[ArrivedPicture]


def take_in_batches(arrived: Sequence[ArrivedPiece]) -> Iterator[Item]:
    """Take pieces in their order; yield an item for each, once those that were written with it are kept, too."""
    place, most = 0, FIRST_PIECES
    while place < len(arrived):
        items = take_first(arrived[place : place + min(most, MOST_PIECES)])
        yield from items
        place += len(items)
        most = 2 * len(items)  # what is not written in time was looked at in vain


def take_first(arrived: Sequence[ArrivedPiece]) -> list[Item]:
    """Take the first of some pieces, as many as can be written together; return their items."""
    if isinstance(arrived[0].piece, WirePicture):
        return [take_picture(arrived[0], arrived[0].piece)]
    copies = takewhile(lambda one: not isinstance(one.piece, WirePicture), arrived)
    opened = [OpenedPiece(one, open_pictures(one)) for one in copies]
    if len(opened) > 1:
        try:
            return write_together(opened)
        except Exception:
            logger.exception("%d pieces could not be written together. They are taken one by one.", len(opened))
    return [take_alone(opened[0])]


def take_picture(arrived: ArrivedPiece, picture: WirePicture) -> Item:
    """Take a picture that comes by itself into the library."""
    options = arrived.options
    with transaction.atomic():
        return intake_photos.take_picture_item(
            *(arrived.delivery, arrived.place, picture),
            now=arrived.now,
            folders=options.folders,
            source=options.source,
        )


def open_pictures(arrived: ArrivedPiece) -> list[ArrivedPicture]:
    """Open the pictures that a piece of copy brings."""
    if not isinstance(arrived.piece, WireItem):
        return []
    return intake_photos.take_pictures(arrived.piece.pictures, folders=arrived.options.folders, now=arrived.now)


def take_alone(opened: OpenedPiece) -> Item:
    """Take one piece in a transaction of its own; what is refused twice is kept with the reason."""
    try:
        try:
            return write_together([opened])[0]
        except DatabaseError:  # a lock that lasted, or a deadlock, which is over by now
            return write_together([opened])[0]
    except REFUSALS as error:
        return keep_failed_piece(opened.arrived, error)


def write_together(opened: Sequence[OpenedPiece]) -> list[Item]:
    """Take pieces in one transaction, until its time is over; return the items of those that were taken.

    They are read and the copy beside them is gathered before rows are locked, and gathered again where any came since.
    """
    sources = find_sources(opened)
    newest = newest_rows(sources.values())
    intakes = [make_intake(one, sources) for one in opened]
    copies = [intake for intake in intakes if intake is not None]
    beside = gather_neighbours(copies)
    items: list[Item] = []
    with transaction.atomic():
        began = monotonic()
        lock_sources(sources.values())
        if newest_rows(sources.values()) != newest:
            beside = gather_neighbours(copies)
        for one, intake in zip(opened, intakes, strict=True):
            items.append(take_one(one, intake, beside))
            if monotonic() - began > MOST_SECONDS:
                break
    return items


def find_sources(opened: Sequence[OpenedPiece]) -> dict[str, Source]:
    """Return the sources of some pieces by their keys, as they are in the database."""
    known = {source_key(one.arrived): one.arrived for one in opened if isinstance(one.arrived.piece, WireItem)}
    return {
        key: refresh_source(arrived.options.source) or find_or_make_source(arrived.piece.source)
        for key, arrived in sorted(known.items())
        if isinstance(arrived.piece, WireItem)
    }


def newest_rows(sources: Iterable[Source]) -> list[int | None]:
    """Return the keys of the last item of each source and of the desk's last revision. A query each.

    Whatever may belong beside new copy adds one: copy itself, and each act of the desk on a story.
    """
    items = [Item.objects.filter(source=source).order_by("-pk").values_list("pk", flat=True) for source in sources]
    return [*(rows.first() for rows in items), desk.newest_revision()]


def source_key(arrived: ArrivedPiece) -> str:
    """Return the key of a piece's source: its name, or that of the source that the copy is credited to."""
    if arrived.options.source is not None:
        return arrived.options.source.name.casefold()
    return arrived.piece.source.casefold() if isinstance(arrived.piece, WireItem) else ""


def make_intake(opened: OpenedPiece, sources: dict[str, Source]) -> ItemIntake | None:
    """Return a piece of copy as it is taken; None for what is no copy."""
    arrived = opened.arrived
    if not isinstance(arrived.piece, WireItem):
        return None
    source = sources[source_key(arrived)]
    return ItemIntake(arrived, arrived.piece, source=source, pictures=opened.pictures)


def gather_neighbours(intakes: Sequence[ItemIntake]) -> dict[int, list[Neighbours]]:
    """Gather the copy that pieces are looked at beside, for those of a source and a day together."""
    by_source: defaultdict[int, list[ItemIntake]] = defaultdict(list)
    beside: defaultdict[int, list[Neighbours]] = defaultdict(list)
    for intake in intakes:
        by_source[intake.source.pk].append(intake)
    for number, of_source in by_source.items():
        of_source.sort(key=lambda intake: intake.item.moved_at)
        while of_source:
            until = of_source[0].item.moved_at + MOST_APART
            near = [intake for intake in of_source if intake.item.moved_at <= until]
            neighbours = Neighbours(near[0].source, [intake.arriving for intake in near])
            for intake in near:
                intake.beside = neighbours
            beside[number].append(neighbours)
            del of_source[: len(near)]
    return beside


def take_one(opened: OpenedPiece, intake: ItemIntake | None, beside: dict[int, list[Neighbours]]) -> Item:
    """Take a piece behind a savepoint; what is refused is decided again, and then kept with the reason."""
    arrived = opened.arrived
    if isinstance(arrived.piece, NotWireError | UnreadableError):
        return keep_unreadable(arrived, arrived.piece)
    if isinstance(arrived.piece, RepeatedPiece):
        return keep_repeat(arrived, arrived.piece)
    if intake is None:  # untested: a picture is no part of a batch
        raise TypeError(arrived.piece)
    try:
        try:
            return take_behind_savepoint(intake, beside)
        except REFUSALS:
            again = ItemIntake(arrived, intake.piece, source=intake.source, pictures=opened.pictures)
            again.beside = intake.beside
            return take_behind_savepoint(again, beside)
    except REFUSALS as error:
        return keep_failed_piece(arrived, error)


def take_behind_savepoint(intake: ItemIntake, beside: dict[int, list[Neighbours]]) -> Item:
    """Take a piece in whole or not at all, and look at the next ones beside it."""
    with transaction.atomic():
        item = intake.take()
    for neighbours in beside[intake.source.pk]:
        neighbours.add(intake.arriving, intake.terms, opened=intake.opened)
    count_text(intake.source, item, intake.arriving.profile if item.profile else Profile())
    return item


def keep_repeat(arrived: ArrivedPiece, piece: RepeatedPiece) -> Item:
    """Keep a piece that came before as the duplicate that it is."""
    item = make_repeat(piece.item, delivery=arrived.delivery, now=arrived.now)
    item.save()
    return item


def keep_unreadable(arrived: ArrivedPiece, error: NotWireError | UnreadableError) -> Item:
    """Keep a piece that cannot be read, with the reason."""
    options = arrived.options
    return keep_without_story(
        *(arrived.delivery, arrived.place, str(error)),
        now=arrived.now,
        outcome=outcome_of(error),
        source=options.source,
    )


def outcome_of(error: NotWireError | UnreadableError) -> Outcome:
    """Return the outcome of what is no copy: skipped where it is something else of the wire's, by its name."""
    return Outcome.SKIPPED if isinstance(error, NotStoryError) else Outcome.FAILED


def keep_failed_piece(arrived: ArrivedPiece, error: Exception) -> Item:
    """Keep copy that became no part of a story, with the reason and as much of what it says as can be kept."""
    reason = str(error) if isinstance(error, desk.DeskError) else f"It could not be kept: {error}"
    delivery, place, now, source = arrived.delivery, arrived.place, arrived.now, arrived.options.source
    if source is None or not isinstance(arrived.piece, WireItem):
        return keep_without_story(delivery, place, reason, now=now)
    item, _remarks = item_of(arrived.piece, delivery=delivery, place=place, source=source, now=now)
    item.outcome, item.reason = Outcome.FAILED, reason[:REASON_LIMIT]
    try:
        with transaction.atomic():
            item.save()
    except (DatabaseError, ValueError):  # untested: what the database refused may be in these fields
        return keep_without_story(delivery, place, reason, now=now, source=source)
    return item
