"""The views of the wire desk: which stories each shows, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy

from stories.models import Filing, Item, Source, State, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from stories.models.story import StoryQuerySet

    Narrowing = Callable[[StoryQuerySet, User, datetime], StoryQuerySet]

COUNTED = 100  # stories; how many more there are helps nobody, and costs a walk through all of them


@dataclass(frozen=True, slots=True)
class Tab:
    """A view as a link: how many stories it has, and whether it is the one that is shown."""

    name: str
    label: str
    count: str
    is_shown: bool


VIEWS: dict[str, tuple[Promise, Narrowing]] = {
    "incoming": (gettext_lazy("Incoming"), lambda stories, person, now: stories.incoming()),
    "mine": (gettext_lazy("Mine"), lambda stories, person, now: stories.of(person)),
    "held": (gettext_lazy("Held"), lambda stories, person, now: stories.filter(state=State.HELD)),
    "embargoed": (gettext_lazy("Embargoed"), lambda stories, person, now: stories.embargoed(now)),
    "today": (
        gettext_lazy("Live today"),
        lambda stories, person, now: stories.filter(state=State.LIVE, pk__in=filed_today(now)),
    ),
    "corrected": (
        gettext_lazy("Corrected"),
        lambda stories, person, now: stories.filter(is_corrected=True, state=State.LIVE),
    ),
    "killed": (gettext_lazy("Killed"), lambda stories, person, now: stories.filter(state=State.KILLED)),
}


class ByView(admin.SimpleListFilter):
    """Stories of one view; it is chosen by the tabs above the list, and so has no place beside it."""

    template = "admin/stories/story/wire_desk/_tabs.html"
    title = gettext_lazy("view")
    parameter_name = "view"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(name, str(label)) for name, (label, _) in VIEWS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        return seen_in(self.value(), queryset, request.user)


def seen_in(view: str | None, stories: QuerySet[Story], person: User) -> QuerySet[Story]:
    """Those of some stories that a view shows; all of them for no view that there is."""
    return VIEWS[view][1](stories, person, timezone.now()) if view in VIEWS else stories


def tabs(request: HttpRequest) -> Iterator[Tab]:
    """All views with their counts: one query each, and none that looks at more than a hundred stories."""
    for name, (label, narrowed) in VIEWS.items():
        count = narrowed(Story.objects.order_by(), request.user, timezone.now())[:COUNTED].count()
        shown = f"{COUNTED - 1}+" if count == COUNTED else str(count)
        yield Tab(name, str(label), shown, request.GET.get("view") == name)


def midnight(now: datetime) -> datetime:
    """When the day began where the newsroom is."""
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def filed_today(now: datetime) -> QuerySet[Filing]:
    """The stories of all that was filed since midnight."""
    return Filing.objects.filter(filed_at__gte=midnight(now)).values("story")


@dataclass(frozen=True, slots=True)
class Silence:
    """An agency from which nothing came for longer than it should, and when its last copy came, if ever."""

    source: str
    since: datetime | None


def silences(now: datetime) -> list[Silence]:
    """The agencies that are silent for too long. One query."""
    newest = Item.objects.filter(source=OuterRef("pk")).order_by("-pk").values("received_at")[:1]
    watched = Source.objects.filter(silent_after__gt=0).annotate(last=Subquery(newest))
    return [
        Silence(source.name, source.last)
        for source in watched
        if source.last is None or now - source.last > timedelta(minutes=source.silent_after)
    ]
