"""The front page and the sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from stories.digests import timestamp
from stories.display import page_language
from stories.display.http_caching import add_noindex, add_speculation_rules, page_with_ticker
from stories.display.pictures import card_figures, rendition_names
from stories.display.requests import PageRequest
from stories.models import Filing, Section, front_page_filings
from stories.public import front_layout
from stories.public.change_lists import (
    LEAST_CHANGES,
    READ_FOR_FRONT,
    STORIES_OF_FRONT,
    ChangedStory,
    changes_etag_parts,
    drop_translations,
    most_changed_lately,
)
from stories.public.corrections import CorrectionEntry, entries_etag_parts, newest_corrections
from stories.public.keyset_paging import QueryRows, paginate

IN_AN_EDITION = 50
CORRECTIONS_ON_FRONT = 2
SECTION_PAGE_SIZE = 30


@require_safe
def front(request: PageRequest) -> HttpResponse:
    """Answer with the front page: the lead story, the latest of all, the newest of each section, corrections."""
    corrections = newest_corrections(CORRECTIONS_ON_FRONT)
    corrected = {entry.filing_id for entry in corrections}
    changed = most_changed_lately(READ_FOR_FRONT, least=LEAST_CHANGES)
    changed = drop_translations(story for story in changed if corrected.isdisjoint(story.keys))
    return front_page(
        request,
        front_page_filings(
            latest=front_layout.LATEST_READ,
            sections=front_layout.SECTIONS + 1,
            in_a_section=front_layout.SECTION_READ,
        ),
        corrections=corrections,
        changed=changed[:STORIES_OF_FRONT],
    )


@require_safe
def edition(request: PageRequest, language: str) -> HttpResponse:
    """Answer with the front page of the stories in one language, in that language."""
    rows = list(Filing.public.news().live_in_language(language)[:IN_AN_EDITION])
    return front_page(request, rows, speaks=language, edition=language)


def front_page(
    request: PageRequest,
    rows: Sequence[Filing],
    *,
    corrections: Sequence[CorrectionEntry] = (),
    changed: Sequence[ChangedStory] = (),
    **of_edition: str,
) -> HttpResponse:
    """Lay out stories, the newest first, as a front page."""
    front = front_layout.lay_out(rows)
    pictures = card_figures(front.with_pictures)
    ctx = {
        "cards": pictures,
        "front": front,
        "newest_day": timezone.localdate(rows[0].moved_at) if rows else None,
        "corrections": corrections,
        "changed": changed,
        "editions": page_language.EDITIONS,
        "address": request.path,
    }
    etag_parts = [*rendition_names(pictures.values()), *list_etag_parts(rows), entries_etag_parts(corrections)]
    etag_parts += changes_etag_parts(changed)
    return add_speculation_rules(
        page_with_ticker(request, "stories/front.html", {**ctx, **of_edition}, etag_parts=etag_parts)
    )


@require_safe
def section(request: PageRequest, slug: str) -> HttpResponse:
    """Answer with one section, newest first. An empty one costs a query, to tell it from one that does not exist."""
    stories = paginate(QueryRows(Filing.public.newest().live_in_section_of(slug)), request.GET, size=SECTION_PAGE_SIZE)
    section = next((row.section for row in stories.rows if row.section), None) or get_object_or_404(Section, slug=slug)
    pictures = card_figures(stories.rows)
    ctx = {"section": section, "here": section.slug, "page": stories, "cards": pictures}
    etag_parts = [
        section.name,
        str(stories.older),
        str(stories.newer),
        *rendition_names(pictures.values()),
        *list_etag_parts(stories.rows),
    ]
    response = add_speculation_rules(page_with_ticker(request, "stories/section.html", ctx, etag_parts=etag_parts))
    return add_noindex(response) if stories.newer else response


def list_etag_parts(rows: Iterable[Filing]) -> list[object]:
    """Return the parts that tag a list of stories."""
    return [
        (
            *(row.standing_digest, row.slug, row.is_corrected, timestamp(row.first_moved_at)),
            *((row.section.slug, row.section.name, row.section.position) if row.section else ()),
        )
        for row in rows
    ]
