"""Pages beside the stories: corrections, help, and the notes for crawlers and researchers."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from stories import designators
from stories.digests import Head
from stories.display import page_language
from stories.display.http_caching import PUBLIC_CACHE_CONTROL, add_noindex, page_with_ticker, page_without_ticker
from stories.display.requests import PageRequest
from stories.display.urls import absolute_reverse
from stories.models import Filing
from stories.public.archive_choices import section_choices
from stories.public.correction_search import CorrectionPage, CorrectionsForm, find_corrections
from stories.public.corrections import entries_etag_parts

CORRECTIONS_PAGE_SIZE = 50
SECURITY_LASTS = timedelta(days=180)  # RFC 9116: less than a year is recommended


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Answer with corrections and withdrawals, newest first.

    Two tables are asked, so the page goes without the ticker.
    """
    form = CorrectionsForm(request.GET, section_choices(page_language.query_language(request.GET)))
    asked = form.asked
    page = find_corrections(asked, CORRECTIONS_PAGE_SIZE) if asked else CorrectionPage()
    ctx = {
        "form": form,
        "page": page,
        "is_asked": bool(form.query),
        "older": page.older.astimezone(UTC).isoformat() if page.older else "",
    }
    etag_parts = [
        str(form.sections),
        form.query,
        ctx["older"],
        page.is_cut,
        *entries_etag_parts(page.entries),
    ]
    response = page_without_ticker(request, "stories/corrections.html", ctx, etag_parts=etag_parts)
    return add_noindex(response) if form.query or form.data.get("before") else response


@require_safe
def help_page(request: PageRequest) -> HttpResponse:
    """Answer with the help: the words of the trade, how to check a chain, how to report an error."""
    ctx = {
        "glossary": partial(designators.glossary, gettext),
        "contact": settings.SITE_CONTACT,
        "contact_words": settings.SITE_CONTACT.removeprefix("mailto:"),
        "sealed_words": [*Filing().content(), "metadata", "salt"],
        "sealed_head": [field.name for field in fields(Head)],
        "sealed_form": '{"head": …, "content": …, "previous": …}',
    }
    return page_with_ticker(request, "stories/help.html", ctx, etag_parts=[settings.SITE_CONTACT])


@require_safe
def robots_txt(_request: HttpRequest) -> HttpResponse:
    """Answer with the addresses that crawlers may read, and those of the maps."""
    maps = (absolute_reverse("stories:sitemap"), absolute_reverse("stories:news_sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", *(f"Sitemap: {address}" for address in maps)]
    return text_file(lines)


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Answer with the contact for a weakness (RFC 9116), which expires half a year after this month."""
    expires = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0) + SECURITY_LASTS
    lines = [
        f"Contact: {settings.SITE_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {absolute_reverse('stories:security')}",
        f"Policy: {absolute_reverse('stories:help')}",
    ]
    return text_file(lines)


def text_file(lines: list[str]) -> HttpResponse:
    """Return lines as a text file."""
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": PUBLIC_CACHE_CONTROL})
