"""What was found for a piece of copy, kept: how sure its story is and why, relations, and stories proven to be one."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from stories import desk
from stories.matching import Finding
from stories.models import ChainMove, Item, MatchVerdict, Source, Story, StoryRelation

SAME_ID = "same id"  # which goes without saying
PROVEN = "Links of {source} prove that these are one story."


def keep_finding(item: Item, finding: Finding) -> None:
    """Put what was found into the row of the item: the score, its reasons, and the story that it may belong to."""
    item.score, item.signs = finding.score, list(finding.reasons)
    may_belong_to = [finding.likely, finding.story if item.story_id is None else None, *finding.proven_one]
    others = [number for number in may_belong_to if number is not None and number != item.story_id]
    apart = stories_kept_apart(item.story_id, others) if item.story_id is not None and others else set()
    item.likely_story_id = next((number for number in others if number not in apart), None)


def stories_kept_apart(story: int, others: Collection[int]) -> set[int]:
    """Return those of some stories that editors parted from a story: the wire does not take that back. Two queries."""
    parted = Q(kind=ChainMove.Kind.PART, undone_at=None) | Q(kind=ChainMove.Kind.JOIN, undone_at__isnull=False)
    here, there = Q(from_story=story, to_story__in=others), Q(from_story__in=others, to_story=story)
    moves = ChainMove.objects.filter(parted, here | there).values_list("from_story", "to_story")
    mine, theirs = Q(item__story=story, story__in=others), Q(item__story__in=others, story=story)
    no = Q(kind__in=[MatchVerdict.Kind.APART, MatchVerdict.Kind.WRONG])
    verdicts = MatchVerdict.objects.filter(no, mine | theirs).values_list("item__story", "story")
    return {number for pair in (*moves, *verdicts) for number in pair if number is not None} - {story}


def explain_finding(item: Item, finding: Finding) -> list[str]:
    """Return sentences on what was found beyond the id: what says so, what it may belong to, what is one with it."""
    said = "; ".join(finding.reasons)
    sentences = []
    if item.likely_story_id is not None and item.likely_story_id not in finding.proven_one:
        sentences.append(f"It may belong to story {item.likely_story_id}{f': {said}' if said else ''}.")
    elif said and said != SAME_ID:
        sentences.append(f"{said[0].upper()}{said[1:]}.")
    if item.likely_story_id in finding.proven_one:
        sentences.append(f"Its links say that story {item.likely_story_id} is one with it.")
    return sentences


def join_proven_stories(item: Item, source: Source, finding: Finding, *, now: datetime) -> None:
    """Join the stories that the links of a saved item prove to be one, where its source is trusted to do so.

    Where it is not, or the desk refuses, the item keeps the other story as the one that it may belong to.
    """
    if item.story is None or not (finding.proven_one and source.is_trusted_to_join):
        return
    apart = stories_kept_apart(item.story.pk, finding.proven_one)
    for other in Story.objects.filter(pk__in=finding.proven_one).exclude(pk__in=[item.story.pk, *apart]):
        with suppress(desk.DeskError), transaction.atomic():
            desk.join_stories(other, item.story, by=None, now=now, reason=PROVEN.format(source=source.name))
            Item.objects.filter(pk=item.pk, likely_story__in=[other, item.story]).update(likely_story=None)


def relate_stories(item: Item, finding: Finding, *, now: datetime) -> None:
    """Relate the story of a saved item to those that were found to be related."""
    if item.story is None:
        return
    others = Story.objects.in_bulk([related.story for related in finding.related])
    for related in finding.related:
        other = others.get(related.story)
        if other is not None and other.pk != item.story_id:
            desk.relate(item.story, other, StoryRelation.Kind(related.kind.value), by=None, now=now)
