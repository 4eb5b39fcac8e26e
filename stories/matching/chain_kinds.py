"""What sort of piece copy is within a chain: what amends, what gathers, and the genre that sets it apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from stories.designators import Kind
from stories.designators.vocabulary import GENRES
from stories.matching.known_copy import KnownCopy
from stories.matching.ranks_in_chain import PLAIN_RANK

USUAL_GENRES = {"", "current", "article", "news", "main", "text", "story", "spot news", "update"}
GATHERING_GENRES = {
    *("roundup", "highlights", "highlight", "digest", "press digest", "summary", "news summary", "diary", "table"),
    *("press review", "take a look", "chronology", "timeline", "factbox", "yonhap news summary", "综述", "trending"),
    *("news bites", "china economic roundup", "instant view"),
}
LATE = timedelta(hours=3)  # by which copy comes out of order at most


def is_wrapup(copy: KnownCopy) -> bool:
    """Return whether copy draws the reports of a day together."""
    return copy.designator is not None and Kind.WRAPUP in copy.designator.kinds


def genre_of(copy: KnownCopy) -> str:
    """Return the genre that sets copy apart from the news, in lower case: that of its headline, else its own."""
    head = copy.headline.partition(":")[0].strip().casefold()
    genre = head if head in GENRES else copy.genre.strip().casefold()
    return "" if genre in USUAL_GENRES else genre


def has_rank(copies: Sequence[KnownCopy], copy: KnownCopy) -> bool:
    """Return whether a story has copy of a piece's rank; a flash and an urgent are of one."""
    if copy.rank is None or copy.follows or any(known.follows for known in copies):
        return False  # where links make the chain, its pieces bear no ranks
    return any(known.rank == copy.rank for known in copies)


def is_next(copies: Sequence[KnownCopy], copy: KnownCopy) -> bool:
    """Return whether copy is a lead of a rank above all that the story has, and moved after them."""
    ranks = [known.rank for known in copies if known.rank is not None]
    return ordinal_of(copy) > 0 and max(ranks, default=0) < (copy.rank or 0) and not is_out_of_turn(copies, copy)


def is_out_of_turn(copies: Sequence[KnownCopy], copy: KnownCopy) -> bool:
    """Return whether times and ranks say the opposite: a plain text that moved after a lead opens another story."""
    return any(are_reversed(copy, known) and is_order_told(copy, known) for known in copies)


def are_reversed(one: KnownCopy, other: KnownCopy) -> bool:
    """Return whether the lower rank of two moved later, or came later where they do not say when they moved."""
    if one.rank is None or other.rank is None:
        return False
    return (one.rank - other.rank) * (one.moved_at - other.moved_at).total_seconds() < 0


def is_order_told(one: KnownCopy, other: KnownCopy) -> bool:
    """Return whether two pieces say when they moved, or came hours apart: late copy comes sooner."""
    return (one.is_timed and other.is_timed) or abs(one.moved_at - other.moved_at) > LATE


def ordinal_of(copy: KnownCopy) -> int:
    """Return the number of the lead or update that copy is, 0 for an alert or a plain text."""
    if copy.rank is None or copy.rank <= PLAIN_RANK:
        return 0
    return (copy.designator.ordinal if copy.designator else None) or 1
