"""Copy that was here before: the same delivered again, and the same words by another route."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta

from django.db.models import Q

from stories.matching import KnownCopy, fold_text, is_near_same, is_same_place
from stories.models import Item
from stories.models.item import ItemQuerySet
from stories.wire import WireItem

WITHIN = timedelta(hours=24)  # a line that every day repeats is news again tomorrow
SOON_ENOUGH = timedelta(hours=6)  # by which another route is late at most where it is another day by then
ALIKE = 0.9  # of all terms of both, from which the words themselves are compared
COMPARED_LIMIT = 3  # texts
DAY_OF_MONTH = re.compile(r"(?<!\d)\d{1,2}(?!\d)")  # of the month, in a date line
BOTH = 2


def load_same_copies(numbers: Iterable[int]) -> dict[int, Item]:
    """Return earlier copies by their numbers. They know whether their words were taken down since. One query."""
    same = annotate_lost_words(Item.objects.select_related("filing"))
    columns = ("delivery_id", "filing__number", "story__state", "story__slug")
    return same.only(*columns).in_bulk(list(numbers))


def find_same_words(item: Item, piece: WireItem, numbers: Sequence[int]) -> Item | None:
    """Return the first of some copies with the same words that has another id or none, and is of the same place."""
    if not numbers:
        return None
    same = other_routes(item).filter(pk__in=numbers)
    return next((one for one in same[:COMPARED_LIMIT] if is_of_place(one, piece) and is_of_day(one, item)), None)


def alike_copies(mine: KnownCopy, copies: Iterable[KnownCopy]) -> list[int]:
    """Return the numbers of copy that may have the same words but for a few, under another id or none.

    There is none for copy that says what it goes on from.
    """
    if mine.follows or not mine.has_text:
        return []
    return [copy.number for copy in copies if not is_version(mine, copy) and is_alike(mine, copy)]


def find_near_same_words(item: Item, piece: WireItem, alike: Sequence[int]) -> Item | None:
    """Return the first of copies that are alike with the same words but for a few that tell nothing.

    One query, where there are any.
    """
    if not alike:
        return None
    text = fold_text(piece.headline, piece.blocks, source=piece.source)
    near = other_routes(item).filter(pk__in=alike)
    return next((one for one in near[:COMPARED_LIMIT] if is_near(one, piece, text) and is_of_day(one, item)), None)


def other_routes(item: Item) -> ItemQuerySet:
    """Return the copy of a source within a day, of the same rank and language, but for other versions of its item."""
    same = Item.objects.with_story().filter(source=item.source, rank=item.rank, language=item.language)
    same = same.filter(moved_at__range=(item.moved_at - WITHIN, item.moved_at + WITHIN))
    if item.identity:
        is_another = ~Q(version=item.version, moved_at=item.moved_at) if item.is_timed else Q()
        same = same.exclude(Q(identity=item.identity) & is_another)
    return annotate_lost_words(same).select_related("filing").order_by("pk")


def annotate_lost_words(items: ItemQuerySet) -> ItemQuerySet:
    """Return items with their stories, and whether their words were taken down."""
    known = items.annotate(lost_words=Q(delivery__content=b""))  # type: ignore[no-redef]  # as `Filing` does
    return known.select_related("story")


def is_version(mine: KnownCopy, other: KnownCopy) -> bool:
    """Return whether earlier copy is another version of the same item, and no other route of this one."""
    if not mine.identity or other.identity != mine.identity:
        return False
    return not (mine.is_timed and (other.version, other.moved_at) == (mine.version, mine.moved_at))


def is_alike(mine: KnownCopy, other: KnownCopy) -> bool:
    """Return whether two texts have nearly all terms in common, and the same figures."""
    if other.rank != mine.rank or other.language != mine.language or other.profile.figures != mine.profile.figures:
        return False
    all_terms = mine.profile.terms | other.profile.terms
    return len(mine.profile.terms & other.profile.terms) >= ALIKE * len(all_terms) > 0


def is_of_place(other: Item, piece: WireItem) -> bool:
    """Return whether the date line of earlier copy may be that of a piece, by its place and the day of the month."""
    text = other.filing or other.story
    if text is None:
        return True
    days = {day[0] for line in (text.dateline, piece.dateline) if (day := DAY_OF_MONTH.search(line))}
    return len(days) < BOTH and is_same_place(text.dateline, piece.dateline)


def is_of_day(other: Item, item: Item) -> bool:
    """Return whether earlier copy may be the same on the same news day: what every day is repeated is news each day.

    Copy of two days is another where it moved hours later under an id of its own, or where only its date tells.
    """
    if item.identity and item.identity == other.identity:
        return True
    if not (other.is_timed and item.is_timed):
        return None in (other.dated_on, item.dated_on) or other.dated_on == item.dated_on
    zone = item.source.zone if item.source else UTC
    days = {one.dated_on or one.moved_at.astimezone(zone).date() for one in (other, item)}
    return len(days) == 1 or abs(item.moved_at - other.moved_at) <= SOON_ENOUGH


def is_near(other: Item, piece: WireItem, text: str) -> bool:
    """Return whether earlier copy has the folded text of a piece but for a few words that tell nothing."""
    kept = other.filing or other.story
    if kept is None or not is_of_place(other, piece):  # untested: copy with a story has one
        return False
    return is_near_same(fold_text(kept.headline, kept.blocks, source=piece.source), text)
