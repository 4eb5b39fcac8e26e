"""Maps of the site for crawlers: all live stories, and for news search those of the last two days.

Written by hand on Django's templates: its own sitemaps page with OFFSET, count all rows and take the address of
the site from the Host header.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from stories.display.http_caching import Moment, conditional_response
from stories.display.urls import absolute_reverse
from stories.models import Filing, SitePlace
from stories.models.addresses import site_page_address
from stories.public.topics import find_named_topics
from stories.public.views.front import list_etag_parts

IN_A_MAP = 1_000  # story ids; the protocol takes 50,000 addresses, but a part is printed while somebody waits
NEWS_LASTS = timedelta(days=2)  # what news search takes
NEWS_LIMIT = 1_000
XML = "application/xml; charset=utf-8"


class PartForm(forms.Form):
    """The part of a large map."""

    part = forms.IntegerField(min_value=1, max_value=999_999_999)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the map of all stories; where one map is too small, with the list of its parts, under ?part=."""
    form = PartForm(request.GET)
    if form.is_valid():
        return sitemap_part(request, form.cleaned_data["part"])
    last = Filing.public.last_story()
    if last <= IN_A_MAP:
        return sitemap_part(request, 1)
    address = absolute_reverse("stories:sitemap")
    parts = [f"{address}?part={part}" for part in range(1, (last - 1) // IN_A_MAP + 2)]
    ctx = {"parts": parts}
    return conditional_response(
        request, lambda: render(request, "stories/sitemaps.xml", ctx, content_type=XML), etag_parts=parts
    )


def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """Answer with the stories of one span of ids. Raises Http404 for a part behind the last one."""
    span = (part - 1) * IN_A_MAP, part * IN_A_MAP
    filings = list(Filing.public.newest().live_in_span(*span))
    if part > 1 and not filings:
        raise Http404
    addresses = list_page_addresses() if part == 1 else []
    parts = [*addresses, *((filing.standing_digest, filing.slug) for filing in filings)]
    return sitemap_response(request, "stories/sitemap.xml", filings, etag_parts=parts, addresses=addresses)


def list_page_addresses() -> list[str]:
    """Return the addresses of the site that are no stories': lists, pages about it, topics with a name. Two queries."""
    lists = [reverse(f"stories:{name}") for name in ("front", "change_lists", "corrections", "topics", "help")]
    return [
        *lists,
        *map(site_page_address, SitePlace.values),
        *(topic.get_absolute_url() for topic in find_named_topics()),
    ]


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the live stories that first moved in the last two days; with the front page alone where none did.

    Crawlers report an empty map as broken; an address without the words for news may stand in one.
    """
    since = timezone.now() - NEWS_LASTS
    rows = list(Filing.public.news().live_first_moved_since(since)[:NEWS_LIMIT])
    leaves_at = min((row.first_moved_at for row in rows), default=None)
    expires_at = leaves_at + NEWS_LASTS if leaves_at else None
    parts = list_etag_parts(rows)
    return sitemap_response(request, "stories/sitemap-news.xml", rows, etag_parts=parts, expires_at=lambda: expires_at)


def sitemap_response(
    request: HttpRequest,
    template: str,
    rows: list[Filing],
    *,
    etag_parts: Iterable[object],
    expires_at: Moment | None = None,
    addresses: Iterable[str] = (),
) -> HttpResponse:
    """Answer with a map of stories, behind other addresses of the site."""
    return conditional_response(
        request,
        lambda: render(request, template, {"rows": rows, "addresses": addresses}, content_type=XML),
        etag_parts=[template, *etag_parts],
        expires_at=expires_at,
    )
