"""Moments at which a story became another without a filing.

Notices on it, moves of filings from it, their undoing, and take-downs of phrases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from stories.models.chain_move import ChainMove
from stories.models.notice import Notice
from stories.models.phrase_take_down import PhraseTakeDown
from stories.models.story import State

# The end of a move and the moment that changed it. What filings come to gets a filing at the move itself.
LEFT, CAME_BACK, GAVE_BACK = ("from_story", "at"), ("from_story", "undone_at"), ("to_story", "undone_at")


def move_events(end: str, moment: str) -> QuerySet[ChainMove, Any]:
    """Return the moves that changed the stories at one end at a moment, as `changed_story` and `changed_at`.

    Those of stories that were never filed are left out.
    """
    moves = ChainMove.objects.filter(**{f"{moment}__isnull": False, f"{end}__filed_number__gt": 0})
    return moves.annotate(changed_story=F(f"{end}_id"), changed_at=F(moment)).values(
        "pk", "changed_story", "changed_at"
    )


def phrase_events() -> QuerySet[PhraseTakeDown, Any]:
    """Return the take-downs of phrases, those of one act on a story once, as `changed_story` and `changed_at`."""
    same_act = PhraseTakeDown.objects.filter(filing__story=OuterRef("filing__story"), at=OuterRef("at"))
    last = PhraseTakeDown.objects.filter(~Exists(same_act.filter(pk__gt=OuterRef("pk"))))
    named = last.annotate(changed_story=F("filing__story_id"), changed_at=F("at"))
    return named.values("pk", "changed_story", "changed_at")


def latest_joined(limit: int) -> dict[int, datetime]:
    """Return the filed stories that became part of another most lately, with when they did.

    One query. A story may have left by several moves, so there may be fewer than `limit`.
    """
    left, gave_back = (
        move_events(end, moment).filter(**{f"{end}__state": State.JOINED}).order_by(f"-{moment}", "-pk")
        for end, moment in (LEFT, GAVE_BACK)
    )
    # Each half by itself: a database stops there at the limit, and sorts no more than both.
    halves = [
        half.order_by().filter(pk__in=half.values("pk")[:limit]) for half in (left.filter(undone_at=None), gave_back)
    ]
    events = halves[0].union(halves[1], all=True).order_by(F("changed_at").desc())[:limit]
    return {event["changed_story"]: event["changed_at"] for event in reversed(events)}


def version_moments(story_ids: Iterable[int]) -> dict[int, list[datetime]]:
    """Return when stories were held, released and killed, lost filings, got them back or lost words, the first first.

    By their ids. One query.
    """
    wanted = set(story_ids)
    notices = Notice.objects.filter(story__in=wanted).order_by().values_list("story", "at")
    moves = (
        move_events(end, moment).filter(**{f"{end}__in": wanted}).values_list(end, moment)
        for end, moment in (LEFT, CAME_BACK, GAVE_BACK)
    )
    cuts = PhraseTakeDown.objects.filter(filing__story__in=wanted).order_by().values_list("filing__story", "at")
    moments: dict[int, list[datetime]] = defaultdict(list)
    for story_id, at in notices.union(*moves, cuts.distinct(), all=True):
        moments[story_id].append(at)
    return defaultdict(list, {story_id: sorted(times) for story_id, times in moments.items()})
