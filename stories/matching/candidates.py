"""The stories that copy may belong to, each with how sure it is and what bears on it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stories.matching.chain_kinds import (
    GATHERING_GENRES,
    genre_of,
    has_rank,
    is_amending,
    is_next,
    is_out_of_turn,
    is_wrapup,
)
from stories.matching.identity_links import is_same_language
from stories.matching.keywords import is_generic, is_of_same_day, may_share_keyword
from stories.matching.known_copy import Evidence, KnownCopy
from stories.matching.likeness import Likeness, Weighed, liken, weigh
from stories.matching.profile import terms_of
from stories.matching.ranks_in_chain import ALERT_RANK, PLAIN_RANK

SHORTLIST = 8  # stories whose copy is compared in full
WHOLLY, NEARLY = 0.95, 0.7  # shares of the shorter and of the longer text that make two nearly the same
NAMES_COUNT = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that copy may belong to. `odds` are the logarithm of how likely it is; `bars` say what forbids a join."""

    story: int
    copies: tuple[KnownCopy, ...]
    nearest: KnownCopy
    likeness: Likeness
    odds: float
    shares_keyword: bool
    bars: tuple[str, ...]

    @property
    def score(self) -> float:
        """How sure it is, from 0 to 1."""
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, self.odds))))


def rank_candidates(copy: KnownCopy, evidence: Evidence) -> list[Candidate]:
    """Return the stories of the same language that copy may belong to, the likeliest first."""
    stories: dict[int, list[KnownCopy]] = defaultdict(list)
    for known in evidence.copies:
        if known.story is not None and is_same_language(known, copy):
            stories[known.story].append(known)
    mine = weigh(copy.profile, evidence.rarity)
    keyword = "" if is_generic(copy.keyword, evidence.stories_of_keyword) else copy.keyword
    first = sorted(stories, key=lambda story: -quick_likeness(mine, stories[story], keyword))[:SHORTLIST]
    found = [judge(copy, mine, story, stories[story], keyword, evidence) for story in first]
    return sorted(found, key=lambda candidate: -candidate.odds)


def quick_likeness(mine: Weighed, copies: Sequence[KnownCopy], keyword: str) -> float:
    """Return the most that any copy of a story shares; a story under the same keyword comes first."""
    most = max(quick_sum(mine, known) for known in copies)
    return most + (10_000 if keyword and any(known.keyword == keyword for known in copies) else 0)


def quick_sum(mine: Weighed, known: KnownCopy) -> float:
    """Return what two texts share, names counting more."""
    shared = mine.profile.terms & known.profile.terms
    names = (term for term in shared if term in mine.profile.names or term in known.profile.names)
    return mine.square_sum(shared) + NAMES_COUNT * mine.square_sum(names)


def judge(
    copy: KnownCopy, mine: Weighed, story: int, copies: Sequence[KnownCopy], keyword: str, evidence: Evidence
) -> Candidate:
    """Return a story with how likely it is the one of a piece of copy."""
    shares = bool(keyword) and any(known.keyword == keyword for known in copies)
    told = terms_of(keyword) if shares else frozenset()  # what the keyword says, it says of all stories under it
    mine = mine.without(told & mine.profile.terms) if told else mine
    likenesses = [(liken(mine, weigh(known.profile, evidence.rarity).without(told)), known) for known in copies]
    odds, likeness, nearest = max(
        ((odds_of_words(likeness, copy, known), likeness, known) for likeness, known in likenesses),
        key=lambda row: row[0],
    )
    bars = tuple(bars_to_join(copy, copies, likeness, shares_keyword=shares))
    return Candidate(
        story, tuple(copies), nearest, likeness, odds + odds_of_head(copy, copies, keyword, shares), shares, bars
    )


def odds_of_words(likeness: Likeness, copy: KnownCopy, known: KnownCopy) -> float:
    """Return what the words, the ranks and the time between two pieces say."""
    hours = abs((copy.moved_at - known.moved_at).total_seconds()) / 3600
    odds = -16.0
    odds += 4.0 * likeness.whole + 9.0 * likeness.names + 0.8 * math.log1p(likeness.told)
    odds += 2.4 * likeness.heads + 5.0 * likeness.lesser_heads - 3.0 * likeness.same_heads
    odds -= 4.0 * min(likeness.strange, 15.0) / 10
    odds += 2.0 * likeness.place + 1.8 * likeness.figures + 0.8 * math.log1p(likeness.lead)
    odds -= 1.5 * min(hours, 24.0) / 10
    if copy.rank == PLAIN_RANK:
        odds += 0.8
    if copy.rank == ALERT_RANK or known.rank == ALERT_RANK:
        odds -= 1.5
    return odds


def odds_of_head(copy: KnownCopy, copies: Sequence[KnownCopy], keyword: str, shares: bool) -> float:
    """Return what keyword, id and rank say."""
    odds = 0.0
    if shares:
        odds += 9.0 if is_of_same_day(copies, copy) else 6.0
        odds += 2.5 if is_next(copies, copy) else 0.0
    elif (keyword and any(known.keyword for known in copies)) or (copy.identity and copy.rank in (None, PLAIN_RANK)):
        odds -= 5.0
    if has_rank(copies, copy) and not is_amending(copy):
        odds -= 4.0
    if is_out_of_turn(copies, copy):
        odds -= 3.0
    return odds


def is_near_same(likeness: Likeness) -> bool:
    """Return whether one text is the other with some words more, and no other figure."""
    return likeness.whole >= WHOLLY and likeness.both >= NEARLY and likeness.figures >= 0


def bars_to_join(
    copy: KnownCopy, copies: Sequence[KnownCopy], likeness: Likeness, *, shares_keyword: bool
) -> list[str]:
    """Return what forbids that copy joins a story unasked."""
    bars = []
    if has_rank(copies, copy) and not is_amending(copy) and not is_near_same(likeness):
        bars.append("rank")
    if shares_keyword and not may_share_keyword(copies, copy) and not is_amending(copy):
        bars.append("day")
    if is_wrapup(copy) != any(is_wrapup(known) for known in copies):
        bars.append("wrapup")
    genres = {genre_of(known) for known in copies}
    if genre_of(copy) not in genres:
        bars.append("genre")
    if genre_of(copy) in GATHERING_GENRES and copy.rank == PLAIN_RANK:
        bars.append("gathering")
    return bars
