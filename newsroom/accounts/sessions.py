"""Logging out everywhere: every session of a user ends, on whatever device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom.accounts.second_factor import log_change

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest


@require_POST
def log_out_everywhere(request: DeskRequest) -> HttpResponse:
    """End every session of the user, this one too, and lead to the log-in."""
    user = request.user
    end_sessions(user)
    log_change(user, user, "Logged out everywhere.")
    logout(request)
    messages.success(request, _("You are logged out on every device."))
    return HttpResponseRedirect(reverse("admin:login"))


def end_sessions(user: User) -> int:
    """End every session of a user; return how many. Reads all that are open: those of a newsroom's people alone."""
    of_user = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    return Session.objects.filter(pk__in=of_user).delete()[0]
