"""The archive, searched and filtered."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from stories import search
from stories.display import page_language
from stories.display.http_caching import add_noindex, add_speculation_rules, page_with_ticker
from stories.display.requests import PageRequest
from stories.models import Filing
from stories.public.archive_calendar import MonthCalendar, make_month
from stories.public.archive_choices import archive_choices
from stories.public.archive_facets import make_facets
from stories.public.archive_filters import ArchiveFilters
from stories.public.archive_hits import FoundStory, describe_filings, describe_hits
from stories.public.archive_rows import AllVersionRows, ArchiveRows, SearchRows, archive_rows
from stories.public.archive_spelling import suggest_words
from stories.public.keyset_paging import KeysetPage, paginate
from stories.public.views.front import list_etag_parts

ARCHIVE_PAGE_SIZE = 50
COUNTED = 1_000  # stories up to which a result is counted; nobody reads further, and counting all would cost

logger = logging.getLogger(__name__)


@require_safe
def archive(request: PageRequest) -> HttpResponse:
    """Answer with live stories by words and filters, the latest moved first, and with their number."""
    offered = archive_choices(page_language.query_language(request.GET))
    filters = ArchiveFilters(request.GET, offered)
    rows = archive_rows(filters)
    stories, found = search_archive(rows, filters)
    count = None if found is None else len(found)
    marker = search.make_marker(filters.words, filters.key_groups())
    ctx = {
        "filters": filters,
        "page": stories,
        "count": count,
        "is_more": count is not None and count > COUNTED,
        "found": partial(describe_rows, rows, stories, marker),
        "is_search": is_search(rows),
        "query": filters.query_without(""),
        "meant": suggest(filters) if filters.words and found == [] else None,
        "facets": make_facets(filters, found or []) if filters.values else [],
        "calendar": calendar_of(stories.rows),
    }
    mistakes = [] if stories.rows else filters.mistakes()
    etag_parts: list[object] = [str(offered), count, str(stories.older), str(stories.newer)]
    etag_parts += [
        str(ctx["calendar"]),
        str(ctx["facets"]),
        str(filters.filters_in_use()),
        mistakes,
        *list_etag_parts(stories.rows),
        *hit_etag_parts(rows),
    ]
    response = add_speculation_rules(page_with_ticker(request, "stories/archive.html", ctx, etag_parts=etag_parts))
    return add_noindex(response) if request.GET else response


def search_archive(rows: ArchiveRows, filters: ArchiveFilters) -> tuple[KeysetPage, list[int] | None]:
    """Return the page of stories that match the filters, and the keys of as many as are counted.

    None for these where the search is out of order.
    """
    try:
        stories = paginate(rows, filters.data, size=ARCHIVE_PAGE_SIZE)
        if isinstance(rows, AllVersionRows):
            stories = replace(stories, newer=None)
        is_whole = stories.older is None and stories.newer is None and not filters.is_deep
        is_whole = is_whole and len(stories.rows) < ARCHIVE_PAGE_SIZE  # a page by relevance may be a choice of many
        return stories, [row.story_id for row in stories.rows] if is_whole else rows.stories(COUNTED + 1)
    except DatabaseError:
        if not is_search(rows):  # untested: the database is down, not the search
            raise
        logger.exception("The search is out of order")
        return KeysetPage((), None, None), None


def calendar_of(rows: Sequence[Filing]) -> MonthCalendar | None:
    """Return the calendar of the month of the first of some stories; None for none. One query."""
    return make_month(timezone.localdate(rows[0].moved_at)) if rows else None


def suggest(filters: ArchiveFilters) -> tuple[str, str] | None:
    """Return words that a reader may have meant, and the query with them; None where nothing comes near."""
    indexes = (search.Index.LIVE, search.Index.PAST) if filters.in_all_versions else (search.Index.LIVE,)
    meant = suggest_words(filters.words, filters.key_groups(), filters.span(), indexes)
    return (meant, filters.query_with({"q": meant})) if meant else None


def is_search(rows: ArchiveRows) -> bool:
    """Return whether rows come from the search, and not from an index of the lists."""
    return isinstance(rows, SearchRows | AllVersionRows)


def describe_rows(rows: ArchiveRows, stories: KeysetPage, marker: search.Marker) -> list[FoundStory]:
    """Return the rows of a page with what was found in each. Called while the page is printed."""
    if isinstance(rows, AllVersionRows):
        return describe_hits(stories.rows, rows.hits, marker)
    return describe_filings(stories.rows, marker)


def hit_etag_parts(rows: ArchiveRows) -> list[object]:
    """Return the parts that tag which versions of stories were found."""
    return [str(hit) for hit in rows.hits.values()] if isinstance(rows, AllVersionRows) else []
