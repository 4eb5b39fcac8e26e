"""The story that a stop means, where only its words say which: a candidate for the desk.

Headlines that the stop quotes count most, then the number of an item, the slug, and the words of the headline; of two
with the same headline the one that moved when the stop says, else the later one. Many stories move under one keyword:
a stop acts under it only where its words name the same story, or say nothing of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from stories.copy.terms import likeness, telling_terms
from stories.designators import Position, read
from stories.matching import Evidence, Finding, KnownCopy, Sign, fold_text, headline_digest, is_generic
from stories.models import Item, Outcome, Source
from stories.wire import StopTarget, WireItem, is_short, read_stop_target

BACK = timedelta(days=3)  # a source rarely stops older copy without its id
WAITS_FOR = timedelta(days=1)  # as long as it stands above the wire desk
ITEMS_LIMIT = 5_000  # a stop is rare, and a long day of a large agency has fewer
LEAST = 0.5
SAME_HEADLINE, SAME_BEGINNING, ALIKE_HEADLINE = 0.95, 0.85, 0.8
SAME_NUMBER, SAME_COUNT, SAME_SLUG = 0.9, 0.6, 0.8
SAME_WORDS = 0.6
NAMES_STORY = 0.85  # from which the words of a stop name a story beyond doubt, where its keyword names it too
SHOWS_STOP = 0.8  # from which what it names proves that copy is a stop
LIKE_ENOUGH = 0.65  # of a headline's telling words, from which it may be the one
SAME_MINUTE = 0.04
MINUTES = 2  # between the time that a stop says and that of the copy
FIGURE = re.compile(r"\d+")
LONG_NUMBER = 5  # digits of one that a day does not use twice


@dataclass(frozen=True, slots=True)
class SentCopy:
    """Earlier copy of the source, as far as a stop may name it."""

    story: int
    headline: str
    identity: str
    keyword: str
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """The story that a stop may mean, how likely from 0 to 1, and why."""

    story: int
    score: float
    reason: str


def find_candidate(item: Item, piece: WireItem, *, is_stop: bool = True) -> Candidate | None:
    """Find the story that a stop in words may mean, None without one. One query.

    The headline of what may be no stop is its own, and names no other story.
    """
    if item.source is None:  # untested: what is taken has a source
        return None
    target = read_stop_target(piece)
    if not is_stop:
        target = replace(target, headlines=target.quoted, text="")
    span = (item.moved_at - BACK, item.moved_at + timedelta(hours=1))
    rows = Item.objects.in_span(item.source, between=span)
    columns = rows.values_list("story_id", "headline", "identity", "keyword", "moved_at")[:ITEMS_LIMIT]
    return choose_candidate(target, (SentCopy(*row) for row in columns), zone=item.source.zone)


def denies_headline(piece: WireItem, copies: Iterable[KnownCopy]) -> bool:
    """Return whether short copy quotes the whole headline of a story that is here, beside a denial in any language."""
    if not is_short(piece):
        return False
    target = read_stop_target(piece)
    if not (target.quoted and target.is_denial):
        return False
    quoted = {fold_headline(headline) for headline in target.quoted}
    return any(fold_headline(copy.headline) in quoted for copy in copies if copy.story is not None)


def name_candidate(finding: Finding, candidate: Candidate | None) -> Finding:
    """Return what was found for a stop without a sure story: the story that its words name goes before another."""
    other = finding.story or finding.likely
    if candidate is None or (other is not None and candidate.score < SHOWS_STOP):
        return replace(finding, story=None, likely=other)
    return Finding(likely=candidate.story, score=candidate.score, reasons=(candidate.reason,))


def is_linked(mine: KnownCopy, story: int | None, copies: Iterable[KnownCopy]) -> bool:
    """Return whether a story has copy under the id of a piece, or that one of the two says it goes on from."""
    of_story = [copy for copy in copies if copy.story == story and copy.identity]
    return any(
        copy.identity == mine.identity or copy.identity in mine.follows or mine.identity in copy.follows
        for copy in of_story
    )


def name_story(
    finding: Finding, candidate: Candidate | None, target: StopTarget, mine: KnownCopy, evidence: Evidence
) -> Finding | None:
    """Return the finding of the story that a stop means by its keyword of that day and its words, None where in doubt.

    Its words name a story under the keyword; or no other story has it, and no headline of the stop tells of another.
    """
    if not mine.keyword or is_generic(mine.keyword, evidence.stories_of_keyword):
        return None
    under = [copy for copy in evidence.copies if copy.story is not None and is_under_keyword(copy, mine)]
    stories = {copy.story for copy in under}
    if candidate is not None and candidate.score >= NAMES_STORY:
        named = candidate.story if candidate.story in stories else None
        score, reason = candidate.score, candidate.reason
    else:
        known = telling_terms(" ".join([mine.keyword, *(copy.headline for copy in under)]))
        is_sole = len(stories) == 1 and all(telling_terms(headline) <= known for headline in target.headlines)
        named, score, reason = under[0].story if is_sole else None, SAME_SLUG, "no other story has its keyword"
    if named is None:
        return None
    if named == finding.story and finding.sign is Sign.CHAIN:
        return finding
    return replace(finding, story=named, sign=Sign.CHAIN, likely=None, score=score, reasons=(reason,))


def is_under_keyword(copy: KnownCopy, mine: KnownCopy) -> bool:
    """Return whether copy has the keyword, the news day and the language of a piece."""
    return (copy.keyword, copy.news_day, copy.language) == (mine.keyword, mine.news_day, mine.language)


def keep_headline(item: Item, piece: WireItem) -> None:
    """Put the longest headline that a stop names into its row, for copy that comes after the stop of it."""
    quoted = max(read_stop_target(piece).headlines, key=len, default="")
    item.folded_digest = headline_digest(quoted, source=piece.source)


def find_stopped_headlines(source: Source, digests: Iterable[str]) -> Iterator[tuple[str, datetime]]:
    """Yield the digests of headlines that stops without a story named, each with when the stop came. One query."""
    # Whether they have a story is asked here: asked of the database, it may walk through all copy that has none.
    named = Item.objects.filter(source=source, folded_digest__among=set(digests) - {""})
    for digest, story, outcome, at in named.values_list("folded_digest", "story_id", "outcome", "received_at"):
        if story is None and outcome == Outcome.WAITING:
            yield digest, at


def choose_candidate(target: StopTarget, copies: Iterable[SentCopy], *, zone: tzinfo) -> Candidate | None:
    """Choose the story that a stop may mean; of equals the one that moved last."""
    best: tuple[float, datetime, SentCopy, str] | None = None
    for copy in copies:
        score, reason = score_copy(target, copy)
        if score < LEAST:
            continue
        if is_moved_then(target, copy.moved_at, zone=zone):
            score, reason = score + SAME_MINUTE, f"{reason}, same time"
        if best is None or (score, copy.moved_at) > best[:2]:
            best = (score, copy.moved_at, copy, reason)
    return Candidate(best[2].story, round(best[0], 3), best[3]) if best else None


def score_copy(target: StopTarget, copy: SentCopy) -> tuple[float, str]:
    """Return how likely a stop means a piece of copy, and the reason."""
    scores = [(score_headline(quoted, copy.headline), "it quotes the headline") for quoted in target.headlines]
    scores += [(score_number(number, copy.identity), f"it names item {number}") for number in target.numbers]
    scores += [(SAME_SLUG, f"it names the slug {slug}") for slug in target.slugs if keyword_of(slug) == copy.keyword]
    shared = likeness(target.text, copy.headline)
    scores.append((SAME_WORDS * shared, "words of the headline"))
    return max(scores, key=lambda scored: scored[0])


def keyword_of(slug: str) -> str:
    """Return the keyword of a printed slug, as items keep it: without cycle mark, designator and count."""
    return read(slug, printed_in=Position.SLUG)[1].casefold()


def score_headline(quoted: str, headline: str) -> float:
    """Return how likely a quoted headline is that of a piece of copy; it may be cut off, or quoted from memory."""
    mine, theirs = fold_headline(quoted), fold_headline(headline)
    if not theirs:
        return 0.0
    if mine == theirs:
        return SAME_HEADLINE
    if min(mine, theirs, key=len).count(" ") and (mine.startswith(theirs) or theirs.startswith(mine)):
        return SAME_BEGINNING
    shared = likeness(quoted, headline)
    return (
        ALIKE_HEADLINE * shared
        if shared >= LIKE_ENOUGH and set(FIGURE.findall(mine)) <= set(FIGURE.findall(theirs))
        else 0.0
    )


def fold_headline(headline: str) -> str:
    """Return a headline as every route prints it, in one case."""
    return fold_text(headline, ()).strip().casefold().rstrip(".")


def score_number(number: str, identity: str) -> float:
    """Return how likely an item's number is that of an id: "260210-89-00066" in dpa's; a short one counts a day."""
    digits = re.sub(r"^\D+", "", number) or number
    is_named = re.search(rf"(?<![0-9A-Za-z]){re.escape(number)}(?![0-9A-Za-z])", identity, re.IGNORECASE)
    if is_named and len(digits) >= LONG_NUMBER:
        return SAME_NUMBER
    return SAME_COUNT if re.search(rf"(?<!\d)0*{re.escape(digits)}$", identity) else 0.0


def is_moved_then(target: StopTarget, moved_at: datetime, *, zone: tzinfo) -> bool:
    """Return whether copy moved at the time of day that a stop says, in UTC or in the source's zone."""
    if target.minute_of_day is None:
        return False
    local = [moved_at.astimezone(clock) for clock in ((UTC,) if target.is_utc else (UTC, zone))]
    return any(abs(60 * at.hour + at.minute - target.minute_of_day) <= MINUTES for at in local)
