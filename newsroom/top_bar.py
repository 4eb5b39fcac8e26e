"""The bar at the top of each page of the newsroom: its rooms, and how much waits in each.

Sentences for the newsroom alone: readers' languages leave them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db.models import IntegerField, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stories.models import ExpectedCopy, Item, Notification
from stories.permissions import may_see_the_desk

if TYPE_CHECKING:
    from django.http import HttpRequest

    from stories.permissions import AnyUser

COUNT_LIMIT = 100  # from here on the bar prints 99+
ROOM_PREFIXES = {
    "desk": "stories_story_",
    "arrived": "stories_item_",
    "expected": "expected",
    "photos": "stories_photo_",
    "ticker": "ticker_pin_",
    "for-you": "for_you",
}
FILLED = frozenset({"expected", "for-you"})  # rooms whose count says that somebody must look


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


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits: copy that nobody dealt with, notifications that the person has not seen, copy that is overdue."""

    arrived: int = 0
    unseen: int = 0
    overdue: int = 0


class RowCount(Subquery):
    """The number of rows of a query, which may be limited."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def counts_for(person: AnyUser) -> Counts:
    """Return how much waits for a person, up to the limit. One query; none of who may not see the desk."""
    if not (person.is_authenticated and may_see_the_desk(person)):
        return Counts()
    unseen = Notification.objects.unseen(person)[:COUNT_LIMIT].values("pk")
    arrived = Item.objects.still_waiting(COUNT_LIMIT).values("pk")
    overdue = ExpectedCopy.objects.overdue(timezone.now())[:COUNT_LIMIT].values("pk")
    counted = (RowCount(rows) for rows in (arrived, unseen, overdue))
    row = User.objects.filter(pk=person.pk).values_list(*counted).first()
    return Counts(*row) if row else Counts()


def print_count(count: int) -> str:
    """Return a count as the bar prints it: empty for none, 99+ from the limit on."""
    return f"{COUNT_LIMIT - 1}+" if count >= COUNT_LIMIT else str(count or "")


def rooms(request: HttpRequest) -> tuple[Room, ...]:
    """Return the rooms that a person may enter, in the order of the bar. One query."""
    person, here = request.user, current_room(request)
    if not may_see_the_desk(person):
        return ()
    counts = counts_for(person)
    numbers = {"arrived": counts.arrived, "expected": counts.overdue, "for-you": counts.unseen}
    printed = {name: print_count(number) for name, number in numbers.items()}
    known = (
        ("desk", _("Desk"), "admin:stories_story_changelist", "d", ""),
        ("arrived", _("Arrived"), "admin:stories_item_changelist", "a", "stories.view_item"),
        ("expected", _("Expected"), "admin:expected", "e", ""),
        ("photos", _("Photos"), "admin:stories_photo_changelist", "p", "stories.view_photo"),
        ("ticker", _("Ticker"), "admin:ticker_pin_changelist", "t", "ticker.view_pin"),
        ("for-you", _("For you"), "admin:for_you", "f", ""),
    )
    return tuple(
        Room(name, label, reverse(url), key, printed.get(name, ""), is_new=name in FILLED, is_current=name == here)
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
