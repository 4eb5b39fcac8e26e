"""The inbox: notifications of what others did to a user's stories, until the user has seen them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stories import desk, permissions
from stories.admin.pages import Cursor, refuse_unless
from stories.display.bulk_selection import LARGEST_ID
from stories.models import DeskNote, Notification, NotificationKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest
    from stories.models import Story

NOTIFICATIONS_A_PAGE = 50  # a page
NEWS_AT_ONCE = 5  # that a browser tells; more at once are read on the page


class NewsForm(forms.Form):
    """The last notification that a browser told."""

    after = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)


class SeenForm(forms.Form):
    """The newest notification on the page when the user marked all as seen."""

    upto = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


@require_safe
def show_inbox(request: DeskRequest) -> HttpResponse:
    """Render the user's notifications, the newest first. Raises PermissionDenied."""
    refuse_unless(permissions.may_see_the_desk(request.user))
    position = Cursor(request.GET)
    before = position.cleaned_data["before"] if position.is_valid() else None
    notifications = Notification.objects.of(request.user)
    listed = list((notifications.filter(pk__lt=before) if before else notifications)[: NOTIFICATIONS_A_PAGE + 1])
    ctx = {
        **admin.site.each_context(request),
        "title": _("For you"),
        "rows": pair_with_notes(listed[:NOTIFICATIONS_A_PAGE]),
        "upto": listed[0].pk if any(row.seen_at is None for row in listed[:NOTIFICATIONS_A_PAGE]) else None,
        "older": listed[NOTIFICATIONS_A_PAGE - 1].pk if len(listed) > NOTIFICATIONS_A_PAGE else None,
        "is_first_page": not before,
    }
    return TemplateResponse(request, "admin/inbox/inbox.html", ctx)


def pair_with_notes(rows: Sequence[Notification]) -> list[tuple[Notification, str]]:
    """Return notifications, each with the note that was left by the same act: why a story was sent back. One query."""
    notes = DeskNote.objects.filter(
        story__in={row.story_id for row in rows}, at__in={row.at for row in rows}, struck_at=None
    )
    words = {(note.story_id, note.by_id, note.at): note.words for note in notes}
    return [(row, words.get((row.story_id, row.by_id, row.at), "")) for row in rows]


def find_sent_back(person: User, story: Story) -> tuple[Notification, str] | None:
    """Return with which words a story was sent back to a person who has not marked that as seen; None if it was not."""
    if story.is_handed_in or story.has_moved:
        return None
    rows = Notification.objects.of(person).filter(story=story, what=NotificationKind.SENT_BACK, seen_at=None)
    return next(iter(pair_with_notes(list(rows[:1]))), None)


@require_safe
def list_news(request: DeskRequest) -> HttpResponse:
    """Answer with what is for the user behind a notification, the oldest first, for the browser to tell it.

    It has the act, the slugline and the page of the story. Raises PermissionDenied.
    """
    refuse_unless(permissions.may_see_the_desk(request.user))
    query = NewsForm(request.GET)
    after = (query.cleaned_data.get("after") if query.is_valid() else None) or 0
    rows = list(Notification.objects.of(request.user).filter(pk__gt=after)[:NEWS_AT_ONCE])
    news = [
        {"number": row.pk, "words": str(row), "page": reverse("admin:stories_story_change", args=[row.story_id])}
        for row in reversed(rows)
        if row.seen_at is None
    ]
    return JsonResponse({"last": rows[0].pk if rows else after, "rows": news})


@require_POST
def mark_seen(request: DeskRequest, notification_id: int) -> HttpResponse:
    """Mark a notification as seen; go back to the page of its story where it was pressed there.

    Raises PermissionDenied, Http404.
    """
    refuse_unless(permissions.may_see_the_desk(request.user))
    notification = get_object_or_404(Notification.objects.of(request.user), pk=notification_id)
    desk.mark_seen(notification, now=timezone.now())
    if "story" in request.POST:
        return HttpResponseRedirect(reverse("admin:stories_story_change", args=[notification.story_id]))
    return HttpResponseRedirect(reverse("admin:for_you"))


@require_POST
def mark_all_seen(request: DeskRequest) -> HttpResponse:
    """Mark the notifications of the page and all older ones as seen; later ones stay unseen.

    Raises PermissionDenied.
    """
    refuse_unless(permissions.may_see_the_desk(request.user))
    form = SeenForm(request.POST)
    if form.is_valid():
        count = desk.mark_all_seen(request.user, upto=form.cleaned_data["upto"], now=timezone.now())
        messages.success(request, _("Seen: {count}.").format(count=count))
    return HttpResponseRedirect(reverse("admin:for_you"))
