"""The admin of sources: the agencies, how their copy is taken in, and by which doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from stories import push
from stories.admin.pages import refuse_unless, render_desk_page
from stories.admin.plain_admin import PlainAdmin, PlainInline
from stories.admin.sources.accuracy import measure_accuracy
from stories.admin.sources.forms import SourceForm
from stories.admin.sources.traffic import traffic_of
from stories.admin.sources.trial import try_file
from stories.charset import CODECS
from stories.intake import feeds
from stories.models import FeedState, SectionMapping, Source, SourceToken

if TYPE_CHECKING:
    from django.db.models import Field
    from django.http import HttpRequest
    from django.urls import URLPattern

    from stories.display.requests import DeskRequest

TOKENS_SHOWN = 50


class MappingInline(PlainInline):
    """The subjects of a source and the sections that they lead to, for whoever may change the source."""

    model = SectionMapping
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return request.user.has_perm("stories.view_source")

    def has_change_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return request.user.has_perm("stories.change_source")

    has_add_permission = has_delete_permission = has_change_permission


@admin.register(Source)
class SourceAdmin(PlainAdmin):
    """Sources: the agencies, and how their copy is taken in."""

    form = SourceForm
    inlines = (MappingInline,)
    list_display = ["name", "intake", "time_zone", "silent_after"]
    list_filter = ["intake"]
    search_fields = ["name"]
    purpose = gettext_lazy("A source is an agency that copy comes from and is credited to, or the house itself.")
    change_form_template = "admin/stories/source/change_form.html"

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        """Return the field; the character set is one of those that are known, an address without a scheme is https."""
        if db_field.name == "charset":
            choices = [("", gettext_lazy("found from the bytes")), *((label, label) for label in CODECS)]
            return forms.ChoiceField(
                choices=choices, required=False, label=capfirst(db_field.verbose_name), help_text=db_field.help_text
            )
        if db_field.name == "feed_address":
            options["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **options)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the settings of a source below its traffic, its feed and its tokens."""
        source = Source.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        context = {**(extra_context or {}), **(door_context(source) if source else {})}
        return super().change_view(request, object_id, form_url, context)

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        own = [
            path("<int:source_id>/try/", guarded(try_file), name="stories_source_try"),
            path("<int:source_id>/ask/", guarded(self.ask_now), name="stories_source_ask"),
            path("<int:source_id>/tokens/", guarded(self.make_token), name="stories_source_make_token"),
            path(
                "<int:source_id>/tokens/<int:token_id>/revoke/",
                guarded(self.revoke_token),
                name="stories_source_revoke_token",
            ),
        ]
        return own + super().get_urls()

    @method_decorator(require_POST)
    def ask_now(self, request: DeskRequest, source_id: int) -> HttpResponse:
        """Have the worker ask the feed of a source at once. Raises PermissionDenied, Http404."""
        source = find_source_to_change(request, source_id)
        if source.feed_address:
            feeds.begin_feed(source, now=timezone.now())
            self.message_user(request, _("The worker asks the feed within seconds."))
        return back_to(source)

    @method_decorator(require_POST)
    def make_token(self, request: DeskRequest, source_id: int) -> HttpResponse:
        """Make a token and show it, once. Raises PermissionDenied, Http404."""
        source = find_source_to_change(request, source_id)
        token = push.make_token(source, by=request.user, now=timezone.now())
        made = SourceToken.objects.filter(source=source).latest("pk")
        self.log_change(request, source, [{"added": {"name": _("token"), "object": str(made)}}])
        return render_desk_page(
            request,
            "source/token",
            title=_("A token of {source}").format(source=source),
            opts=Source._meta,
            source=source,
            token=token,
            address=request.build_absolute_uri(push.push_path(source)),
        )

    @method_decorator(require_POST)
    def revoke_token(self, request: DeskRequest, source_id: int, token_id: int) -> HttpResponse:
        """Refuse a token from now on. Raises PermissionDenied, Http404."""
        source = find_source_to_change(request, source_id)
        token = get_object_or_404(SourceToken, pk=token_id, source=source)
        push.revoke_token(token, now=timezone.now())
        self.log_change(request, source, [{"deleted": {"name": _("token"), "object": str(token)}}])
        return back_to(source)


def door_context(source: Source) -> dict[str, Any]:
    """Return how a source stands: its traffic, how its stories are found, its feed and its tokens. Five queries."""
    now = timezone.now()
    return {
        "traffic": traffic_of(source, now=now),
        "accuracy": measure_accuracy(source, now=now),
        "feed": FeedState.objects.filter(source=source, address=source.feed_address).first(),
        "push_path": push.push_path(source),
        "tokens": source.tokens.select_related("made_by").order_by("-pk")[:TOKENS_SHOWN],
    }


def find_source_to_change(request: DeskRequest, source_id: int) -> Source:
    """Return the source, for whoever may change it. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.change_source"))
    return get_object_or_404(Source, pk=source_id)


def back_to(source: Source) -> HttpResponseRedirect:
    """Return a redirect to the page of a source."""
    return HttpResponseRedirect(reverse("admin:stories_source_change", args=[source.pk]))
