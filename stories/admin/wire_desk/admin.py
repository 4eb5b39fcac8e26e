"""The wire desk: the list of stories, and the addresses of all pages about a story."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR
from django.db.models import Q
from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stories.admin import history
from stories.admin.acts import ACTION_PAGES
from stories.admin.editor import conflicts, drafts, live_changes, meters, preview, wire_updates
from stories.admin.editor import views as editor_views
from stories.admin.editor.filing_pages import FILING_PAGES
from stories.admin.newest_paginator import WideRowPaginator
from stories.admin.pages import refuse_unless
from stories.admin.wire_desk import saved_views
from stories.admin.wire_desk.bulk_actions import BULK_ACTIONS, act_on_many, join_two
from stories.admin.wire_desk.doubtful import settle_doubt, show_doubts
from stories.admin.wire_desk.filters import LanguageFilter, UrgencyFilter, filter_chips
from stories.admin.wire_desk.reading import show_reading, story_to_read
from stories.admin.wire_desk.row_height import choose_row_height
from stories.admin.wire_desk.rows import annotate_rows, desk_rows
from stories.admin.wire_desk.sorting import IS_UNTAKEN_AND_URGENT, READ_VAR, DeskChangeList
from stories.admin.wire_desk.source_alarms import source_alarms
from stories.admin.wire_desk.suggestions import suggest_stories
from stories.admin.wire_desk.tabs import COUNT_LIMIT, ViewFilter, list_tabs, view_on_page
from stories.desk_queries import ALL, filter_keys, narrow_to_view, parse_desk_query
from stories.display.moment_field import validate_year
from stories.models import Filing, Item, Notice, RowHeight, Story, person_settings
from stories.story_actions import CHANGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase
    from django.urls import URLPattern

    from stories.admin.wire_desk.bulk_actions import BulkAction
    from stories.display.requests import DeskRequest

PAGES = {**ACTION_PAGES, **FILING_PAGES}  # of the actions on one story
QUERY_LIMIT = 200  # characters; thousands of words make an expression that no database takes
UNMATCHED_SHOWN_FOR = timedelta(days=1)  # that the desk reports a piece of copy that found no story
STOPS_SHOWN = 5  # by the wire, that no editor has settled
UNMATCHED_SHOWN = 5  # pieces


class NewsQuery(forms.Form):
    """The time at which a list was made, and the view that it shows."""

    view = forms.CharField(required=False)
    since = forms.DateTimeField(
        input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"], validators=[validate_year]
    )


@admin.register(Story)
class StoryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """The wire desk. Nothing is ever deleted here, and only `stories.desk` writes."""

    list_display = ("headline",)
    list_filter = (ViewFilter, "section", "source", LanguageFilter, UrgencyFilter, "state")
    search_fields = ("slugline",)  # some field, so that there is a search; `get_search_results` reads none
    ordering = ("-updated_at", "-pk")
    sortable_by = ()
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = WideRowPaginator
    actions = None
    empty_value_display = gettext_lazy("none")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        return annotate_rows(Story.objects.on_the_desk())

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[DeskChangeList]:
        return DeskChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Story], search_term: str
    ) -> tuple[QuerySet[Story], bool]:
        query = parse_desk_query(search_term[:QUERY_LIMIT], request.user)  # type: ignore[arg-type]  # people who are signed in
        for chosen in query.unknown:
            messages.warning(request, _("Nothing has that name: {typed}").format(typed=chosen.typed))
        return query.apply(queryset, address_keys=filter_keys(request.GET.dict())), False

    def changelist_view(  # type: ignore[override]  # the admin passes no other requests
        self, request: DeskRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Render the list, each story with its links, its editors and the copy beside it."""
        now = timezone.now()  # before the list is read: what comes meanwhile is news
        response = super().changelist_view(request, {**(extra_context or {}), "title": _("Wire desk")})
        ctx = getattr(response, "context_data", None) or {}
        if "cl" in ctx:
            ctx |= list_context(request, ctx["cl"], now)
            response.context_data = ctx  # type: ignore[attr-defined]  # of a template
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        one = "<int:story_id>/"
        return [
            self.desk_path("", self.changelist_view, "changelist"),
            self.desk_path("news/", count_news, "news"),
            self.desk_path("rows/", choose_row_height, "rows"),
            self.desk_path("suggest/", suggest_stories, "suggest"),
            self.desk_path("doubtful/", show_doubts, "doubtful"),
            self.desk_path("doubtful/<int:item_id>/", settle_doubt, "settle_doubt"),
            self.desk_path("views/", saved_views.show_saved_views, "views"),
            self.desk_path("views/add/", saved_views.add_saved_view, "view_add"),
            self.desk_path("views/<int:view_id>/", saved_views.change_saved_view, "view_change"),
            self.desk_path("views/<int:view_id>/drop/", saved_views.drop_saved_view, "view_drop"),
            self.desk_path("views/<int:view_id>/follow/", saved_views.follow_saved_view, "view_follow"),
            self.desk_path("add/", editor_views.add_story, "add"),
            self.desk_path("preview/", preview.show_preview, "preview_new"),
            self.desk_path("meters/", meters.show_meters, "meters"),
            self.desk_path("meters/fix/", meters.fix_style, "fix_style"),
            *map(self.bulk_path, BULK_ACTIONS),
            self.desk_path("many/join/", join_two, "join_many"),
            self.desk_path(one + CHANGE.route, editor_views.change_story, CHANGE.name),
            self.desk_path(one + "read/", show_reading, "read"),
            self.desk_path(one + "preview/", preview.show_preview, "preview"),
            self.desk_path(one + "against/", live_changes.show_live_changes, "against"),
            self.desk_path(one + "settle/", conflicts.settle_conflict, "settle"),
            *drafts.draft_urls(self.admin_site),
            *(self.desk_path(one + action.route, view, action.name) for action, view in PAGES.items()),
            self.desk_path(one + "rebase/<int:item_id>/", wire_updates.merge_wire_copy, "rebase"),
            self.desk_path(one + "rebase/<int:item_id>/pass/", wire_updates.dismiss_wire_copy, "pass_over"),
            self.desk_path(one + "use/<int:version_id>/", editor_views.use_revision, "use"),
            self.desk_path(one + "history/", history.show_history, "history"),
            self.desk_path(one + "revisions/<int:version_id>/", history.read_revision, "revision"),
            self.desk_path(one + "compare/", history.compare_revisions, "compare"),
        ]

    def bulk_path(self, bulk_action: BulkAction) -> URLPattern:
        """Return the address of an action on many stories."""
        name = bulk_action.action.name
        return self.desk_path(f"many/{name}/", partial(act_on_many, bulk_action=bulk_action), f"{name}_many")

    def desk_path(self, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
        """Return an address of the desk, for people who are signed in."""
        return path(route, self.admin_site.admin_view(view), name=f"stories_story_{name}")


def list_context(request: DeskRequest, changes: DeskChangeList, now: datetime) -> dict[str, Any]:
    """Return what the page of a list prints beside what every list of the admin does."""
    kept = saved_views.list_saved_views(request.user, request.GET.urlencode())
    view = view_on_page(request.user, changes.params.get("view"), is_searched=bool(changes.query))
    rows = desk_rows(list(changes.result_list), request.user, now=now)
    return {
        "rows": rows,
        "view": view,
        "tabs": list(list_tabs(request, view)),
        "saved_views": kept,
        "shown_view": next((link for link in kept if link.is_shown), None),
        "is_all": view == ALL,
        "heads": changes.heads(),
        "chips": list(filter_chips(changes)),
        "search_off": changes.get_query_string(remove=[SEARCH_VAR, PAGE_VAR]),
        "kept_filters": [row for row in changes.params.items() if row[0] not in (SEARCH_VAR, PAGE_VAR, READ_VAR)],
        "reading": story_to_read(request),
        **older_pages(changes),
        "settings": person_settings(request.user),
        "row_heights": RowHeight.choices,
        "alarms": source_alarms(now),
        "stops": Notice.objects.stops_by_wire(now)[:STOPS_SHOWN],
        "unmatched_items": Item.objects.without_story(now - UNMATCHED_SHOWN_FOR)[:UNMATCHED_SHOWN],
        "bulk_actions": [bulk for bulk in BULK_ACTIONS if bulk.is_permitted(request.user)],
        "last": None if rows else Item.objects.select_related("source").order_by("-pk").first(),
        "since": now,
    }


def older_pages(changes: DeskChangeList) -> dict[str, str]:
    """Return the addresses of the pages before and behind that of a list; none of those that there are not."""
    number, paginator = changes.page_num, changes.paginator
    pages = {"previous_page": number - 1, "next_page": number + 1}
    return {
        name: changes.get_query_string({PAGE_VAR: page}, [READ_VAR])
        for name, page in pages.items()
        if 1 <= page <= paginator.num_pages
    }


@require_safe
def count_news(request: DeskRequest) -> JsonResponse:
    """Count the stories of a view that others changed since a time, for a list that is open.

    Those that are urgent and their filings are counted too.
    """
    refuse_unless(request.user.has_perm("stories.view_story"))
    query = NewsQuery(request.GET)
    if not query.is_valid():
        return JsonResponse({"error": "Say since when: ?since=2026-02-10T12:00:00Z"}, status=400)
    since = query.cleaned_data["since"]
    changed = Story.objects.order_by().filter(updated_at__gt=since)
    by_others = changed.filter(~Q(updated_by=request.user) | Q(updated_by=None))
    by_others = narrow_to_view(query.cleaned_data["view"], by_others, request.user)
    urgent = by_others.filter(IS_UNTAKEN_AND_URGENT)
    filed = Filing.objects.filter(filed_at__gt=since, story__in=by_others)
    lists = {"new": by_others, "urgent": urgent, "filings": filed}
    return JsonResponse({name: rows[:COUNT_LIMIT].count() for name, rows in lists.items()})
