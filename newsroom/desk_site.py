"""The admin site: its name, the questions before its pages, and the time zone and language of each user."""

from __future__ import annotations

from functools import update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import Resolver404, URLPattern, URLResolver, path, resolve, reverse
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom import first_run, languages, top_bar
from newsroom.accounts import login_again, second_factor_pages
from newsroom.accounts.invitations import InvitationView
from newsroom.version import VERSION
from stories.models import person_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from newsroom.accounts.second_factor import GuardedRequest

    View = Callable[..., HttpResponseBase]


AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)

EXTRA_PAGES: list[tuple[str, View, str]] = []  # those that belong to no model: route, view, name


def add_page(route: str, view: View, *, name: str) -> None:
    """Open a page that belongs to no model, for people who are signed in."""
    EXTRA_PAGES.append((route, view, name))


def newsroom_name() -> str:
    """Return the name of the newsroom, in the language of the page."""
    return _("{site}: newsroom").format(site=settings.SITE_NAME)


class DeskSite(admin.AdminSite):
    """The newsroom's admin: who may enter, in which language and time zone, and the pages of no model."""

    site_url = "/"
    enable_nav_sidebar = False
    site_header = site_title = lazy(newsroom_name, str)()
    index_title = gettext_lazy("Newsroom")

    login_form = login_again.LogInForm

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]  # whatever the view
        """Wrap a view as Django does; whoever may enter is asked for a code first where one is due.

        A form sent after its session ended is not led away from its address: its sender logs in right there.
        """

        def view_in_language(request: GuardedRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if any("\0" in value for name, value in request.GET.items() if name != SEARCH_VAR):
                raise BadRequest(_("No filter holds a null byte, and not every database takes one."))
            question = second_factor_pages.checkpoint_page(request)
            post = person_settings(request.user)
            request.newsroom_language = post.language or languages.browser_language(request, settings.DESK_LANGUAGES)
            with timezone.override(post.zone), translation.override(request.newsroom_language):
                try:
                    return render_now(question or view(request, *args, **kwargs))
                except PermissionDenied as refusal:
                    return render_now(self.refusal_page(request, str(refusal)))

        guarded = super().admin_view(update_wrapper(view_in_language, view), cacheable)

        def entrance(request: GuardedRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method == "POST" and not is_open(request) and not self.has_permission(request):
                with translation.override(languages.browser_language(request, settings.DESK_LANGUAGES)):
                    login_page = login_again.ask_to_log_in_again(request)
                    if login_page:
                        return render_now(login_page)
            return guarded(request, *args, **kwargs)

        return update_wrapper(entrance, view)

    def refusal_page(self, request: HttpRequest, reason: str) -> TemplateResponse:
        """Return the page that says why somebody who is in the newsroom may not do this, and leads back."""
        place = request.resolver_match
        story_id = place.kwargs.get("story_id") if place else None
        ctx = {**self.each_context(request), "title": _("Not yours to do"), "reason": reason, "story_id": story_id}
        return TemplateResponse(request, "admin/refusal.html", ctx, status=403)

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        """Add the rooms of the bar, with how much is for the person, and the choice about single keys. One query."""
        ctx = super().each_context(request)
        rooms = top_bar.rooms(request) if ctx["has_permission"] else ()
        home = top_bar.landing_page(request.user)
        # Django's login page would say the host's name.
        named = {"site_name": settings.SITE_NAME, "version": VERSION}
        return {**ctx, **named, "rooms": rooms, "home": home, "keys_off": person_settings(request.user).keys_off}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the lists that a person may enter, people under the name that the newsroom has for them."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == User._meta.app_label:
                app["name"] = _("People")
            for model in app["models"]:
                if model["model"] is User:
                    model["name"] = _("People")
        return apps

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Render Django's login page in the language of the browser.

        It leads on to the page that was asked for; to the day of whoever asked for none, or for one that is not there.
        """
        with translation.override(languages.browser_language(request, settings.DESK_LANGUAGES)):
            response = render_now(super().login(request, extra_context))
        leads_on = response.get("Location", "")
        if leads_on == reverse("admin:index") or (leads_on and not is_page(leads_on)):
            is_new = first_run.is_due(request.user)
            return HttpResponseRedirect(reverse("admin:first_run") if is_new else top_bar.landing_page(request.user))
        return response

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the pages of no model, then Django's, without its redirect to whatever address a row has."""
        pages = [path(route, self.admin_view(view), name=name) for route, view, name in EXTRA_PAGES]
        pages.append(path("invitation/<uidb64>/<token>/", InvitationView.as_view(), name="invitation"))
        return pages + [entry for entry in super().get_urls() if getattr(entry, "name", "") != "view_on_site"]


def is_page(address: str) -> bool:
    """Return whether an address of this site is that of a page that one may be led to after a log-in."""
    try:
        place = resolve(urlsplit(address).path)
    except Resolver404:
        return False
    return place.url_name not in (*login_again.OPEN_URL_NAMES, None)


def is_open(request: HttpRequest) -> bool:
    """Return whether the page asks nobody to be logged in."""
    return request.resolver_match is not None and request.resolver_match.url_name in login_again.OPEN_URL_NAMES


def render_now(response: AnyResponse) -> AnyResponse:
    """Render the template of an answer now, while the person's language and time zone hold; return the answer."""
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    return response
