"""The admin site: its name, what comes before its pages, and whose time and language they are in."""

from __future__ import annotations

from functools import update_wrapper
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom import languages
from newsroom.accounts import login_again, second_factor_pages
from stories.models import Notification, post_of
from stories.permissions import may_see_the_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser, User
    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]


COUNTED = 100  # what is for somebody; how much more there is helps nobody


class DeskSite(admin.AdminSite):
    """The newsroom's admin."""

    site_url = "/"
    enable_nav_sidebar = False

    login_form = login_again.LogInForm

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: list[URLPattern] = []

    def add_page(self, route: str, view: View, *, name: str) -> None:
        """Open a page that belongs to no model, for people who are signed in."""
        self.pages.append(path(route, self.admin_view(view), name=name))

    @property
    def site_header(self) -> str:
        return _("{site}: newsroom").format(site=settings.SITE_NAME)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Django's, and once it is settled who may enter: what is asked of them first, then the page for them."""

        def asked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if any("\0" in value for name, value in request.GET.items() if name != SEARCH_VAR):
                raise BadRequest(_("No filter holds a null byte, and not every database takes one."))
            came_first = second_factor_pages.before(request)
            post = post_of(request.user)
            request.newsroom_language = post.language or languages.of_browser(request, settings.DESK_LANGUAGES)
            with timezone.override(post.zone), translation.override(request.newsroom_language):
                return rendered(came_first or view(request, *args, **kwargs))

        guarded = super().admin_view(update_wrapper(asked, view), cacheable)

        def entered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            """Django's, but for what is sent by somebody whose session ended: that is not led away from its address."""
            is_open = request.resolver_match.url_name in login_again.OPEN
            if request.method == "POST" and not is_open and not self.has_permission(request):
                with translation.override(languages.of_browser(request, settings.DESK_LANGUAGES)):
                    came_first = login_again.logged_out(request)
                    if came_first:
                        return rendered(came_first)
            return guarded(request, *args, **kwargs)

        return update_wrapper(entered, view)

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        """Django's, how much is for this person that they have not seen, and their keys. One query."""
        ctx = super().each_context(request)
        return {**ctx, "for_you": for_you(request.user), "keys_off": post_of(request.user).keys_off}

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Django's, in the language of the browser."""
        with translation.override(languages.of_browser(request, settings.DESK_LANGUAGES)):
            return rendered(super().login(request, extra_context))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The pages of no model, then Django's, without its redirect to whatever address a row has."""
        return self.pages + [entry for entry in super().get_urls() if getattr(entry, "name", "") != "view_on_site"]

    site_title = site_header
    index_title = gettext_lazy("Newsroom")


def for_you(person: User | AnonymousUser) -> str:
    """How much somebody was told and has not seen, as the header prints it; empty for nothing."""
    if not may_see_the_desk(person):
        return ""
    count = Notification.objects.unseen(person)[:COUNTED].count()
    return f"{COUNTED - 1}+" if count == COUNTED else str(count or "")


def rendered(response: HttpResponse) -> HttpResponse:
    """An answer with its template rendered now, while the person's time zone holds."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response
