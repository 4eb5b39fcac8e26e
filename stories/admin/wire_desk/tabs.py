"""The tabs of the wire desk: the stories that each shows, and their count; and the agencies that fell silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import connection
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.models import Filing, Item, Source, State, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from stories.display.requests import DeskRequest
    from stories.models.story import StoryQuerySet

    Narrowing = Callable[[StoryQuerySet, User, datetime], StoryQuerySet]

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
    "incoming": (gettext_lazy("Incoming"), lambda stories, person, now: stories.incoming()),
    "handed-in": (gettext_lazy("Handed in"), lambda stories, person, now: stories.with_hand_in()),
    "mine": (gettext_lazy("Mine"), lambda stories, person, now: stories.of(person)),
    "held": (gettext_lazy("Held"), lambda stories, person, now: stories.filter(state=State.HELD)),
    "embargoed": (gettext_lazy("Embargoed"), lambda stories, person, now: stories.embargoed(now)),
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
        return narrow_to_view(self.value(), queryset, request.user)


def narrow_to_view(view: str | None, stories: StoryQuerySet, person: User) -> StoryQuerySet:
    """Return those of the stories that a view shows; all of them where no view has the name."""
    return VIEWS[view][1](stories, person, timezone.now()) if view in VIEWS else stories


def list_tabs(request: DeskRequest, view: str | None) -> Iterator[Tab]:
    """Yield all views with their counts: one query, that counts no more than a hundred stories of each.

    `view` is the one on the page.
    """
    now, desk_address = timezone.now(), reverse("admin:stories_story_changelist")
    lists = {name: narrowed(Story.objects.all(), request.user, now) for name, (_label, narrowed) in VIEWS.items()}
    counts = counts_up_to_limit({**lists, DOUBTFUL: Item.objects.doubtful(now)})
    for name, (label, _narrowed) in VIEWS.items():
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


@dataclass(frozen=True, slots=True)
class Silence:
    """An agency that has sent nothing for too long, or whose feed is gone for good; its name and key, since when."""

    source: str
    key: int
    since: datetime | None
    feed_gone_at: datetime | None = None


def silences(now: datetime) -> list[Silence]:
    """Return the agencies that have sent nothing for too long, or whose feed is gone. One query."""
    newest = Item.objects.filter(source=OuterRef("pk")).order_by("-pk").values("received_at")[:1]
    watched = Source.objects.filter(Q(silent_after__gt=0) | Q(feed_state__gone_at__isnull=False))
    rows = watched.annotate(last=Subquery(newest), feed_gone_at=F("feed_state__gone_at"))
    return [
        Silence(source.name, source.pk, source.last, source.feed_gone_at)
        for source in rows
        if source.feed_gone_at or is_silent(source, source.last, now)
    ]


def is_silent(source: Source, last: datetime | None, now: datetime) -> bool:
    """Return whether a source whose silence is watched has sent nothing for too long."""
    return bool(source.silent_after) and (last is None or now - last > timedelta(minutes=source.silent_after or 0))
