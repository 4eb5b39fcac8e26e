"""The views of the wire desk: the stories that each shows, and their count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.desk_queries import ALL, OWN_SECTIONS, VIEWS, narrow_to_view
from stories.models import Item, Story, person_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from stories.desk_queries.views import Narrowing
    from stories.display.requests import DeskRequest
    from stories.models.story import StoryQuerySet

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
