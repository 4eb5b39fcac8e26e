"""Saved views that somebody follows: who does is told what is new in them."""

from __future__ import annotations

from datetime import datetime

from stories import desk
from stories.desk_queries import stories_of_query
from stories.models import SavedView

NEWS_AT_ONCE = 50  # stories of a view that are looked at; more at once are no news but a flood


def tell_followers(now: datetime) -> int:
    """Look what is new in each view that is followed, and tell its followers; return of how many stories.

    Runs twice, or in two workers at once, without harm: what was told of is noted in the same transaction.
    """
    return sum(len(look_at_view(view, now)) for view in SavedView.objects.with_followers())


def look_at_view(view: SavedView, now: datetime) -> list[int]:
    """Note the latest stories of a view as its owner sees it; return the numbers of those that were told of."""
    stories = stories_of_query(view.query, view.owner).order_by("-updated_at", "-pk").defer("body")
    latest = list(stories.select_related("updated_by")[:NEWS_AT_ONCE])
    return [story.pk for story in desk.note_stories_in_view(view, latest, now=now)]
