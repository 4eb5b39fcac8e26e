"""What somebody sends after their session ended, or after somebody logged in beside them: nothing of it is lost.

It goes on once they have logged in again, or said that it is to.
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
from django.utils.translation import gettext_lazy

from newsroom import errors, languages
from newsroom.accounts.second_factor_pages import ASKED, carried_by, password_field, rows_of
from stories.models import post_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NAME, PASSWORD = "login_name", "login_password"  # not the names that a form of people has
LONGEST_NAME = 150  # letters, as Django keeps them
OPEN = ("login", "logout")  # addresses that ask nobody to be logged in


class LogInForm(AdminAuthenticationForm):
    """Django's; a name that nobody can have is not looked for, and not put on record."""

    def clean_username(self) -> str:
        """The name, if it can be one."""
        name = self.cleaned_data["username"]
        if len(name) > LONGEST_NAME or "\0" in name:
            raise self.get_invalid_login_error()
        return name


class LogInAgain(forms.Form):
    """Name and password beside what is carried along."""

    login_name = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    login_password = password_field()


def logged_out(request: HttpRequest) -> HttpResponse | None:
    """The page that asks whoever sent something to log in again; None once they have, and what they sent goes on.

    It stands at the very address that it was sent to, and counts a wrong password as the login page does.
    """
    carried = carried_by(request.POST)
    carried.pop(NAME, None)
    form = LogInAgain(request.POST if PASSWORD in request.POST else None)
    if form.is_valid():
        typed = {"username": form.cleaned_data[NAME], "password": form.cleaned_data[PASSWORD]}
        entry = LogInForm(request, typed)
        if entry.is_valid():
            login(request, entry.get_user())
            request.POST = carried
            return None
        form.add_error(None, refusal(request, entry))
    ctx = {**admin.site.each_context(request), "title": _("You were logged out"), "form": form}
    ctx |= {"carried": rows_of(carried), "has_permission": False}
    return TemplateResponse(request, "admin/logged_out_meanwhile.html", ctx, status=ASKED)


def without_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page that asks whether something is to be sent again that came with an old token, or none.

    A log in changes the token, and pages that were open before have the old one. Only what the browser says a page
    of our own sent is asked about; all else is refused.
    """
    place = request.resolver_match
    if not (place and place.app_name == "admin" and place.url_name not in OPEN and is_our_own(request)):
        return errors.forbidden(request, reason=reason)
    post = post_of(request.user)
    with translation.override(post.language or languages.of_browser(request, settings.DESK_LANGUAGES)):
        ctx = {**admin.site.each_context(request), "title": _("Send it again?")}
        ctx["carried"] = rows_of(carried_by(request.POST))
        return TemplateResponse(request, "admin/send_again.html", ctx, status=ASKED).render()


def is_our_own(request: HttpRequest) -> bool:
    """Whether the browser names this very site as the one whose page sent something (Origin, RFC 6454 section 7)."""
    origin = request.headers.get("Origin")
    return origin in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def refusal(request: HttpRequest, entry: LogInForm) -> str:
    """Why somebody was not let in. The page stays where too many tries are locked out: it holds what they typed."""
    if getattr(request, "axes_locked_out", False):
        request.axes_locked_out = False
        return _("Too many wrong passwords. Wait a quarter of an hour on this page: what you typed stays in it.")
    return " ".join(error for errors in entry.errors.values() for error in errors)
