"""The views of the wire desk: the stories that each shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from stories.models import Filing, State, Story, person_settings
from stories.models.story import NEWEST_LISTED

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.utils.functional import _StrPromise

    from stories.models.story import StoryQuerySet

    Narrowing = Callable[[StoryQuerySet, User, datetime], StoryQuerySet]

# Sentences for the newsroom alone: readers' languages leave them out.

ALL = "all"
OWN_SECTIONS = "sections"  # of a person who files to some alone: what the desk shows them at first


def newest_of_own_sections(stories: StoryQuerySet, person: User) -> StoryQuerySet:
    """Return those of the stories that are in the sections that a person files to: the newest of each."""
    sections = person_settings(person).sections
    parts = [Story.objects.filter(section=section).order_by("-updated_at", "-pk") for section in sections]
    newest = [Q(pk__in=part.values("pk")[: NEWEST_LISTED // len(parts)]) for part in parts]
    return stories.filter(reduce(or_, newest)) if newest else stories


def start_of_day(now: datetime) -> datetime:
    """Return the time at which the newsroom's day began."""
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def story_ids_filed_today(now: datetime) -> QuerySet[Filing, int]:
    """Return the ids of the stories of all that was filed since midnight."""
    return Filing.objects.filter(filed_at__gte=start_of_day(now)).values_list("story", flat=True)


VIEWS: dict[str, tuple[_StrPromise, Narrowing]] = {
    OWN_SECTIONS: (gettext_lazy("My sections"), lambda stories, person, now: newest_of_own_sections(stories, person)),
    "incoming": (gettext_lazy("Incoming"), lambda stories, person, now: stories.incoming()),
    "handed-in": (gettext_lazy("Handed in"), lambda stories, person, now: stories.with_hand_in()),
    "mine": (gettext_lazy("Mine"), lambda stories, person, now: stories.of(person)),
    "held": (gettext_lazy("Held"), lambda stories, person, now: stories.filter(state=State.HELD)),
    "embargoed": (gettext_lazy("Timed"), lambda stories, person, now: stories.embargoed(now)),
    "today": (
        gettext_lazy("Live today"),
        lambda stories, person, now: stories.in_states([State.LIVE]).filter(pk__in=story_ids_filed_today(now)),
    ),
    "corrected": (
        gettext_lazy("Corrected"),
        lambda stories, person, now: stories.corrected(),
    ),
    "killed": (gettext_lazy("Killed"), lambda stories, person, now: stories.filter(state=State.KILLED)),
}


def narrow_to_view(view: str | None, stories: StoryQuerySet, person: User) -> StoryQuerySet:
    """Return those of the stories that a view shows; all of them where no view has the name."""
    return VIEWS[view][1](stories, person, timezone.now()) if view in VIEWS else stories
