"""Pages beside the stories: corrections, help, and the notes for crawlers and researchers."""

from __future__ import annotations

from dataclasses import astuple, fields
from datetime import UTC, datetime, timedelta
from functools import partial

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from stories import designators
from stories.digests import Head
from stories.display.http_caching import PUBLIC, page, plain_page
from stories.display.urls import absolute_to
from stories.models import Filing
from stories.public import corrections as entries

ON_A_PAGE = 50
SECURITY_LASTS = timedelta(days=180)  # RFC 9116: less than a year is recommended


class Choice(forms.Form):
    """Which corrections a reader asks for."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All")), *entries.LABELS.items()]
    )
    before = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def clean_before(self) -> datetime | None:
        """A moment that has a place in the calendar of UTC, too, which databases go by."""
        before = self.cleaned_data["before"]
        try:
            return before.astimezone(UTC) if before else None
        except OverflowError as error:
            raise forms.ValidationError(gettext_lazy("There is no such moment.")) from error


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What was put right and what was withdrawn, newest first. Two tables are asked, so it goes without the ticker."""
    form = Choice(request.GET)
    form.is_valid()
    kind, before = form.cleaned_data.get("kind", ""), form.cleaned_data.get("before")
    found = entries.newest(ON_A_PAGE + 1, kind=kind, before=before)
    rows = found[:ON_A_PAGE]
    ctx = {
        "form": form,
        "kind": kind,
        "entries": rows,
        "older": rows[-1].at.astimezone(UTC).isoformat() if len(found) > ON_A_PAGE else "",
    }
    made_of = [kind, *(tuple(map(str, astuple(entry))) for entry in found)]
    return plain_page(request, "stories/corrections.html", ctx, made_of=made_of)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """What the words mean, how to check a chain, how to report an error."""
    ctx = {
        "glossary": partial(designators.glossary, gettext),
        "contact": settings.SITE_CONTACT,
        "contact_words": settings.SITE_CONTACT.removeprefix("mailto:"),
        "sealed_words": list(Filing().content()),
        "sealed_head": [field.name for field in fields(Head)],
        "sealed_form": '{"head": …, "content": …, "previous": …}',
    }
    return page(request, "stories/help.html", ctx, made_of=[settings.SITE_CONTACT])


@require_safe
def robots_txt(_request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the maps are."""
    maps = (absolute_to("stories:sitemap"), absolute_to("stories:news_sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", *(f"Sitemap: {address}" for address in maps)]
    return plain_text(lines)


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116). It expires half a year after the month that it is read in."""
    expires = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0) + SECURITY_LASTS
    lines = [
        f"Contact: {settings.SITE_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {absolute_to('stories:security')}",
        f"Policy: {absolute_to('stories:help')}",
    ]
    return plain_text(lines)


def plain_text(lines: list[str]) -> HttpResponse:
    """Lines as a text file."""
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": PUBLIC})
