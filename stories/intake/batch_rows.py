"""The rows of a batch that are not written yet: stories and filings by the desk's writer, items and their terms."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError

from stories import desk
from stories.intake.findings import relate_stories
from stories.matching import Finding
from stories.models import Item, ItemTerm, Outcome
from stories.models.tables import Keys, Row, Table, utc_text

ITEMS, TERMS = Table(Item), Table(ItemTerm, keys=False)


class BatchError(Exception):
    """The rows of several pieces that could not be written together; one of them is at fault."""


@dataclass(frozen=True, slots=True)
class FoundRelations:
    """A piece of copy, and the finding that says what its story is related to."""

    item: Item
    finding: Finding
    now: datetime


@dataclass(frozen=True, slots=True)
class SavePoint:
    """The rows that were pending at a moment."""

    desk: desk.Pending
    items: tuple[Item, ...]
    terms: tuple[Row, ...]
    relations: tuple[FoundRelations, ...]


class BatchRows:
    """Rows that are kept for the writing, in the transaction that they were made in."""

    def __init__(self, *, pieces: int, stories: int) -> None:
        self.pieces = pieces
        self.desk = desk.Together(acts=pieces, stories=stories)
        self.items: tuple[Item, ...] = ()
        self.terms: tuple[Row, ...] = ()  # item, source, term, time
        self.relations: tuple[FoundRelations, ...] = ()
        self.item_keys = Keys(Item, chunk=pieces)

    def keep(self, item: Item, terms: Iterable[str] = ()) -> None:
        """Keep a piece of copy, which gets its key, and the terms by which later copy finds it."""
        item.pk = self.item_keys.take()
        self.items += (item,)
        at = utc_text(item.moved_at)
        self.terms += tuple((item.pk, item.source_id, term, at) for term in terms)

    def relate(self, item: Item, finding: Finding, *, now: datetime) -> None:
        """Relate the story of a piece that is kept to those that were found to be related, once all are written."""
        self.relations += (FoundRelations(item, finding, now),)

    def save_point(self) -> SavePoint:
        """Return what is pending, to be given back to `roll_back`."""
        return SavePoint(self.desk.save_point(), self.items, self.terms, self.relations)

    def roll_back(self, point: SavePoint) -> None:
        """Drop the rows that came since a point, none of which may be written yet."""
        self.desk.roll_back(point.desk)
        self.items, self.terms, self.relations = point.items, point.terms, point.relations

    def write(self) -> None:
        """Write what is pending. Raises BatchError."""
        try:
            self.desk.write()
            filed = {item.story_id for item in self.items if item.outcome == Outcome.FILED and item.story_id}
            if filed:
                desk.settle_filed_over(filed)
            ITEMS.insert(self.items)
            TERMS.insert_rows(self.terms)
            for found in self.relations:
                relate_stories(found.item, found.finding, now=found.now)
        except (desk.DeskError, DatabaseError, ValueError) as error:
            raise BatchError(str(error)) from error
        self.items, self.terms, self.relations = (), (), ()

    def forget(self, changed: Set[int] | None = None) -> None:
        """Forget what the database said of stories that others changed since, of all where none are named."""
        self.desk.forget(changed)
        self.item_keys = Keys(Item, chunk=self.pieces)
