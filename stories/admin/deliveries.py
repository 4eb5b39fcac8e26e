"""Deliveries: every item with its outcome, and its original as it came, which may be read in another character set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stories import copy, desk, intake, permissions
from stories.admin.newest_paginator import NewestPaginator
from stories.admin.pages import refuse_unless, render_desk_page
from stories.charset import CODECS, decode, find_label
from stories.models import Delivery, Item

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

    from stories.display.requests import DeskRequest
    from stories.permissions import AnyUser

BYTES_SHOWN = 100_000  # bytes of an original on its page; the whole is a download


@admin.register(Item)
class ItemAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """The list of items. Nobody adds, changes or deletes here: `ingest` adds items."""

    list_display = ("headline",)
    list_filter = ("outcome", "source")
    ordering = ("-pk",)
    sortable_by = ()
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = NewestPaginator
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        return Item.objects.for_the_desk()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "title": _("What arrived")})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Item | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Item | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("", guarded(self.changelist_view), name="stories_item_changelist"),
            path("<int:item_id>/change/", guarded(item_page), name="stories_item_change"),
            path("<int:item_id>/read/", guarded(read_in_charset), name="stories_item_read"),
            path("<int:item_id>/original/", guarded(send_delivery), name="stories_item_original"),
        ]


@require_safe
def item_page(request: DeskRequest, item_id: int) -> HttpResponse:
    """Render an item with its outcome, the reason, and its original as text. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.view_item"))
    item = get_object_or_404(Item.objects.for_the_desk(), pk=item_id)
    delivery = Delivery.objects.get(pk=item.delivery_id)
    original = bytes(delivery.content)
    return render_desk_page(
        request,
        "item/page",
        title=_("Item {number}").format(number=item.pk),
        item=item,
        photos=item.photos.filter(removed_at=None).order_by("pk"),
        verdict=item.verdicts.select_related("by").order_by("-pk").first(),
        is_doubtful=Item.objects.doubtful(timezone.now()).filter(pk=item.pk).exists(),
        awaited=item.expected_pictures.order_by("pk"),
        opts=Item._meta,
        delivery=delivery,
        size=len(original),
        text=copy.clean_text(print_original(original[:BYTES_SHOWN], item.charset)),
        is_cut=len(original) > BYTES_SHOWN,
        **charset_context(request, item),
    )


def print_original(data: bytes, charset: str) -> str:
    """Return the opening of an original as it was read; as UTF-8 with gaps where it never was."""
    return decode(data, charset) if find_label(charset) else data.decode("utf-8", errors="replace")


def charset_context(request: DeskRequest, item: Item) -> dict[str, Any]:
    """Return the readings that a person may choose from, as the page prints them; none where there is no choice."""
    if not may_choose_charset(request.user, item) or not intake.can_read_again(item):
        return {"readings": [], "charsets": []}
    return {"readings": intake.readings_of(item), "charsets": list(CODECS)}


def may_choose_charset(person: AnyUser, item: Item) -> bool:
    """Return whether a person may have an item read in another character set: as for changing its story's words."""
    is_allowed = permissions.may_write(person, item.story) if item.story else person.has_perm("stories.change_story")
    return person.has_perm("stories.view_item") and is_allowed


@require_POST
def read_in_charset(request: DeskRequest, item_id: int) -> HttpResponse:
    """Read an item again in the character set that was picked. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.view_item"))
    item = get_object_or_404(Item.objects.select_related("story", "delivery"), pk=item_id)
    refuse_unless(may_choose_charset(request.user, item))
    try:
        item = intake.read_in(item, request.POST.get("charset", ""), by=request.user.get_username(), now=timezone.now())
        messages.success(
            request, _("Read in {charset}. Look at its words before you file it.").format(charset=item.charset)
        )
    except desk.DeskError as error:
        messages.warning(request, str(error))
    return HttpResponseRedirect(reverse("admin:stories_item_change", args=[item.pk]))


@require_safe
def send_delivery(request: HttpRequest, item_id: int) -> HttpResponse:
    """Send the bytes of the delivery, under a name of the newsroom's: the sender's may hold anything.

    Raises PermissionDenied, Http404.
    """
    refuse_unless(request.user.has_perm("stories.view_item"))
    item = get_object_or_404(Item.objects.select_related("delivery"), pk=item_id)
    response = HttpResponse(bytes(item.delivery.content), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="item-{item.pk}.txt"'
    return response
