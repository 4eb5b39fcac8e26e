"""The bar at the top of each page of the newsroom: its rooms, and how much waits in each.

Sentences for the newsroom alone: readers' languages leave them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from stories.permissions import may_see_the_desk

if TYPE_CHECKING:
    from django.http import HttpRequest

    from stories.permissions import AnyUser

ROOM_PREFIXES = {
    "desk": "stories_story_",
    "arrived": "stories_item_",
    "photos": "stories_photo_",
    "ticker": "ticker_pin_",
    "for-you": "for_you",
}


@dataclass(frozen=True, slots=True)
class Room:
    """A room in the bar: `key` leads there after g; `count` is printed, empty for none, and filled where `is_new`."""

    name: str
    label: str
    address: str
    key: str = ""
    count: str = ""
    is_new: bool = False
    is_current: bool = False


def rooms(request: HttpRequest, unseen: str) -> tuple[Room, ...]:
    """Return the rooms that a person may enter, in the order of the bar. Asks the database nothing."""
    person = request.user
    if not may_see_the_desk(person):
        return ()
    known = (
        ("desk", _("Desk"), "admin:stories_story_changelist", "d", ""),
        ("arrived", _("Arrived"), "admin:stories_item_changelist", "a", "stories.view_item"),
        ("photos", _("Photos"), "admin:stories_photo_changelist", "p", "stories.view_photo"),
        ("ticker", _("Ticker"), "admin:ticker_pin_changelist", "t", "ticker.view_pin"),
        ("for-you", _("For you"), "admin:for_you", "f", ""),
    )
    here = current_room(request)
    return tuple(
        Room(
            name,
            label,
            reverse(url),
            key,
            count=unseen if name == "for-you" else "",
            is_new=name == "for-you",
            is_current=name == here,
        )
        for name, label, url, key, permission in known
        if not permission or person.has_perm(permission)
    )


def current_room(request: HttpRequest) -> str:
    """Return the name of the room that the page belongs to; empty for none."""
    page = (request.resolver_match and request.resolver_match.url_name) or ""
    return next((name for name, prefix in ROOM_PREFIXES.items() if page.startswith(prefix)), "")


def landing_page(person: AnyUser) -> str:
    """Return the address of the page where a person's day begins: the desk, or the board of who minds it alone."""
    if not may_see_the_desk(person):
        return reverse("admin:index")
    minds_board = person.has_perm("ticker.change_pin") and not person.has_perm("stories.change_story")
    return reverse("admin:ticker_pin_changelist" if minds_board else "admin:stories_story_changelist")
