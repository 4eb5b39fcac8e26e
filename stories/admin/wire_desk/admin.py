"""The wire desk: the list of stories, and the addresses of everything that is done to one."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stories import desk
from stories.admin import history, menu
from stories.admin.acts import assignments, notes
from stories.admin.acts import views as act_views
from stories.admin.editor import conflicts, drafts, live_changes, meters, preview, wire_updates
from stories.admin.editor import views as editor_views
from stories.admin.fields import likely_year
from stories.admin.pages import refuse_unless
from stories.admin.wire_desk import bulk_actions
from stories.admin.wire_desk.tabs import COUNTED, ByView, seen_in, silences, tabs
from stories.models import Filing, Item, Story

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from django.utils.functional import Promise

NUMBER = re.compile(r"#?([0-9]{1,18})")  # of a story, as its row shows it or as it is typed
QUERY_LIMIT = 200  # characters; thousands of words make an expression that no database takes
LOOKED_INTO = timedelta(days=1)  # how long the desk says that a piece of copy found no story
AT_A_LOSS = 5  # of them
LISTED = 1_000  # stories; counting all would read the whole table, and search finds the older ones
LANGUAGES = (
    ("en", gettext_lazy("English")), ("ar", gettext_lazy("Arabic")), ("zh", gettext_lazy("Chinese")),
    ("fr", gettext_lazy("French")), ("de", gettext_lazy("German")), ("ja", gettext_lazy("Japanese")),
    ("ko", gettext_lazy("Korean")), ("pt", gettext_lazy("Portuguese")), ("ru", gettext_lazy("Russian")),
    ("es", gettext_lazy("Spanish")),
)  # fmt: skip


class Bounded(Paginator):
    """Pages of the newest stories, which are counted no further than anybody turns pages."""

    @cached_property
    def count(self) -> int:
        """How many there are, up to the limit."""
        return self.object_list[:LISTED].count()

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than were counted."""
        return self.count == LISTED


class Asked(forms.Form):
    """When a list was made, and which view it shows."""

    view = forms.CharField(required=False)
    since = forms.DateTimeField(
        input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"], validators=[likely_year]
    )


class Language(admin.SimpleListFilter):
    """Stories in one language; asking the table which there are would read all of it."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> tuple[tuple[str, Promise], ...]:
        return LANGUAGES

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        if not self.value():
            return queryset
        return queryset.filter(Q(language=self.value()) | Q(language__startswith=f"{self.value()}-"))


@admin.register(Story)
class StoryAdmin(admin.ModelAdmin):
    """The wire desk. Nothing is ever deleted here, and nothing but `desk` writes."""

    list_display = ("headline",)
    list_filter = (ByView, "state", "section", "source", Language)
    search_fields = ("slugline", "headline")
    search_help_text = gettext_lazy("Slugline, headline or number")
    ordering = ("-updated_at", "-pk")
    sortable_by = ()
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = Bounded
    actions = None
    empty_value_display = gettext_lazy("none")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        newest = Filing.objects.filter(story=OuterRef("pk"), number=OuterRef("newest_number"))
        return Story.objects.on_the_desk().annotate(
            newest_filed_at=Subquery(newest.values("filed_at")),
            newest_designator=Subquery(newest.values("designator")),
            newest_words=Subquery(newest.values("words")),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Story], search_term: str
    ) -> tuple[QuerySet[Story], bool]:
        found, has_duplicates = super().get_search_results(request, queryset, search_term[:QUERY_LIMIT])
        number = number_in(search_term)
        if number is None:
            return found, has_duplicates
        is_it = Q(pk=number)
        first = Case(When(is_it, then=0), default=1)
        return (found | queryset.filter(is_it)).order_by(first, *self.ordering), has_duplicates

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        now = timezone.now()  # before the list is read: what comes meanwhile is news
        response = super().changelist_view(request, {**(extra_context or {}), "title": _("Wire desk")})
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown:
            stories = list(shown["cl"].result_list)
            here = desk.at_these(stories, by=request.user, now=now)
            came = Item.objects.beside(stories)
            shown["rows"] = [
                (story, menu.row_links(request.user, story), here.get(story.pk), came.get(story.pk))
                for story in stories
            ]
            shown["silences"] = silences(now)
            shown["at_a_loss"] = Item.objects.at_a_loss(now - LOOKED_INTO)[:AT_A_LOSS]
            shown["tabs"] = list(tabs(request))
            shown["last"] = None if shown["rows"] else Item.objects.select_related("source").order_by("-pk").first()
            shown["since"] = now
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        one = "<int:story_id>/"
        return [
            self.at("", self.changelist_view, "changelist"),
            self.at("news/", news, "news"),
            self.at("add/", editor_views.add, "add"),
            self.at("preview/", preview.preview, "preview_new"),
            self.at("meters/", meters.meters, "meters"),
            *(
                self.at(f"many/{act.name}/", partial(bulk_actions.many, act=act), f"{act.name}_many")
                for act in bulk_actions.ACTS
            ),
            self.at(one + "change/", editor_views.change, "change"),
            self.at(one + "preview/", preview.preview, "preview"),
            self.at(one + "against/", live_changes.against, "against"),
            self.at(one + "settle/", conflicts.settle, "settle"),
            *drafts.addresses(self.admin_site),
            self.at(one + "notes/", notes.notes, "notes"),
            self.at(one + "notes/<int:note_id>/remove/", notes.remove, "note_remove"),
            self.at(one + "give/", assignments.Give.as_view(), "give"),
            self.at(one + "take/", assignments.take, "take"),
            self.at(one + "let-go/", assignments.let_go, "let_go"),
            self.at(one + "rebase/<int:item_id>/", wire_updates.rebase, "rebase"),
            self.at(one + "rebase/<int:item_id>/pass/", wire_updates.pass_over, "pass_over"),
            self.at(one + "use/<int:version_id>/", editor_views.use, "use"),
            self.at(one + "history/", history.history, "history"),
            self.at(one + "compare/", history.compare_revisions, "compare"),
            *(self.at(f"{one}{act.name}/", act.as_view(), act.name) for act in act_views.ON_STORIES),
            self.at(one + "filings/<int:number>/take-down/", act_views.TakeDown.as_view(), "take_down"),
        ]

    def at(self, route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        """An address of the desk, for people who are signed in."""
        return path(route, self.admin_site.admin_view(view), name=f"stories_story_{name}")


@require_safe
def news(request: HttpRequest) -> JsonResponse:
    """How many stories of a view others changed since a moment, and how much was filed, for a list that is open."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    asked = Asked(request.GET)
    if not asked.is_valid():
        return JsonResponse({"error": "Say since when: ?since=2026-02-10T12:00:00Z"}, status=400)
    since = asked.cleaned_data["since"]
    changed = Story.objects.order_by().filter(updated_at__gt=since)
    by_others = changed.filter(~Q(updated_by=request.user) | Q(updated_by=None))
    by_others = seen_in(asked.cleaned_data["view"], by_others, request.user)
    filed = Filing.objects.filter(filed_at__gt=since, story__in=by_others)
    return JsonResponse({"new": by_others[:COUNTED].count(), "filings": filed[:COUNTED].count()})


def number_in(words: str) -> int | None:
    """The number of a story, where that is all that was searched for."""
    found = NUMBER.fullmatch(words.strip())
    return int(found[1]) if found else None
