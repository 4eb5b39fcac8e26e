"""What is for somebody: what others did to their stories, until they have seen it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stories import desk, permissions
from stories.admin.forms import Behind
from stories.admin.pages import refuse_unless
from stories.display.bulk_selection import LARGEST_ID
from stories.models import Notification

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ROWS = 50  # a page


class Upto(forms.Form):
    """The newest row that somebody had in sight when they marked all."""

    upto = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


@require_safe
def for_you(request: HttpRequest) -> HttpResponse:
    """The page of what somebody was told, the newest first."""
    refuse_unless(permissions.may_see_the_desk(request.user))
    where = Behind(request.GET)
    before = where.cleaned_data["before"] if where.is_valid() else None
    told = Notification.objects.of(request.user)
    found = list((told.filter(pk__lt=before) if before else told)[: ROWS + 1])
    ctx = {
        **admin.site.each_context(request),
        "title": _("For you"),
        "rows": found[:ROWS],
        "upto": found[0].pk if any(row.seen_at is None for row in found[:ROWS]) else None,
        "older": found[ROWS - 1].pk if len(found) > ROWS else None,
        "is_first_page": not before,
    }
    return TemplateResponse(request, "admin/inbox/inbox.html", ctx)


@require_POST
def seen(request: HttpRequest, notification_id: int) -> HttpResponse:
    """One of them, seen."""
    refuse_unless(permissions.may_see_the_desk(request.user))
    notification = get_object_or_404(Notification.objects.of(request.user), pk=notification_id)
    desk.mark_seen(notification, now=timezone.now())
    return HttpResponseRedirect(reverse("admin:for_you"))


@require_POST
def all_seen(request: HttpRequest) -> HttpResponse:
    """All that were in sight, and what is older; not what came since."""
    refuse_unless(permissions.may_see_the_desk(request.user))
    form = Upto(request.POST)
    if form.is_valid():
        count = desk.mark_all_seen(request.user, upto=form.cleaned_data["upto"], now=timezone.now())
        messages.success(request, _("Seen: {count}.").format(count=count))
    return HttpResponseRedirect(reverse("admin:for_you"))


admin.site.add_page("for-you/", for_you, name="for_you")
admin.site.add_page("for-you/seen/", all_seen, name="for_you_all_seen")
admin.site.add_page("for-you/<int:notification_id>/seen/", seen, name="for_you_seen")
