"""The wire desk: the list of stories, and the addresses of all pages about a story."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import OuterRef, Q, Subquery
from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stories import desk
from stories.admin import history, menu
from stories.admin.acts import ACTION_PAGES
from stories.admin.editor import conflicts, drafts, live_changes, meters, preview, wire_updates
from stories.admin.editor import views as editor_views
from stories.admin.editor.filing_pages import FILING_PAGES
from stories.admin.fields import validate_year
from stories.admin.newest_paginator import NewestPaginator
from stories.admin.pages import refuse_unless
from stories.admin.wire_desk.bulk_actions import BULK_ACTIONS, act_on_many, join_two
from stories.admin.wire_desk.desk_search import search_stories
from stories.admin.wire_desk.doubtful import settle_doubt, show_doubts
from stories.admin.wire_desk.tabs import COUNT_LIMIT, ViewFilter, list_tabs, narrow_to_view, silences
from stories.display import languages
from stories.models import Filing, Item, Notice, Story
from stories.story_actions import CHANGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase
    from django.urls import URLPattern
    from django.utils.functional import _StrOrPromise

    from stories.admin.wire_desk.bulk_actions import BulkAction
    from stories.display.requests import DeskRequest
    from stories.models.story import StoryQuerySet

PAGES = {**ACTION_PAGES, **FILING_PAGES}  # of the actions on one story
QUERY_LIMIT = 200  # characters; thousands of words make an expression that no database takes
UNMATCHED_SHOWN_FOR = timedelta(days=1)  # that the desk reports a piece of copy that found no story
STOPS_SHOWN = 5  # by the wire, that no editor has settled
UNMATCHED_SHOWN = 5  # pieces


class DeskRow(NamedTuple):
    """A story in the list, with its links, the people who edit it, and the copy beside it and in doubt."""

    story: Story
    links: tuple[menu.Link, ...]
    here: list[str] | None
    came: Item | None
    doubt: Item | None


class NewsQuery(forms.Form):
    """The time at which a list was made, and the view that it shows."""

    view = forms.CharField(required=False)
    since = forms.DateTimeField(
        input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"], validators=[validate_year]
    )


class LanguageFilter(admin.SimpleListFilter):
    """The filter of the list by language, out of a fixed list: to look for those in use would read the whole table."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Story]) -> list[tuple[str, _StrOrPromise]]:
        """Return the languages by tag, the newsroom's own first."""
        return sorted(languages.LANGUAGE_NAMES.items(), key=lambda row: row[0] != settings.LANGUAGE_CODE)

    def queryset(self, request: HttpRequest, queryset: StoryQuerySet) -> StoryQuerySet:  # type: ignore[override]  # the admin passes no other
        language = self.value()
        return queryset.in_language(language) if language else queryset


@admin.register(Story)
class StoryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """The wire desk. Nothing is ever deleted here, and only `stories.desk` writes."""

    list_display = ("headline",)
    list_filter = (ViewFilter, "state", "section", "source", LanguageFilter)
    search_fields = ("slugline",)  # some field, so that there is a search; `get_search_results` reads none
    search_help_text = gettext_lazy("Slugline, words or number")
    ordering = ("-updated_at", "-pk")
    sortable_by = ()
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = NewestPaginator
    actions = None
    empty_value_display = gettext_lazy("none")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        newest = Filing.objects.filter(story=OuterRef("pk"), number=OuterRef("newest_number"))
        standing = Filing.objects.filter(story=OuterRef("pk"), went_to=None).order_by("-number")
        return Story.objects.on_the_desk().annotate(
            newest_filed_at=Subquery(newest.values("filed_at")),
            newest_designator=Subquery(newest.values("designator")),
            newest_words=Subquery(newest.values("words")),
            last_standing=Subquery(standing.values("number")[:1]),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Story], search_term: str
    ) -> tuple[QuerySet[Story], bool]:
        return search_stories(queryset, search_term[:QUERY_LIMIT], request.GET.dict()), False

    def changelist_view(  # type: ignore[override]  # the admin passes no other requests
        self, request: DeskRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Render the list, each story with its links, its editors and the copy beside it."""
        now = timezone.now()  # before the list is read: what comes meanwhile is news
        response = super().changelist_view(request, {**(extra_context or {}), "title": _("Wire desk")})
        ctx = getattr(response, "context_data", None) or {}
        if "cl" in ctx:
            stories = list(ctx["cl"].result_list)
            here = desk.names_present(stories, by=request.user, now=now)
            copy_beside, doubts = Item.objects.latest_unfiled(stories), Item.objects.doubts_on(stories, now)
            ctx["rows"] = [
                DeskRow(
                    story,
                    menu.row_links(request.user, story),
                    here.get(story.pk),
                    copy_beside.get(story.pk),
                    doubts.get(story.pk),
                )
                for story in stories
            ]
            ctx["silences"] = silences(now)
            ctx["stops"] = Notice.objects.stops_by_wire(now)[:STOPS_SHOWN]
            ctx["unmatched_items"] = Item.objects.without_story(now - UNMATCHED_SHOWN_FOR)[:UNMATCHED_SHOWN]
            ctx["bulk_actions"] = [bulk for bulk in BULK_ACTIONS if bulk.is_permitted(request.user)]
            ctx["tabs"] = list(list_tabs(request, request.GET.get("view")))
            ctx["last"] = None if ctx["rows"] else Item.objects.select_related("source").order_by("-pk").first()
            ctx["since"] = now
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        one = "<int:story_id>/"
        return [
            self.desk_path("", self.changelist_view, "changelist"),
            self.desk_path("news/", count_news, "news"),
            self.desk_path("doubtful/", show_doubts, "doubtful"),
            self.desk_path("doubtful/<int:item_id>/", settle_doubt, "settle_doubt"),
            self.desk_path("add/", editor_views.add_story, "add"),
            self.desk_path("preview/", preview.show_preview, "preview_new"),
            self.desk_path("meters/", meters.show_meters, "meters"),
            *map(self.bulk_path, BULK_ACTIONS),
            self.desk_path("many/join/", join_two, "join_many"),
            self.desk_path(one + CHANGE.route, editor_views.change_story, CHANGE.name),
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


@require_safe
def count_news(request: DeskRequest) -> JsonResponse:
    """Count the stories of a view that others changed since a time, and their filings, for a list that is open."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    query = NewsQuery(request.GET)
    if not query.is_valid():
        return JsonResponse({"error": "Say since when: ?since=2026-02-10T12:00:00Z"}, status=400)
    since = query.cleaned_data["since"]
    changed = Story.objects.order_by().filter(updated_at__gt=since)
    by_others = changed.filter(~Q(updated_by=request.user) | Q(updated_by=None))
    by_others = narrow_to_view(query.cleaned_data["view"], by_others, request.user)
    filed = Filing.objects.filter(filed_at__gt=since, story__in=by_others)
    return JsonResponse({"new": by_others[:COUNT_LIMIT].count(), "filings": filed[:COUNT_LIMIT].count()})
