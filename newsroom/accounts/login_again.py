"""Forms that are sent after their session ended, or with the token of an earlier log-in: nothing typed is lost.

A page at the same address asks for a log-in, or only for consent, and then passes the form on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsroom import errors, languages
from newsroom.accounts.second_factor_pages import ASKING_STATUS, field_rows, password_field, values_to_carry
from stories.models import person_settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from newsroom.accounts.second_factor import GuardedRequest

NAME_FIELD, PASSWORD_FIELD = "login_name", "login_password"  # unlike the names in the forms about people
LONGEST_NAME = 150  # characters, as in Django's own field
OPEN_URL_NAMES = ("login", "logout", "invitation")  # names of addresses that need no log-in


class LogInForm(AdminAuthenticationForm):
    """Django's own form. A name that nobody can have is neither looked for nor logged."""

    def clean_username(self) -> str:
        """Return the name. Raises ValidationError for one that nobody can have."""
        name: str = self.cleaned_data["username"]
        if len(name) > LONGEST_NAME or "\0" in name:
            raise self.get_invalid_login_error()
        return name


class LogInAgainForm(forms.Form):
    """The name and password of a user whose sent form waits."""

    login_name = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    login_password = password_field()


def ask_to_log_in_again(request: GuardedRequest) -> HttpResponse | None:
    """Render the page that asks the sender of a form to log in again; return None once they have.

    The page keeps the address of the form, and counts wrong passwords as the login page does.
    """
    carried = values_to_carry(request.POST)
    carried.pop(NAME_FIELD, None)
    form = LogInAgainForm(request.POST if PASSWORD_FIELD in request.POST else None)
    if form.is_valid():
        typed = {"username": form.cleaned_data[NAME_FIELD], "password": form.cleaned_data[PASSWORD_FIELD]}
        entry = LogInForm(request, typed)
        if entry.is_valid():
            login(request, entry.get_user())
            request.POST = carried  # type: ignore[assignment]  # Django lets middleware change it
            return None
        form.add_error(None, log_in_error(request, entry))
    ctx = {**admin.site.each_context(request), "title": _("You were logged out"), "form": form}
    ctx |= {"carried": field_rows(carried), "has_permission": False}
    return TemplateResponse(request, "admin/logged_out_meanwhile.html", ctx, status=ASKING_STATUS)


def ask_to_send_again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Render the page that asks whether to send a form again that came with an old CSRF token, or none.

    A log-in changes the token, and pages that were open before have the old one. A form is asked about only if the
    browser says that a page of this site sent it; all others are refused.
    """
    place = request.resolver_match
    if not (
        place and place.app_name == "admin" and place.url_name not in OPEN_URL_NAMES and is_from_this_site(request)
    ):
        return errors.forbidden(request, reason=reason)
    post = person_settings(request.user)
    with translation.override(post.language or languages.browser_language(request, settings.DESK_LANGUAGES)):
        ctx = {**admin.site.each_context(request), "title": _("Send it again?")}
        ctx["carried"] = field_rows(values_to_carry(request.POST))
        return TemplateResponse(request, "admin/send_again.html", ctx, status=ASKING_STATUS).render()


def is_from_this_site(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of this site sent the form (Origin, RFC 6454 section 7)."""
    origin = request.headers.get("Origin")
    return origin in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def log_in_error(request: GuardedRequest, entry: LogInForm) -> str:
    """Return the reason why a log-in failed. A lockout is told on the page itself, which holds all that was typed."""
    if getattr(request, "axes_locked_out", False):
        request.axes_locked_out = False
        wait = getattr(request, "login_wait", 0)
        if wait:
            message = ngettext(
                "Too many wrong passwords. Wait {seconds} second on this page: what you typed stays in it.",
                "Too many wrong passwords. Wait {seconds} seconds on this page: what you typed stays in it.",
                wait,
            )
            return message.format(seconds=wait)
        return _("Too many wrong passwords. Wait 15 minutes on this page: what you typed stays in it.")
    return " ".join(str(error) for errors in entry.errors.values() for error in errors)
