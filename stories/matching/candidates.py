"""The stories that copy may belong to, each with how sure it is and what bears on it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from stories.matching.chain_kinds import (
    GATHERING_GENRES,
    are_reversed,
    genre_of,
    has_rank,
    is_next,
    is_out_of_turn,
    is_wrapup,
)
from stories.matching.identity_links import are_one_language
from stories.matching.keywords import are_dated_apart, is_generic, is_of_same_day, is_of_trade, may_go_on
from stories.matching.known_copy import Evidence, KnownCopy
from stories.matching.likeness import Likeness, Weighed, liken, weigh
from stories.matching.profile import terms_of
from stories.matching.ranks_in_chain import ALERT_RANK, PLAIN_RANK, is_amending

KEYWORD_FIRST = 50.0  # as much as a text of a few lines shares that is nearly the same
# Odds for a story: its keyword that day or another, the next lead under it, and where no other story has it.
SAME_DAY_KEYWORD, KEYWORD, NEXT_LEAD, SOLE_NEXT = 8.5, 6.0, 2.0, 3.0
OWN_CHAIN, RANK_TAKEN, OUT_OF_TURN = 5.0, 4.0, 3.0  # and against it
MOST_AGAINST = 6.0  # of an own chain and a rank that is taken: a text rewritten under a new id has both
HEADLINES_ALONE = 1.5  # for a story where neither has a text, so that little can be shared
GENERIC_KEYWORD = 2.0  # the same day's keyword where many stories have it
OTHER_COUNTS = 3.5  # against it: one headline with two numbers is of two accidents as likely as of one toll that rises
MOST_COPIES = 5  # of a story that are compared in full
LEAST_SHARE = 0.2  # of what the first of the shortlist shares
SHORTLIST = 6  # stories whose copy is compared in full
SAME_HEADLINE = 3.0  # odds of copy that amends the only story of the day with its headline
SHORTEST_HEADLINE = 2  # terms
EVIDENCE_BARS = {"names", "little", "words", "figures", "numbers"}
WHOLLY, NEARLY = 0.95, 0.7  # shares of the shorter and of the longer text that make two nearly the same
NAMES_COUNT, PLACES_COUNT = 4, 12
LITTLE, MUCH = 8.0, 30.0  # weights of what is shared beyond names: some two words, and eight
HALF = 0.5  # of both headlines: copy that shares so much goes on from a story
FOUR_NAMES, FIVE_WORDS = 20.0, 20.0  # weights
ALIKE_HEADS = 0.4  # of the words of both headlines
PLAIN_SURE = 5.0  # odds of words by which plain copy may have other figures
WORDS_DENY, WORDS_DENY_TWIN = -6.0, -3.5  # odds of words that contradict a keyword, of one story or of several
FAR = timedelta(hours=12)  # in which figures of one event do not all change


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that copy may belong to. `odds` are the logarithm of how likely it is; `bars` say what forbids a join.

    It `opposes` where copy has an id of its own and the story its rank.
    """

    story: int
    copies: tuple[KnownCopy, ...]
    nearest: KnownCopy
    likeness: Likeness
    odds: float
    shares_keyword: bool
    bars: tuple[str, ...]
    opposes: bool = False

    @property
    def score(self) -> float:
        """How sure it is, from 0 to 1."""
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, self.odds))))


def rank_candidates(copy: KnownCopy, evidence: Evidence) -> list[Candidate]:
    """Return the stories of the same language that copy may belong to, the likeliest first."""
    stories: dict[int, list[KnownCopy]] = defaultdict(list)
    for known in evidence.copies:
        if known.story is not None and are_one_language(known, copy):
            stories[known.story].append(known)
    mine = weigh(copy.profile, evidence.rarity)
    keyword = "" if is_generic(copy.keyword, evidence.stories_of_keyword) else copy.keyword
    squares = square_weights(mine)
    quick = {story: quick_likeness(squares, copies, copy.keyword) for story, copies in stories.items()}
    first = sorted(quick, key=lambda story: -quick[story])[:SHORTLIST]
    first = [story for story in first if quick[story] >= LEAST_SHARE * quick[first[0]]]
    found = [judge(copy, mine, story, stories[story], keyword, evidence) for story in first]
    return sorted(lift_amended(copy, found), key=lambda candidate: -candidate.odds)


def lift_amended(copy: KnownCopy, candidates: list[Candidate]) -> list[Candidate]:
    """Return candidates where those of the headline that copy puts right are likely; it joins the only one of its day.

    Else the wrong words would stay in public.
    """
    heads = copy.profile.heads
    if not is_amending(copy) or len(heads) < SHORTEST_HEADLINE:
        return candidates
    same = [one for one in candidates if any(known.profile.heads == heads for known in one.copies)]
    of_day = [one for one in same if is_of_same_day(one.copies, copy)]
    odds = SAME_HEADLINE if len(of_day) == 1 else 0.0
    return [
        replace(
            one,
            odds=max(one.odds, odds if one in of_day else 0.0),
            bars=tuple(bar for bar in one.bars if bar not in EVIDENCE_BARS),
        )
        if one in same
        else one
        for one in candidates
    ]


def quick_likeness(squares: Mapping[str, float], copies: Sequence[KnownCopy], keyword: str) -> float:
    """Return the most that any copy of a story shares, for its length; a story under the same keyword comes first.

    Else long texts of other events crowd out the alert of a line.
    """
    shared = max(share_for_length(squares, known.profile.terms) for known in copies)
    return shared + (KEYWORD_FIRST if keyword and any(known.keyword == keyword for known in copies) else 0)


def share_for_length(squares: Mapping[str, float], terms: frozenset[str]) -> float:
    """Return the squared weight of the terms shared, by the root of how many terms a text has."""
    return sum(map(squares.__getitem__, squares.keys() & terms)) / math.sqrt(len(terms) or 1)


def square_weights(mine: Weighed) -> dict[str, float]:
    """Return the square of each term's weight, greater for names: one rare name is more than a few common words."""
    names, places = mine.profile.names, mine.profile.places
    counts = dict.fromkeys(names, NAMES_COUNT) | dict.fromkeys(places, PLACES_COUNT)
    return {term: weight * weight * counts.get(term, 1) for term, weight in mine.weights.items()}


def judge(
    copy: KnownCopy, mine: Weighed, story: int, copies: Sequence[KnownCopy], keyword: str, evidence: Evidence
) -> Candidate:
    """Return a story with how likely it is the one of a piece of copy."""
    shares = bool(keyword) and any(known.keyword == keyword for known in copies)
    told = terms_of(keyword) if shares else frozenset()  # what the keyword says, it says of all stories under it
    mine = mine.without(told & mine.profile.terms) if told else mine
    copies_first = sorted(copies, key=lambda known: -len(known.profile.terms & mine.profile.terms))[:MOST_COPIES]
    likenesses = [(liken(mine, weigh(known.profile, evidence.rarity).without(told)), known) for known in copies_first]
    odds, likeness, nearest = max(
        ((odds_of_words(likeness, copy, known), likeness, known) for likeness, known in likenesses),
        key=lambda row: row[0],
    )
    twins = has_twins(copy, story, keyword, evidence) if shares else None
    bars = (*bars_by_head(copy, copies, likeness), *bars_by_words(copy, nearest, likeness, odds, twins=twins))
    against = odds_against(copy, copies, shares=shares)
    return Candidate(
        story,
        tuple(copies),
        nearest,
        likeness,
        odds - against + odds_of_head(copy, copies, shares=shares, is_sole=evidence.stories_of_keyword <= 1),
        shares,
        bars,
        against >= MOST_AGAINST,
    )


def odds_of_words(likeness: Likeness, copy: KnownCopy, known: KnownCopy) -> float:
    """Return what the words, the ranks and the time between two pieces say."""
    hours = abs((copy.moved_at - known.moved_at).total_seconds()) / 3600
    odds = -17.5 + 1.5 * likeness.whole + 8.0 * likeness.names + 0.3 * math.log1p(likeness.told)
    odds += 3.0 * likeness.heads + 6.5 * likeness.lesser_heads - 3.5 * likeness.same_heads
    figures = max(likeness.figures, 0.0) if is_amending(copy) else likeness.figures  # a correction changes some
    odds += 2.8 * likeness.place + 2.5 * figures + 1.7 * math.log1p(likeness.lead)
    odds -= 0.25 * min(likeness.strange, 15.0) + 0.15 * min(hours, 24.0)
    if likeness.has_other_counts and likeness.same_heads >= ALIKE_HEADS and not is_amending(copy):
        odds -= OTHER_COUNTS
    odds += HEADLINES_ALONE if not (copy.has_text or known.has_text) else 0.0
    return odds + (0.6 if copy.rank == PLAIN_RANK else 0.0)


def odds_of_head(copy: KnownCopy, copies: Sequence[KnownCopy], *, shares: bool, is_sole: bool) -> float:
    """Return what keyword, rank and time say."""
    odds = 0.0
    if shares:
        odds += SAME_DAY_KEYWORD if is_of_same_day(copies, copy) else KEYWORD
        odds += (SOLE_NEXT if is_sole else NEXT_LEAD) if is_next(copies, copy) else 0.0
    elif is_of_same_day([known for known in copies if is_under_keyword(known, copy)], copy):
        odds += GENERIC_KEYWORD
    return odds - (OUT_OF_TURN if is_out_of_turn(copies, copy) else 0.0)


def odds_against(copy: KnownCopy, copies: Sequence[KnownCopy], *, shares: bool) -> float:
    """Return what it tells against a story that copy has an id of its own and a rank that is there already."""
    odds = OWN_CHAIN if not shares and has_own_chain(copy, copies) else 0.0
    odds += RANK_TAKEN if has_rank(copies, copy) and not is_amending(copy) else 0.0
    return min(odds, MOST_AGAINST)


def has_own_chain(copy: KnownCopy, copies: Sequence[KnownCopy]) -> bool:
    """Return whether copy begins a chain by its head: under another keyword, or under an id of its own and no lead."""
    if is_amending(copy) or any(is_under_keyword(known, copy) for known in copies):
        return False
    if not is_of_trade(copy.keyword) and any(known.keyword and not is_of_trade(known.keyword) for known in copies):
        return True
    is_linked = bool(copy.follows) or any(known.follows for known in copies)
    return bool(copy.identity) and copy.rank in (None, PLAIN_RANK) and not is_linked


def is_under_keyword(known: KnownCopy, copy: KnownCopy) -> bool:
    """Return whether two pieces are under one keyword that is the agency's own, be it that of many stories."""
    return known.keyword == copy.keyword and not is_of_trade(copy.keyword)


def is_near_same(likeness: Likeness) -> bool:
    """Return whether one text is the other with some words more, and no other figure."""
    return likeness.whole >= WHOLLY and likeness.both >= NEARLY and likeness.figures >= 0


def bars_by_head(copy: KnownCopy, copies: Sequence[KnownCopy], likeness: Likeness) -> Iterator[str]:
    """Yield what forbids that copy joins a story unasked: ranks, days and kinds."""
    if has_rank(copies, copy) and not is_amending(copy) and not is_near_same(likeness):
        yield "rank"
    if not may_go_on(copies, copy) and not is_amending(copy):
        yield "day"
    if is_wrapup(copy) != any(is_wrapup(known) for known in copies):
        yield "wrapup"
    if genre_of(copy) not in {genre_of(known) for known in copies}:
        yield "genre"
    if genre_of(copy) in GATHERING_GENRES and copy.rank == PLAIN_RANK:
        yield "gathering"


def bars_by_words(
    copy: KnownCopy, known: KnownCopy, likeness: Likeness, odds: float, *, twins: bool | None
) -> Iterator[str]:
    """Yield what in the words tells of two events; `twins`: of the keyword that both have, None where none is."""
    is_sole = twins is False
    beyond_names = likeness.lead - likeness.told
    if likeness.strange > 0 and not (is_sole and likeness.figures > 0 and beyond_names >= MUCH):
        yield "names"
    is_little = beyond_names < LITTLE and (not is_alert_of_names(likeness) if twins is None else twins and odds < 0)
    is_untold = copy.rank == ALERT_RANK and likeness.heads < HALF and not likeness.lesser_heads
    if is_little or (twins is None and is_untold):
        yield "little"
    if twins is not None and likeness.lesser_heads < HALF:
        is_repeat = is_amending(copy) or is_amending(known)  # which says again what the story says
        if odds < (0 if is_repeat else WORDS_DENY_TWIN if twins else WORDS_DENY):
            yield "words"
    is_far = (
        copy.news_day != known.news_day or are_dated_apart(copy, known) or abs(copy.moved_at - known.moved_at) >= FAR
    )
    is_unsure = copy.rank == PLAIN_RANK and odds < PLAIN_SURE and likeness.same_heads < 1
    if likeness.figures < 0 and (is_far or is_unsure or twins) and not is_amending(copy):
        yield "figures"
    if twins is None and not is_amending(copy):
        yield from bars_without_keyword(copy, known, likeness)


def is_alert_of_names(likeness: Likeness) -> bool:
    """Return whether one text is a line of hardly more than names, so that another of it can share little else.

    Where both headlines have one who acts, they would tell of the same act in some word: "Dorn and Quill sign pact" and
    "Dorn greets Quill" are two.
    """
    return likeness.told >= FOUR_NAMES and likeness.rest <= FIVE_WORDS and not likeness.has_one_actor


def bars_without_keyword(copy: KnownCopy, known: KnownCopy, likeness: Likeness) -> Iterator[str]:
    """Yield what tells of two events where no keyword holds them together, however like an agency words them.

    A toll rises from text to text, so that other numbers bar only where copy comes out of its order: nothing tells then
    which of them was first. An alert says in a line what its story says at length, with the same exact figures.
    """
    if likeness.has_other_names:
        yield "names"
    if likeness.has_other_counts and likeness.same_heads >= ALIKE_HEADS and are_reversed(copy, known):
        yield "numbers"
    if copy.rank == ALERT_RANK and likeness.figures < 0:
        yield "figures"


def has_twins(copy: KnownCopy, story: int, keyword: str, evidence: Evidence) -> bool:
    """Return whether another story of the day and of copy's kind bears the keyword."""
    return any(
        known.keyword == keyword
        and known.story not in (None, story)
        and known.news_day == copy.news_day
        and are_one_language(known, copy)
        and is_wrapup(known) == is_wrapup(copy)
        for known in evidence.copies
    )
