"""Pieces that arrive together: looked at beside the same gathered copy, and written in one transaction.

Each piece is taken in whole or not at all, behind a savepoint of its own: what goes wrong with one harms no other, and
is tried once more. The rows of all sources are locked for as long as a batch is written, so it is bounded by number
and time.
"""

from __future__ import annotations

import logging
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile
from time import monotonic

from django.db import DatabaseError, transaction
from django.db.models import OuterRef, Subquery

from stories import copy, desk, search
from stories.intake import photos as intake_photos
from stories.intake.batch_rows import BatchError, BatchRows
from stories.intake.deliveries import REASON_LIMIT, keep_without_story
from stories.intake.item_intake import ItemIntake
from stories.intake.neighbours import Neighbours
from stories.intake.photos import ArrivedPicture
from stories.intake.pieces import ArrivedPiece, ArrivingItem, item_of, make_arriving_item
from stories.intake.rarities import count_text
from stories.intake.repeats import RepeatedPiece, make_repeat
from stories.intake.section_mapping import SourceVocabulary
from stories.intake.sources import find_or_make_source, lock_sources, refresh_source
from stories.matching import Profile
from stories.models import Item, Outcome, Source
from stories.wire import NotStoryError, NotWireError, UnreadableError, WireItem, WirePicture

MOST_PIECES = 400
FIRST_PIECES = 100  # of the first batch, before it is known how many are written in time
MOST_SECONDS = 1.0  # that others wait for the database, and an urgent behind a batch
REFUSALS = (desk.DeskError, DatabaseError, ValueError)

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class OpenedPiece:
    """A piece with its pictures, opened before rows are locked, and with its row once it was looked at."""

    arrived: ArrivedPiece
    pictures: list[ArrivedPicture]
    arriving: ArrivingItem | None = None


class BatchSize:
    """How many pieces are taken together: more and more, as long as so many are written in time."""

    def __init__(self) -> None:
        self.pieces = min(FIRST_PIECES, MOST_PIECES)

    def learn(self, *, asked: int, taken: int) -> None:
        """Learn how many of the pieces that were asked for were written in time."""
        self.pieces = taken if taken < asked else max(self.pieces, min(2 * taken, MOST_PIECES))


def take_in_batches(arrived: Iterable[ArrivedPiece], size: BatchSize | None = None) -> Iterator[Item]:
    """Take pieces in their order; yield an item for each, once those that were written with it are kept, too.

    `size` is what was learnt of the pieces before them.
    """
    waiting, opened, size = iter(arrived), deque[OpenedPiece](), size or BatchSize()
    while True:
        opened += (OpenedPiece(one, open_pictures(one)) for one in islice(waiting, max(0, size.pieces - len(opened))))
        if not opened:
            return
        together = list(islice(opened, size.pieces))
        items = take_first(together)
        yield from items
        for _item in items:
            opened.popleft()
        size.learn(asked=len(together), taken=len(items))


def take_first(opened: Sequence[OpenedPiece]) -> list[Item]:
    """Take the first of some pieces, as many as can be written together; return their items."""
    first = opened[0].arrived
    if isinstance(first.piece, WirePicture):
        return [take_picture(first, first.piece)]
    copies = list(takewhile(lambda one: not isinstance(one.arrived.piece, WirePicture), opened))
    if len(copies) > 1:
        try:
            return write_together(copies)
        except Exception:
            logger.exception("%d pieces could not be written together. They are taken one by one.", len(copies))
        for one in copies:
            one.arriving = None  # a row that was filled in
    return [take_alone(copies[0])]


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
        except (DatabaseError, BatchError):  # a lock that lasted, or a deadlock, which is over by now
            opened.arriving = None
            return write_together([opened])[0]
    except (*REFUSALS, BatchError) as error:
        return keep_failed_piece(opened.arrived, error)


def write_together(opened: Sequence[OpenedPiece]) -> list[Item]:
    """Take pieces in one transaction, until its time is over; return the items of those that were taken.

    They are read and the copy beside them is gathered before rows are locked, and gathered again where any came since.
    """
    vocabularies = find_sources(opened)
    sources = [vocabulary.source for vocabulary in vocabularies.values()]
    newest = newest_rows(sources)
    intakes = [make_intake(one, vocabularies) for one in opened]
    copies = [intake for intake in intakes if intake is not None]
    gather_neighbours(copies)
    rows = BatchRows(pieces=len(opened), stories=count_new(copies))
    items: list[Item] = []
    with transaction.atomic():
        began = monotonic()
        lock_sources(sources)
        if newest_rows(sources) != newest:
            gather_neighbours(copies)
        rows.desk.load(story for intake in copies for story in intake.beside.expected_stories(intake.item))
        for one, intake in zip(opened, intakes, strict=True):
            items.append(take_one(one, intake, rows))
            if monotonic() - began > MOST_SECONDS:
                break
        rows.write()
    return items


def find_sources(opened: Sequence[OpenedPiece]) -> dict[str, SourceVocabulary]:
    """Return the sources of some pieces by their keys, as they are in the database, with what they map."""
    known = {source_key(one.arrived): one.arrived for one in opened if isinstance(one.arrived.piece, WireItem)}
    return {
        key: SourceVocabulary(refresh_source(arrived.options.source) or find_or_make_source(arrived.piece.source))
        for key, arrived in sorted(known.items())
        if isinstance(arrived.piece, WireItem)
    }


def newest_rows(sources: Iterable[Source]) -> list[int | None]:
    """Return the keys of the last item of each source and of the desk's last revision. Two queries.

    Whatever may belong beside new copy adds one: copy itself, and each act of the desk on a story.
    """
    last = Item.objects.filter(source=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    newest = Source.objects.filter(pk__in=[source.pk for source in sources]).order_by("pk")
    return [*newest.values_list(Subquery(last), flat=True), desk.newest_revision()]


def source_key(arrived: ArrivedPiece) -> str:
    """Return the key of a piece's source: its name, or that of the source that the copy is credited to."""
    if arrived.options.source is not None:
        return arrived.options.source.name.casefold()
    return arrived.piece.source.casefold() if isinstance(arrived.piece, WireItem) else ""


def make_intake(opened: OpenedPiece, vocabularies: Mapping[str, SourceVocabulary]) -> ItemIntake | None:
    """Return a piece of copy as it is taken; None for what is no copy."""
    arrived = opened.arrived
    if not isinstance(arrived.piece, WireItem):
        return None
    vocabulary = vocabularies[source_key(arrived)]
    if opened.arriving is None:
        opened.arriving = make_arriving_item(arrived, arrived.piece, source=vocabulary.source)
    if arrived.measures is not None:
        text = copy.plain_text(arrived.piece.blocks)
        search.remember_text(text, arrived.measures.language, arrived.measures.words)
    return ItemIntake(arrived, opened.arriving, vocabulary=vocabulary, pictures=opened.pictures)


def gather_neighbours(intakes: Sequence[ItemIntake]) -> None:
    """Gather the copy that pieces are looked at beside, for those of a source together."""
    by_source: defaultdict[int, list[ItemIntake]] = defaultdict(list)
    for intake in intakes:
        by_source[intake.source.pk].append(intake)
    for of_source in by_source.values():
        beside = Neighbours(of_source[0].source, [intake.arriving for intake in of_source])
        for intake in of_source:
            intake.beside = beside


def count_new(intakes: Sequence[ItemIntake]) -> int:
    """Return how many stories some pieces may open: one for each id that is not known yet."""
    unlinked = (intake.item for intake in intakes if not intake.beside.linked_stories(intake.item))
    return max(len({item.identity or id(item) for item in unlinked}), 1)


def take_one(opened: OpenedPiece, intake: ItemIntake | None, rows: BatchRows) -> Item:
    """Take a piece in whole or not at all; what is refused is decided again, and then kept with the reason."""
    arrived = opened.arrived
    if isinstance(arrived.piece, RepeatedPiece):
        item = make_repeat(arrived.piece.item, delivery=arrived.delivery, now=arrived.now)
        rows.keep(item)
        return item
    if intake is None:
        return keep_by_itself(partial(keep_unreadable, arrived), rows)
    try:
        try:
            return take_copy(intake, rows)
        except REFUSALS:
            arriving = make_arriving_item(arrived, intake.piece, source=intake.source)
            again = ItemIntake(arrived, arriving, vocabulary=intake.vocabulary, pictures=opened.pictures)
            again.beside = intake.beside
            return take_copy(again, rows, may_be_plain=False)
    except REFUSALS as error:
        return keep_by_itself(partial(keep_failed_piece, arrived, error), rows)


def take_copy(intake: ItemIntake, rows: BatchRows, *, may_be_plain: bool = True) -> Item:
    """Take a piece of copy, with rows that are written later where it is plain, and look at the next ones beside it."""
    intake.rows = rows
    decision = intake.decide()
    if may_be_plain and intake.is_plain(decision):
        point = rows.save_point()
        try:
            item = intake.take_together(decision)
        except REFUSALS:
            rows.roll_back(point)
            raise
    else:
        item = intake.take_by_itself(decision)
    intake.beside.add(intake.arriving, intake.terms, opened=intake.opened)
    count_text(intake.source, item, intake.arriving.profile if item.profile else Profile())
    return item


def keep_by_itself(keep: Callable[[], Item], rows: BatchRows) -> Item:
    """Keep what is no part of a story in the database, once the rows before it are there."""
    rows.write()
    item = keep()
    rows.forget(set())
    return item


def keep_unreadable(arrived: ArrivedPiece) -> Item:
    """Keep a piece that cannot be read, with the reason."""
    error, options = arrived.piece, arrived.options
    if not isinstance(error, NotWireError | UnreadableError):  # untested: a picture is no part of a batch
        raise TypeError(error)
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
