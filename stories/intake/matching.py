"""The match of a piece of copy with a story, and its place in the story's chain.

The first sign that answers wins: the format's own id; its links to earlier copy; the keyword line of the same source
on the same day, or over midnight for a second lead and later; the slugline of a story that an editor began for that
source; last, a designator and a story that is alike. A doubtful match is never made: the piece becomes its own story,
and the desk is shown the likely one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from django.db.models import Q

from stories.copy import Block
from stories.copy.terms import differ_in_names, likeness, telling_terms
from stories.designators import Designator, Kind
from stories.intake.situation import Sign
from stories.models import OPEN_STATES, Item, Outcome, Story, filing_chain
from stories.wire import WireItem

OVER_MIDNIGHT = timedelta(hours=48)  # AP keeps a keyword for two news days
SAME_DAY = timedelta(hours=24)
SURE = 0.5  # of the telling words shared: a lead shares its names and places with the filing before it
HEADLINE_SURE = 0.5  # more than half of the headline's own
SHARED = 3  # telling words; fewer are shared by any two quakes
LIKELY = 0.3
THE_SAME = 0.9
NEAR_LIMIT = 200  # stories of the same source that are looked at
PLAIN_RANK = 1  # the rank of a first filing without a designator


@dataclass(frozen=True, slots=True)
class Match:
    """The story that copy belongs to and the sign that says so, and the story that it may belong to."""

    story: Story | None = None
    sign: Sign = Sign.CHAIN
    likely: Story | None = None


def chain_rank(designator: Designator | None) -> int | None:
    """Return the place of copy in its chain by its designator alone: alert, plain, 1st LD, its writethru, 2nd LD …

    None where the designator gives none, as a correction's does not.
    """
    if designator is None:
        return PLAIN_RANK
    if designator.is_alert:
        return 0
    kinds = set(designator.kinds)
    if kinds & {Kind.LEAD, Kind.UPDATE, Kind.WRITETHRU, Kind.WRAPUP}:
        return PLAIN_RANK + 1 + 2 * min(designator.ordinal or 1, 1_000) + (Kind.WRITETHRU in kinds)
    return None


def find_same_copy(item: Item) -> Item | None:
    """Return earlier copy that is the same: id, version and text; or, where there is no id, source and text.

    It knows whether its words were taken down since. Its story comes without its words.
    """
    same = Item.objects.with_story().filter(source=item.source, text_digest=item.text_digest)
    if item.identity:
        same = same.filter(identity=item.identity, version=item.version)
        if item.is_timed:
            same = same.filter(moved_at=item.moved_at)
    else:
        same = same.filter(identity="", rank=item.rank, keyword=item.keyword, dated_on=item.dated_on)
    same = same.annotate(lost_words=Q(delivery__content=b""))  # type: ignore[no-redef]  # as `Filing` does
    return same.select_related("story").only("delivery_id", "story__state", "story__slug").order_by("pk").first()


def find_story(item: Item, piece: WireItem) -> Match:
    """Find the story that a piece of copy belongs to."""
    by_link = find_by_link(item, piece)
    if by_link is not None:
        return Match(by_link)
    by_keyword = find_by_keyword(item, piece)
    if by_keyword is not None:
        return Match(by_keyword)
    by_editor = find_begun_by_editor(item)
    if by_editor is not None:
        return Match(by_editor, Sign.SLUGLINE)
    return find_by_likeness(item, piece)


def find_by_link(item: Item, piece: WireItem) -> Story | None:
    """Return the story with the same id from the same source, or one that links lead to in either direction."""
    named = filter(None, (item.identity, *piece.follows))
    known = [Item.objects.with_identity(item.source, identity) for identity in named]
    if item.identity:
        known.append(Item.objects.that_replaces(item.source, item.identity))
    other = next(filter(None, (items.select_related("story__source").first() for items in known)), None)
    return other.story if other else None


def stories_in_other_languages(item: Item, piece: WireItem) -> list[Story]:
    """Return the stories of the other languages of an item and of those that it links to, each once.

    What stops the item stops them.
    """
    named = dict.fromkeys(filter(None, (item.identity, *piece.follows)))
    known = [
        Item.objects.in_other_languages(item.source, identity).select_related("story__source") for identity in named
    ]
    return list({other.story.pk: other.story for items in known for other in items if other.story}.values())


def find_by_keyword(item: Item, piece: WireItem) -> Story | None:
    """Return the story under the same keyword: the same day, or within 48 hours for a second lead and later.

    AP and PTI use a keyword again every day: a plain filing on yesterday's keyword is a new story, and so is a
    plain filing on today's where the story has one already.
    """
    if not item.keyword:
        return None
    is_later_lead = bool(piece.designator and (piece.designator.ordinal or 0) >= 2)
    span = OVER_MIDNIGHT if is_later_lead else SAME_DAY
    for earlier in Item.objects.with_keyword(item.source, item.keyword, between=span_around(item, span)).select_related(
        "story__source"
    )[:NEAR_LIMIT]:
        if not (is_later_lead or news_day(earlier) == news_day(item)):
            continue
        if item.rank == PLAIN_RANK and has_copy_of_rank(earlier.story, PLAIN_RANK):
            return None
        return earlier.story
    return None


def find_begun_by_editor(item: Item) -> Story | None:
    """Return the story that an editor began that day for the same source and keyword, before copy of it came."""
    if not item.keyword:
        return None
    first, last = span_around(item, SAME_DAY)
    begun = Story.objects.filter(source=item.source, slugline__iexact=item.keyword, state__in=OPEN_STATES)
    # Its last change is looked for first, as the desk's list is in that order.
    begun = begun.filter(updated_at__gte=first, created_at__range=(first, last), items=None)
    return begun.select_related("source").order_by("-updated_at", "-pk").first()


def find_by_likeness(item: Item, piece: WireItem) -> Match:
    """Match by likeness: the story of the same source within 24 hours that shares the most words."""
    best, likely = 0.0, None
    mine = telling_text(piece.headline, piece.blocks)
    for story in nearby_stories(item):
        value = max(
            likeness(mine, telling_text(story.headline, story.blocks)), likeness(piece.headline, story.headline)
        )
        if value > best:
            best, likely = value, story
    if likely is None or best < LIKELY:
        return Match()
    has_own_chain = bool(item.identity or item.keyword)
    if not has_own_chain and is_sure(item, piece, likely):
        return Match(likely, Sign.WORDS, likely)
    return Match(likely=likely)


def is_sure(item: Item, piece: WireItem, story: Story) -> bool:
    """Return whether copy without an id or keyword belongs to a story for certain.

    The headlines alone must be alike and not name different names, and enough words be shared; a second copy of the
    same place in the chain ("Urgent" after "Urgent") is another story.
    """
    mine, theirs = telling_text(piece.headline, piece.blocks), telling_text(story.headline, story.blocks)
    headlines = likeness(piece.headline, story.headline)
    are_alike = headlines > HEADLINE_SURE and likeness(mine, theirs) >= SURE and item.rank != PLAIN_RANK
    return (
        (are_alike or headlines >= THE_SAME)
        and len(telling_terms(mine) & telling_terms(theirs)) >= SHARED
        and not differ_in_names(piece.headline, story.headline)
        and not has_copy_of_rank(story, item.rank)
    )


def nearby_stories(item: Item) -> list[Story]:
    """Return the stories of the source's copy of the last and next 24 hours, each once."""
    items = Item.objects.in_span(item.source, between=span_around(item, SAME_DAY)).select_related("story__source")
    return list({earlier.story.pk: earlier.story for earlier in items[:NEAR_LIMIT] if earlier.story}.values())


def span_around(item: Item, span: timedelta) -> tuple[datetime, datetime]:
    """Return the span of time before and after a piece of copy; late copy may look for a story that is ahead of it."""
    return item.moved_at - span, item.moved_at + span


def news_day(item: Item) -> object:
    """Return the news day of a piece of copy."""
    return item.dated_on or item.moved_at.date()


def telling_text(headline: str, blocks: tuple[Block, ...]) -> str:
    """Return the words that tell stories apart: the headline and the first paragraph."""
    return f"{headline}\n{blocks[0].text if blocks else ''}"


def has_copy_of_rank(story: Story | None, rank: int | None) -> bool:
    """Return whether the story has copy of that rank; copy without a rank is never in the way."""
    if rank is None:
        return False
    return Item.objects.filter(story=story, rank=rank).exclude(outcome=Outcome.DUPLICATE).exists()


def filing_before(item: Item, story: Story) -> int | None:
    """Return the number of the filing that late copy follows, 0 where it opens the chain; None for the newest copy."""
    chain = [earlier for earlier in Item.objects.of(story) if earlier.outcome != Outcome.LATE or earlier.filing_id]
    if not any(precedes(item, earlier) for earlier in chain):
        return None
    copies = {earlier.filing_id: earlier for earlier in chain if earlier.filing_id}
    ordered = [
        (filing.number, precedes(item, copies[filing.pk])) for filing in filing_chain(story) if filing.pk in copies
    ]
    before = [number for number, _ in takewhile(lambda filed: not filed[1], ordered)]
    return before[-1] if before else 0


def precedes(item: Item, other: Item) -> bool:
    """Return whether copy is older than other copy of its story: by links, by version, by time, then by designator."""
    if item.identity and other.replaces == item.identity != other.identity:
        return True
    if other.identity and item.replaces == other.identity != item.identity:
        return False
    is_same_item = bool(item.identity) and item.identity == other.identity
    are_timed = item.is_timed and other.is_timed
    signs: list[tuple[float | None, float | None]] = [
        (item.version, other.version) if is_same_item else (None, None),
        (item.moved_at.timestamp(), other.moved_at.timestamp()) if are_timed else (None, None),
        (item.rank, other.rank),
    ]
    for mine, theirs in signs:
        if mine is not None and theirs is not None and mine != theirs:
            return mine < theirs
    return False
