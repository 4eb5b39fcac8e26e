"""The place of a piece of copy in its chain: by its designator alone, and beside other copy of its story."""

from __future__ import annotations

from stories.designators import Designator, Kind
from stories.matching.known_copy import KnownCopy

ALERT_RANK = 0
PLAIN_RANK = 1  # the rank of a first filing without a designator
LAST_ORDINAL = 1_000
NUMBERED = {Kind.LEAD, Kind.LEAD_ALL, Kind.UPDATE, Kind.WRITETHRU, Kind.WRAPUP, Kind.NET}
WHOLE = {Kind.WRITETHRU, Kind.LEAD_ALL, Kind.NET}  # of one ordinal, these replace or gather what the bare lead said


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
    """Return whether copy is older than other copy of its story: by links, by version, by time, then by designator."""
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
    return False
