"""Keyword lines: which of them name one story, and which copy under them may be of one chain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from stories.matching.chain_kinds import ordinal_of
from stories.matching.known_copy import KnownCopy

OVER_MIDNIGHT = timedelta(hours=48)  # AP keeps a keyword for two news days
SOON = timedelta(hours=12)  # a first lead follows within the night
NAMES_NOTHING = 4  # stories in a week: AP and PTI have one a day, a keyword of two desks two
GENERIC = re.compile(
    r"\W*(?:(?:\w{2,4}--?)?(?:ap)?news ?alert|advisory|urgent|brief|briefs|bulletin|flash|news|sports?|weather|world|"
    r"politics|business|economy|markets?|stocks|entertainment|general|national|international|top news|headlines|"
    r"update|correction|kill|obit|lead|breaking(?: news)?|fire|quake|crash|election|vermischtes|politik|wirtschaft|"
    r"sport|deportes|monde|politique|社会|国际|国内|体育|财经)\W*",
    re.IGNORECASE,
)


def is_of_trade(keyword: str) -> bool:
    """Return whether a keyword is one of the trade's own, or none: it names no story."""
    return not keyword or bool(GENERIC.fullmatch(keyword))


def is_generic(keyword: str, stories: int) -> bool:
    """Return whether a keyword joins nothing: one of the trade's own, or borne by many stories of the source."""
    return stories >= NAMES_NOTHING or is_of_trade(keyword)


def may_share_keyword(copies: Sequence[KnownCopy], copy: KnownCopy) -> bool:
    """Return whether copy may belong to a story under its keyword by their news days and leads.

    The same day it may; a day later a second lead within 48 hours, any lead within 12 hours of the last copy before it.
    """
    return is_of_same_day(copies, copy) or any(
        is_lead_over_midnight(*sorted((known, copy), key=lambda one: one.moved_at)) for known in copies
    )


def may_go_on(copies: Sequence[KnownCopy], copy: KnownCopy) -> bool:
    """Return whether copy may go on from a story by their news days and leads, under a keyword or by words alone.

    Two dates in print, of pieces that do not say when they moved, are of two days' reports, but for a second lead.
    """
    apart = [known for known in copies if are_dated_apart(known, copy)]
    if len(apart) == len(copies):
        return any(max(ordinal_of(known), ordinal_of(copy)) > 1 for known in apart)
    return may_share_keyword(copies, copy)


def are_dated_apart(one: KnownCopy, other: KnownCopy) -> bool:
    """Return whether two pieces print two days, and not both say when they moved."""
    days = {one.profile.day, other.profile.day} - {""}
    return len(days) > 1 and not (one.is_timed and other.is_timed)


def is_of_same_day(copies: Sequence[KnownCopy], copy: KnownCopy) -> bool:
    """Return whether a story has copy of the same news day."""
    return any(known.news_day == copy.news_day for known in copies)


def is_lead_over_midnight(earlier: KnownCopy, later: KnownCopy) -> bool:
    """Return whether the later copy may go on from the earlier one on another day."""
    gap, ordinal = later.moved_at - earlier.moved_at, ordinal_of(later)
    is_after = earlier.rank is None or later.rank is None or later.rank > earlier.rank
    return is_after and ((ordinal >= 1 and gap <= SOON) or (ordinal > 1 and gap <= OVER_MIDNIGHT))
