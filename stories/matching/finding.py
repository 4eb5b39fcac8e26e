"""The finding of a story for a piece of copy, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from stories.matching.candidates import Candidate, rank_candidates
from stories.matching.chain_kinds import ordinal_of
from stories.matching.identity_links import are_one_language, follow_links
from stories.matching.keywords import is_generic, may_share_keyword
from stories.matching.known_copy import Evidence, KnownCopy
from stories.matching.ranks_in_chain import ALERT_RANK, PLAIN_RANK, is_amending
from stories.matching.reasons import reasons_for

LEAD_EXPECTS = 0.15  # of the threshold: a lead has a story before it, so that a faint likeness is worth a look
MARGIN = 1.5  # of the odds before the second-best story
OPPOSED_MARGIN = 2.0  # the same where id and rank of copy say that it opens a story
OTHER_KINDS = {"wrapup", "genre", "gathering"}


class Sign(Enum):
    """What shows that copy belongs to a story, the strongest first."""

    CHAIN = "its id, links or keyword"
    SLUGLINE = "the slugline that an editor gave a story before any copy of it came"
    WORDS = "the likeness of its words"


class RelationKind(Enum):
    """Kinds of relation of a story to another that it is not one with."""

    TRANSLATION = "translation"
    SIDEBAR = "sidebar"
    WRAPUP = "wrapup"
    SUBSTITUTE = "substitute"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Related:
    """A story that copy is related to without belonging to it."""

    story: int
    kind: RelationKind


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for a piece of copy.

    `story` is the one that it belongs to, None where none is sure; `likely` the one that it may belong to; `score` how
    sure either is, from 0 to 1; `reasons` say why, in words for the desk; `proven_one` are stories that its links prove
    to be one with `story`.
    """

    story: int | None = None
    sign: Sign = Sign.CHAIN
    likely: int | None = None
    score: float | None = None
    reasons: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    proven_one: tuple[int, ...] = ()


def find(copy: KnownCopy, evidence: Evidence) -> Finding:
    """Find the story that a piece of copy belongs to."""
    linked = follow_links(copy, evidence)
    related = tuple(Related(story, RelationKind.TRANSLATION) for story in translations(copy, evidence))
    related += tuple(Related(story, RelationKind.SIDEBAR) for story in linked.beside)
    if linked.same:
        return Finding(
            linked.same[0], Sign.CHAIN, None, 1.0, linked.reasons, related, proven_one=tuple(linked.same[1:])
        )
    candidates = [one for one in rank_candidates(copy, evidence) if one.story not in linked.beside]
    return replace(choose(copy, candidates, evidence), related=related + wrapups(candidates, evidence))


def choose(copy: KnownCopy, candidates: list[Candidate], evidence: Evidence) -> Finding:
    """Choose among the stories that copy may belong to: one that is sure and well before the second, or none."""
    limits = evidence.thresholds
    best = next((one for one in candidates if not one.bars), None)
    if best is not None and best.score >= limits.sure and is_ahead(best, candidates):
        sign = Sign.CHAIN if best.shares_keyword else Sign.WORDS
        return Finding(best.story, sign, None, best.score, reasons_for(copy, best))
    likely = next((one for one in candidates if not is_another(one)), None)
    if likely is None or likely.score < limits.likely * (
        LEAD_EXPECTS if expects_story(copy, likely) or likely.opposes else 1
    ):
        return Finding()
    if likely.opposes and any(likely.odds - one.odds < OPPOSED_MARGIN for one in candidates if one is not likely):
        return Finding()
    return Finding(None, Sign.WORDS, likely.story, likely.score, reasons_for(copy, likely))


def is_another(candidate: Candidate) -> bool:
    """Return whether a story is clearly another, not worth a look: a piece of a series, or another kind."""
    bars = set(candidate.bars)
    if bars & OTHER_KINDS or bars >= {"rank", "day"}:
        return True
    return bool(bars & {"rank", "day"}) and ("names" in bars or candidate.likeness.figures < 0)


def expects_story(copy: KnownCopy, best: Candidate) -> bool:
    """Return whether copy goes on from some story, and that one has nothing that bars it but how little both share.

    A lead, an amendment, the text that an alert announced, and what opens a story of which only later texts came do.
    Where both are of one place, it does not bar either that their headlines name others.
    """
    ranks = {known.rank for known in best.copies}
    is_awaited = copy.rank == PLAIN_RANK and ranks == {ALERT_RANK}
    opens = copy.rank in (ALERT_RANK, PLAIN_RANK) and all(rank is not None and rank > copy.rank for rank in ranks)
    bars = set(best.bars) - ({"little", "names"} if best.likeness.place > 0 else {"little"})
    return (ordinal_of(copy) > 0 or is_amending(copy) or is_awaited or opens) and not bars


def wrapups(candidates: list[Candidate], evidence: Evidence) -> tuple[Related, ...]:
    """Return the stories under the same keyword that copy draws together, or that draw it together with others."""
    limit = evidence.thresholds.sure
    near = (one for one in candidates if one.shares_keyword and "wrapup" in one.bars and one.score >= limit)
    return tuple(Related(one.story, RelationKind.WRAPUP) for one in near)


def is_ahead(best: Candidate, candidates: list[Candidate]) -> bool:
    """Return whether a story stands well before the others; those of another kind of piece do not count."""
    rivals = [one for one in candidates if one is not best and not OTHER_KINDS.intersection(one.bars)]
    return all(best.odds - one.odds >= (0 if one.bars else MARGIN) for one in rivals)


def translations(copy: KnownCopy, evidence: Evidence) -> list[int]:
    """Return the stories of other languages under the same id or keyword."""
    is_named = bool(copy.keyword) and not is_generic(copy.keyword, evidence.stories_of_keyword)
    others = [
        known.story
        for known in evidence.copies
        if known.story is not None
        and not are_one_language(known, copy)
        and (
            (bool(copy.identity) and known.identity == copy.identity)
            or (is_named and known.keyword == copy.keyword and may_share_keyword([known], copy))
        )
    ]
    return list(dict.fromkeys(others))
