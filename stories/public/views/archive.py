"""The archive: searched, filtered, and day by day."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from functools import partial

from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from stories import search
from stories.display.datetimes import day_bounds
from stories.display.http_caching import add_noindex, add_speculation_rules, page_with_ticker
from stories.display.requests import PageRequest
from stories.models import Filing, first_place
from stories.models.filing import PublicFilings
from stories.public.archive_choices import archive_choices
from stories.public.archive_filters import ArchiveFilters
from stories.public.archive_hits import FoundStory, describe_filings, describe_hits
from stories.public.archive_rows import AllVersionRows, ArchiveRows, SearchRows, archive_rows
from stories.public.keyset_paging import KeysetPage, QueryRows, paginate
from stories.public.views.front import list_etag_parts

ARCHIVE_PAGE_SIZE = 50
COUNTED = 1_000  # stories up to which a result is counted; nobody reads further, and counting all would cost

logger = logging.getLogger(__name__)


@require_safe
def archive(request: PageRequest) -> HttpResponse:
    """Answer with live stories by words and filters, the latest moved first, and with their number."""
    offered = archive_choices()
    filters = ArchiveFilters(request.GET, offered)
    rows = archive_rows(filters)
    stories, count = search_archive(rows, filters)
    marker = search.make_marker(filters.words, filters.key_groups())
    ctx = {
        "filters": filters,
        "page": stories,
        "count": count,
        "is_more": count is not None and count > COUNTED,
        "found": partial(describe_rows, rows, stories, marker),
        "is_search": is_search(rows),
        "query": filters.query_without(""),
    }
    mistakes = [] if stories.rows else filters.mistakes()
    etag_parts: list[object] = [str(offered), count, str(stories.older), str(stories.newer)]
    etag_parts += [str(filters.filters_in_use()), mistakes, *list_etag_parts(stories.rows), *hit_etag_parts(rows)]
    response = add_speculation_rules(page_with_ticker(request, "stories/archive.html", ctx, etag_parts=etag_parts))
    return add_noindex(response) if request.GET else response


def search_archive(rows: ArchiveRows, filters: ArchiveFilters) -> tuple[KeysetPage, int | None]:
    """Return the stories that match the filters, and their number; None for it where the search is out of order."""
    try:
        stories = paginate(rows, filters.data, size=ARCHIVE_PAGE_SIZE)
        if isinstance(rows, AllVersionRows):
            stories = replace(stories, newer=None)
        is_whole = stories.older is None and stories.newer is None and not filters.is_deep
        return stories, len(stories.rows) if is_whole else rows.count(COUNTED + 1)
    except DatabaseError:
        if not is_search(rows):  # untested: the database is down, not the search
            raise
        logger.exception("The search is out of order")
        return KeysetPage((), None, None), None


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


@require_safe
def day(request: PageRequest, moved_on: date) -> HttpResponse:
    """Answer with the stories that moved on one day of the site's zone, and the nearest days that have any."""
    rows = Filing.public.newest()
    start, end = day_bounds(moved_on)
    stories = paginate(QueryRows(rows.live_between(start, end)), request.GET, size=ARCHIVE_PAGE_SIZE)
    ctx = {
        "day": moved_on,
        "page": stories,
        "earlier": day_of(rows.live_below(first_place(start))),
        "later": day_of(rows.live_since(end).reverse()),
    }
    beside = [str(beside) for beside in (ctx["earlier"], ctx["later"], stories.older, stories.newer)]
    etag_parts = [*beside, *list_etag_parts(stories.rows)]
    response = add_speculation_rules(page_with_ticker(request, "stories/day.html", ctx, etag_parts=etag_parts))
    return response if stories.rows else add_noindex(response)


def day_of(rows: PublicFilings) -> date | None:
    """Return the day of the first of some filings in the site's zone; None for none. One query."""
    moment = rows.values_list("moved_at", flat=True).first()
    return timezone.localdate(moment) if moment else None
