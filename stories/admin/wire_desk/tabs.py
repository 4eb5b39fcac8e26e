"""The views of the wire desk: the stories that each shows, and their count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.models import Filing, Item, State, Story, person_settings
from stories.models.story import NEWEST_LISTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from stories.display.requests import DeskRequest
    from stories.models.story import StoryQuerySet

    Narrowing = Callable[[StoryQuerySet, User, datetime], StoryQuerySet]

ALL = "all"
OWN_SECTIONS = "sections"  # of a person who files to some alone: what the desk shows them at first
DOUBTFUL = "doubtful"  # the view of copy that may belong to another story; its tab is a page of its own
BEFORE_DOUBTFUL = "incoming"
COUNT_LIMIT = 100  # stories; how many more there are helps nobody, and costs a walk through all of them


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to a view: `count` as printed, and whether it is the view on the page."""

    name: str
    label: str
    address: str
    count: str
    is_shown: bool


VIEWS: dict[str, tuple[_StrPromise, Narrowing]] = {
    OWN_SECTIONS: (gettext_lazy("My sections"), lambda stories, person, now: in_own_sections(stories, person)),
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


class ViewFilter(admin.SimpleListFilter):
    """The filter of the list by view, printed as tabs above it and not among the other filters."""

    template = "admin/stories/story/wire_desk/_tabs.html"
    title = gettext_lazy("view")
    parameter_name = "view"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Story]) -> list[tuple[str, str]]:
        return [(name, str(label)) for name, (label, _narrowed) in VIEWS.items()]

    def queryset(self, request: DeskRequest, queryset: StoryQuerySet) -> StoryQuerySet:  # type: ignore[override]  # the admin passes no other
        is_searched = bool(request.GET.get(SEARCH_VAR))
        return narrow_to_view(view_on_page(request.user, self.value(), is_searched=is_searched), queryset, request.user)


def view_on_page(person: User, view: str | None, *, is_searched: bool = False) -> str:
    """Return the name of the view that an address shows to a person; a search that names none reads all."""
    if view in VIEWS or view == ALL:
        return view or ALL
    return OWN_SECTIONS if person_settings(person).sections and not is_searched else ALL


def views_of(person: User) -> dict[str, tuple[_StrPromise, Narrowing]]:
    """Return the views that a person has: who files everywhere has no sections of their own."""
    is_limited = bool(person_settings(person).sections)
    return {name: view for name, view in VIEWS.items() if is_limited or name != OWN_SECTIONS}


def in_own_sections(stories: StoryQuerySet, person: User) -> StoryQuerySet:
    """Return those of the stories that are in the sections that a person files to: the newest of each."""
    sections = person_settings(person).sections
    parts = [Story.objects.filter(section=section).order_by("-updated_at", "-pk") for section in sections]
    newest = [Q(pk__in=part.values("pk")[: NEWEST_LISTED // len(parts)]) for part in parts]
    return stories.filter(reduce(or_, newest)) if newest else stories


def narrow_to_view(view: str | None, stories: StoryQuerySet, person: User) -> StoryQuerySet:
    """Return those of the stories that a view shows; all of them where no view has the name."""
    return VIEWS[view][1](stories, person, timezone.now()) if view in VIEWS else stories


def list_tabs(request: DeskRequest, view: str | None) -> Iterator[Tab]:
    """Yield the views of a person with their counts: one query, that counts no more than a hundred stories of each.

    `view` is the one on the page.
    """
    now, desk_address, views = timezone.now(), reverse("admin:stories_story_changelist"), views_of(request.user)
    lists = {name: narrowed(Story.objects.all(), request.user, now) for name, (_label, narrowed) in views.items()}
    counts = counts_up_to_limit({**lists, DOUBTFUL: Item.objects.doubtful(now)})
    for name, (label, _narrowed) in views.items():
        yield Tab(name, str(label), f"{desk_address}?view={name}", print_count(counts[name]), view == name)
        if name == BEFORE_DOUBTFUL:
            address, count = reverse("admin:stories_story_doubtful"), print_count(counts[DOUBTFUL])
            yield Tab(DOUBTFUL, _("Doubtful"), address, count, view == DOUBTFUL)


def counts_up_to_limit(lists: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """Return how many rows each list has, up to the limit, by name. One query."""
    parts: list[str] = []
    params: list[Any] = []
    for rows in lists.values():
        sql, values = rows.order_by().values("pk")[:COUNT_LIMIT].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS listed)")  # noqa: S608 made by Django, with its parameters
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return dict(zip(lists, cursor.fetchone(), strict=True))


def print_count(count: int) -> str:
    """Return how many rows there are, up to the limit."""
    return f"{COUNT_LIMIT - 1}+" if count == COUNT_LIMIT else str(count)


def start_of_day(now: datetime) -> datetime:
    """Return the time at which the newsroom's day began."""
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def story_ids_filed_today(now: datetime) -> QuerySet[Filing, int]:
    """Return the ids of the stories of all that was filed since midnight."""
    return Filing.objects.filter(filed_at__gte=start_of_day(now)).values_list("story", flat=True)
