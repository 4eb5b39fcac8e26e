"""The views of the list of photos: all of them, and those that nothing can be filed with yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.translation import gettext_lazy

from stories.models import Photo

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from stories.models.photo import PhotoQuerySet

# Sentences for the newsroom alone: readers' languages leave them out.

WITHOUT_ALT = "no-alt"


class PhotoView(admin.SimpleListFilter):
    """The filter of the list by what the photos lack, printed as tabs above it."""

    template = "admin/stories/photo/_views.html"
    title = gettext_lazy("view")
    parameter_name = "view"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Photo]) -> list[tuple[str, _StrPromise]]:
        return [(WITHOUT_ALT, gettext_lazy("No alt text"))]

    def queryset(self, request: HttpRequest, queryset: PhotoQuerySet) -> PhotoQuerySet:  # type: ignore[override]  # the admin passes no other
        return queryset.without_alt() if self.value() == WITHOUT_ALT else queryset
