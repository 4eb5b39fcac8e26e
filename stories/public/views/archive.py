"""The archive: searched, filtered, and day by day."""

from __future__ import annotations

import logging
from datetime import date

from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from stories.display.datetimes import day_bounds
from stories.display.http_caching import add_noindex, add_speculation_rules, page_with_ticker
from stories.display.requests import PageRequest
from stories.models import Filing, first_place
from stories.models.filing import PublicFilings
from stories.public.archive_choices import archive_choices
from stories.public.archive_filters import ArchiveFilters
from stories.public.archive_rows import SearchRows, archive_rows
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
    stories, count = search_archive(filters)
    ctx = {
        "filters": filters,
        "page": stories,
        "count": count,
        "is_more": count is not None and count > COUNTED,
        "searched": filters.words,
        "query": filters.query_without(""),
    }
    mistakes = [] if stories.rows else filters.mistakes()
    etag_parts: list[object] = [str(offered), count, str(stories.older), str(stories.newer)]
    etag_parts += [str(filters.filters_in_use()), mistakes, *list_etag_parts(stories.rows)]
    response = add_speculation_rules(page_with_ticker(request, "stories/archive.html", ctx, etag_parts=etag_parts))
    return add_noindex(response) if request.GET else response


def search_archive(filters: ArchiveFilters) -> tuple[KeysetPage, int | None]:
    """Return the stories that match the filters, and their number; None for it where the search is out of order."""
    rows = archive_rows(filters)
    try:
        stories = paginate(rows, filters.data, size=ARCHIVE_PAGE_SIZE)
        is_whole = stories.older is None and stories.newer is None
        return stories, len(stories.rows) if is_whole else rows.count(COUNTED + 1)
    except DatabaseError:
        if not isinstance(rows, SearchRows):  # untested: the database is down, not the search
            raise
        logger.exception("The search is out of order")
        return KeysetPage((), None, None), None


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
