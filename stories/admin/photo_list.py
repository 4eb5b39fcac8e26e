"""The library: every photo with its caption and credit, found by words; and the same for scripts of the story form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stories import permissions, pictures, rights
from stories.admin import photo_adding, photo_files, photo_pages
from stories.admin.pages import refuse_unless
from stories.models import Photo, Rendition
from stories.photos import Shape
from stories.times import printed_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from stories.models import Story
    from stories.permissions import Person

FOUND = 24  # photos that a search in the story form shows
NUMBER = re.compile("[0-9]{1,18}")
SHAPES = (Shape.CARD, Shape.WHOLE)


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo in a list: what stands for it, and what to mind."""

    photo: Photo
    thumbnail: str
    warnings: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """It for a script."""
        return {
            "number": self.photo.pk,
            "thumbnail": self.thumbnail,
            "caption": " ".join(self.photo.caption.split()),
            "credit": self.photo.credit_line,
            "alt": self.photo.alt,
            "warnings": self.warnings,
            "address": reverse("admin:stories_photo_change", args=[self.photo.pk]),
        }


class Asked(forms.Form):
    """What a script asks for: words, or photos by number."""

    q = forms.CharField(required=False, max_length=200)
    photo = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, data: object) -> None:
        super().__init__(data)
        numbers = {number for number in data.getlist("photo") if NUMBER.fullmatch(number)}
        self.fields["photo"].choices = [(number, number) for number in numbers]


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
            ("add/", photo_adding.add, "add"),
            ("find/", find, "find"),
            ("chosen/", chosen, "chosen"),
            ("renditions/<str:name>", photo_files.rendition, "rendition"),
            ("<int:photo_id>/change/", photo_pages.change, "change"),
            ("<int:photo_id>/alt/", photo_pages.alt, "alt"),
            ("<int:photo_id>/original/", photo_files.original, "original"),
            ("<int:photo_id>/remove/", photo_pages.remove, "remove"),
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


def rows(photos: Iterable[Photo]) -> list[PhotoRow]:
    """Photos as lists show them. One query beside their own."""
    listed = list(photos)
    there = Rendition.objects.of([photo.pk for photo in listed], *SHAPES)
    return [PhotoRow(photo, photo_files.thumbnail(photo, there), warnings(photo)) for photo in listed]


def placed_in(story: Story, person: Person) -> list[tuple[str, PhotoRow]]:
    """The pictures of a working copy for those who may see photos: each caption there, and the photo. Two queries."""
    placed = story.placed
    if not placed or not person.has_perm("stories.view_photo"):
        return []
    there = {row.photo.pk: row for row in rows(Photo.objects.at_hand().filter(pk__in=[each.photo for each in placed]))}
    return [(each.caption, there[each.photo]) for each in placed if each.photo in there]


def warnings(photo: Photo) -> tuple[str, ...]:
    """What to mind before it is filed with a story, the gravest first."""
    today, told = timezone.localdate(), []
    if photo.has_expired(today):
        told.append(_("Its rights ended on {day}.").format(day=printed_day(photo.usable_until)))
    elif photo.expires_soon(today):
        told.append(_("Its rights end on {day}.").format(day=printed_day(photo.usable_until)))
    restricted = ", ".join(rights.restrictions(photo.instructions, photo.terms, _=_))
    if restricted:
        told.append(_("Restricted: {what}.").format(what=restricted))
    return tuple(told)
