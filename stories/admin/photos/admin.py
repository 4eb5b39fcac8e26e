"""The list of photos, and the searches of the library by scripts of the story form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stories import permissions
from stories.admin.newest_paginator import NewestPaginator
from stories.admin.pages import refuse_unless
from stories.admin.photos import detail, upload, words
from stories.admin.photos import files as photo_files
from stories.admin.photos import library as photo_library
from stories.admin.photos.library import photo_rows
from stories.admin.photos.views import PhotoView
from stories.copy import pictures
from stories.display.bulk_selection import is_row_id
from stories.models import Photo
from stories.models.story import NEWEST_LISTED

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.urls import URLPattern

SEARCH_LIMIT = 24  # photos that a search in the story form shows


class PhotoQueryForm(forms.Form):
    """The query of a script: words, or numbers of photos."""

    q = forms.CharField(required=False, max_length=200)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        numbers = [(number, number) for number in data.getlist("photo") if is_row_id(number)]
        self.fields["photo"] = forms.TypedMultipleChoiceField(required=False, coerce=int, choices=numbers)


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """The list of photos. Nothing is deleted here: a chief removes a photo on its own page."""

    list_display = ("caption",)
    list_filter = (PhotoView,)
    search_fields = ("caption",)
    search_help_text = gettext_lazy("Caption, credit, place, name or number")
    ordering = ("-pk",)
    sortable_by = ()
    list_per_page = 48
    paginator = NewestPaginator
    list_max_show_all = 0
    show_full_result_count = False
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return Photo.objects.at_hand()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Photo], search_term: str
    ) -> tuple[QuerySet[Photo], bool]:
        return photo_library.find_photos(queryset, search_term, limit=NEWEST_LISTED), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().changelist_view(request, {**(extra_context or {}), "title": _("Photos")})
        ctx = getattr(response, "context_data", None) or {}
        if "cl" in ctx:
            ctx["rows"] = photo_rows(ctx["cl"].result_list)
            ctx["may_add"] = permissions.may_add_photos(request.user)
            ctx["may_write"] = permissions.may_describe_photos(request.user)
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("", self.changelist_view, "changelist"),
            ("add/", upload.upload_photos, "add"),
            ("find/", search_photos, "find"),
            ("chosen/", photos_by_number, "chosen"),
            ("words/", words.save_words, "words"),
            ("renditions/<str:name>", photo_files.send_rendition, "rendition"),
            ("<int:photo_id>/change/", detail.change_photo, "change"),
            ("<int:photo_id>/original/", photo_files.send_original, "original"),
            ("<int:photo_id>/remove/", detail.remove_photo, "remove"),
        )
        guarded = self.admin_site.admin_view
        return [path(route, guarded(view), name=f"stories_photo_{name}") for route, view, name in views]


@require_safe
def search_photos(request: HttpRequest) -> JsonResponse:
    """Return the latest photos that hold the searched words, as JSON. Raises PermissionDenied."""
    refuse_unless(request.user.has_perm("stories.view_photo"))
    query = PhotoQueryForm(request.GET)
    query.is_valid()
    photos = photo_library.find_photos(Photo.objects.at_hand(), query.cleaned_data.get("q", ""), limit=SEARCH_LIMIT)
    return JsonResponse({"photos": [row.as_data() for row in photo_rows(photos[:SEARCH_LIMIT])]})


@require_safe
def photos_by_number(request: HttpRequest) -> JsonResponse:
    """Return the photos with the given numbers that are still there, as JSON. Raises PermissionDenied."""
    refuse_unless(request.user.has_perm("stories.view_photo"))
    query = PhotoQueryForm(request.GET)
    query.is_valid()
    numbers = query.cleaned_data.get("photo", [])[: pictures.MOST]
    return JsonResponse(
        {"photos": [row.as_data() for row in photo_rows(Photo.objects.at_hand().filter(pk__in=numbers))]}
    )
