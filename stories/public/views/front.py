"""The front page and the sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from stories.copy import language_tags
from stories.digests import timestamp
from stories.display import page_language
from stories.display.http_caching import add_noindex, add_speculation_rules, page_with_ticker
from stories.display.pictures import card_figures, rendition_names
from stories.display.requests import PageRequest
from stories.models import Filing, Section, front_page_filings
from stories.public.keyset_paging import QueryRows, paginate

LATEST = 20
IN_AN_EDITION = 50
SECTIONS = 5
IN_A_SECTION = 6
LEADS_FOR = timedelta(hours=12)  # an urgent story gives way to news after half a day
SECTION_PAGE_SIZE = 30


@require_safe
def front(request: PageRequest) -> HttpResponse:
    """Answer with the front page: the lead story, the newest of each section, the latest of all."""
    return front_page(
        request,
        list(front_page_filings(latest=LATEST + 1, sections=SECTIONS + 1, in_a_section=IN_A_SECTION + 1)),
    )


@require_safe
def edition(request: PageRequest, language: str) -> HttpResponse:
    """Answer with the front page of the stories in one language, in that language."""
    rows = list(Filing.public.news().live_in_language(language)[:IN_AN_EDITION])
    request.ticker = request.ticker_in(language)
    return front_page(request, rows, speaks=language, edition=language)


def front_page(request: PageRequest, rows: Sequence[Filing], **of_edition: str) -> HttpResponse:
    """Lay out stories, the newest first, as a front page."""
    lead = lead_story(rows)
    others = [row for row in rows if row is not lead]
    pictures = card_figures(rows)
    ctx = {
        "cards": pictures,
        "lead": lead,
        "sections": group_by_section(others),
        "sections_with_stories": sections_with_stories(rows),
        "latest": others[:LATEST],
        "editions": page_language.EDITIONS,
        "address": request.path,
    }
    return add_speculation_rules(
        page_with_ticker(
            request,
            "stories/front.html",
            {**ctx, **of_edition},
            etag_parts=[*rendition_names(pictures.values()), *list_etag_parts(rows)],
        )
    )


@require_safe
def section(request: PageRequest, slug: str) -> HttpResponse:
    """Answer with one section, newest first. An empty one costs a query, to tell it from one that does not exist."""
    stories = paginate(QueryRows(Filing.public.newest().live_in_section_of(slug)), request.GET, size=SECTION_PAGE_SIZE)
    section = next((row.section for row in stories.rows if row.section), None) or get_object_or_404(Section, slug=slug)
    pictures = card_figures(stories.rows)
    ctx = {"section": section, "page": stories, "cards": pictures}
    etag_parts = [
        section.name,
        str(stories.older),
        str(stories.newer),
        *rendition_names(pictures.values()),
        *list_etag_parts(stories.rows),
    ]
    response = add_speculation_rules(page_with_ticker(request, "stories/section.html", ctx, etag_parts=etag_parts))
    return add_noindex(response) if stories.newer else response


def lead_story(rows: Sequence[Filing]) -> Filing | None:
    """Return the lead story: the most urgent of the twelve hours before the newest, of these the latest.

    Copy in the site's own language goes before any other.
    """
    fresh = [row for row in rows if row.moved_at > rows[0].moved_at - LEADS_FOR]
    own = [row for row in fresh if language_tags.is_same_language(row.language, settings.LANGUAGE_CODE)]
    return min(own or fresh, key=lambda row: row.urgency, default=None)


def group_by_section(rows: Iterable[Filing]) -> list[tuple[Section, list[Filing]]]:
    """Return the newest rows of the first five sections that have any, in the order of the sections."""
    rows_of: dict[Section, list[Filing]] = {}
    for row in rows:
        if row.section is not None:
            rows_of.setdefault(row.section, []).append(row)
    in_order = sorted(rows_of.items(), key=lambda item: (item[0].position, item[0].name))
    return [(section, stories[:IN_A_SECTION]) for section, stories in in_order[:SECTIONS]]


def sections_with_stories(rows: Iterable[Filing]) -> list[Section]:
    """Return every section that has a story, in the order of the sections."""
    return sorted({row.section for row in rows if row.section}, key=lambda section: (section.position, section.name))


def list_etag_parts(rows: Iterable[Filing]) -> list[object]:
    """Return the parts that tag a list of stories."""
    return [
        (
            *(row.digest, row.slug, row.is_corrected, timestamp(row.first_moved_at)),
            *((row.section.slug, row.section.name, row.section.position) if row.section else ()),
        )
        for row in rows
    ]
