"""The library: every photo with its caption and credit, found by words; and the same for scripts of the story form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stories import permissions
from stories.admin.pages import refuse_unless
from stories.admin.photos import detail, upload
from stories.admin.photos import files as photo_files
from stories.admin.photos.library import rows
from stories.copy import pictures
from stories.display.bulk_selection import is_number
from stories.models import Photo

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

FOUND = 24  # photos that a search in the story form shows


class Asked(forms.Form):
    """What a script asks for: words, or photos by number."""

    q = forms.CharField(required=False, max_length=200)
    photo = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, data: object) -> None:
        super().__init__(data)
        self.fields["photo"].choices = [(number, number) for number in filter(is_number, data.getlist("photo"))]


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    """The list of photos. Nothing is deleted here: a chief removes what must go."""

    list_display = ("caption",)
    search_fields = ("caption",)
    search_help_text = gettext_lazy("Caption, credit, place, name or number")
    ordering = ("-pk",)
    sortable_by = ()
    list_per_page = 48
    list_max_show_all = 0
    show_full_result_count = False
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return Photo.objects.at_hand()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Photo], search_term: str
    ) -> tuple[QuerySet[Photo], bool]:
        return queryset.saying(search_term[:200]), False

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        response = super().changelist_view(request, {**(extra_context or {}), "title": _("Photos")})
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown:
            shown["rows"] = rows(shown["cl"].result_list)
            shown["may_add"] = permissions.may_add_photos(request.user)
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("", self.changelist_view, "changelist"),
            ("add/", upload.add, "add"),
            ("find/", find, "find"),
            ("chosen/", chosen, "chosen"),
            ("renditions/<str:name>", photo_files.rendition, "rendition"),
            ("<int:photo_id>/change/", detail.change, "change"),
            ("<int:photo_id>/alt/", detail.alt, "alt"),
            ("<int:photo_id>/original/", photo_files.original, "original"),
            ("<int:photo_id>/remove/", detail.remove, "remove"),
        )
        guarded = self.admin_site.admin_view
        return [path(route, guarded(view), name=f"stories_photo_{name}") for route, view, name in views]


@require_safe
def find(request: HttpRequest) -> JsonResponse:
    """The latest photos that say some words."""
    refuse_unless(request.user.has_perm("stories.view_photo"))
    asked = Asked(request.GET)
    asked.is_valid()
    found = Photo.objects.at_hand().saying(asked.cleaned_data.get("q", ""))[:FOUND]
    return JsonResponse({"photos": [row.as_data() for row in rows(found)]})


@require_safe
def chosen(request: HttpRequest) -> JsonResponse:
    """Some photos by number, those that are there."""
    refuse_unless(request.user.has_perm("stories.view_photo"))
    asked = Asked(request.GET)
    asked.is_valid()
    wanted = asked.cleaned_data.get("photo", [])[: pictures.MOST]
    return JsonResponse({"photos": [row.as_data() for row in rows(Photo.objects.at_hand().filter(pk__in=wanted))]})
