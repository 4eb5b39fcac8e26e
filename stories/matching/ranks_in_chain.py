"""The place of a piece of copy in its chain: by its designator alone, and beside other copy of its story."""

from __future__ import annotations

from stories.designators import Designator, Kind
from stories.matching.known_copy import KnownCopy

ALERT_RANK = 0
PLAIN_RANK = 1  # the rank of a first filing without a designator
LAST_ORDINAL = 1_000
NUMBERED = {Kind.LEAD, Kind.LEAD_ALL, Kind.UPDATE, Kind.WRITETHRU, Kind.WRAPUP, Kind.NET}
WHOLE = {Kind.WRITETHRU, Kind.LEAD_ALL, Kind.NET}  # of one ordinal, these replace or gather what the bare lead said
AMENDING = {Kind.CORRECTION, Kind.CLARIFICATION, Kind.REFILE, Kind.REPEAT}
NEARLY_ALL = 0.7  # of the terms of two texts: a correction changes a figure, a lead adds paragraphs
LONG_ENOUGH = 0.6  # of the first text


def chain_rank(designator: Designator | None) -> int | None:
    """Return the place of copy in its chain by its designator alone: alert, plain, 1st LD, its writethru, 2nd LD …

    The second version ("(2)") is the first after the plain text. None where the designator gives no place, as those of
    corrections, repeats, stops and notes to editors do not.
    """
    if designator is None:
        return PLAIN_RANK
    if designator.is_alert:
        return ALERT_RANK
    kinds = set(designator.kinds)
    ordinal = min(designator.ordinal or 1, LAST_ORDINAL)
    if kinds & NUMBERED:
        return PLAIN_RANK + 1 + 2 * ordinal + bool(kinds & WHOLE)
    if Kind.VERSION in kinds:
        return PLAIN_RANK + 2 * (ordinal - 1) + (ordinal > 1)
    return None


def precedes(copy: KnownCopy, other: KnownCopy) -> bool:
    """Return whether copy is older than other copy of its story: by links, by version, by time, then by designator.

    Where neither time nor version tells, what amends comes after what it amends.
    """
    if copy.identity and copy.identity != other.identity and copy.identity in other.follows:
        return True
    if other.identity and other.identity != copy.identity and other.identity in copy.follows:
        return False
    is_same_item = bool(copy.identity) and copy.identity == other.identity
    are_timed = copy.is_timed and other.is_timed
    signs: list[tuple[float | None, float | None]] = [
        (copy.version, other.version) if is_same_item else (None, None),
        (copy.moved_at.timestamp(), other.moved_at.timestamp()) if are_timed else (None, None),
        (copy.rank, other.rank),
    ]
    for mine, theirs in signs:
        if mine is not None and theirs is not None and mine != theirs:
            return mine < theirs
    return not are_timed and not is_same_item and amends(other, copy) and not amends(copy, other)


def is_amending(copy: KnownCopy) -> bool:
    """Return whether copy puts right or repeats what moved before, so that its rank may be there already."""
    return copy.designator is not None and not AMENDING.isdisjoint(copy.designator.kinds)


def amends(copy: KnownCopy, other: KnownCopy) -> bool:
    """Return whether copy amends other copy: it has its rank, its headline or nearly its words, or comes after it.

    After the first text comes whatever amends, unless it is so short that it amends an alert ahead of that text.
    """
    if not is_amending(copy):
        return False
    if copy.rank is not None:
        return copy.rank == other.rank
    mine, theirs = copy.profile, other.profile
    shared = len(mine.terms & theirs.terms)
    is_of_first_text = other.rank == PLAIN_RANK and len(mine.terms) >= LONG_ENOUGH * len(theirs.terms)
    return is_of_first_text or mine.heads == theirs.heads or shared >= NEARLY_ALL * len(mine.terms | theirs.terms)
