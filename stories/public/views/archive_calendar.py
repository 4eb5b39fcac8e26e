"""The archive by the calendar: a year with its months, a month with its days, a day with its stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from stories.display.datetimes import day_bounds
from stories.display.http_caching import add_noindex, add_speculation_rules, page_with_ticker
from stories.display.requests import PageRequest
from stories.models import Filing, first_place
from stories.models.filing import PublicFilings
from stories.public.archive_calendar import make_month, make_year, next_month
from stories.public.keyset_paging import QueryRows, paginate
from stories.public.views.front import list_etag_parts

DAY_PAGE_SIZE = 50
LAST_YEAR = 9998  # of the calendar of Python that has a year behind it


@require_safe
def year(request: PageRequest, first: date) -> HttpResponse:
    """Answer with the months of a year that have stories, and the nearest years that have any."""
    months = make_year(first)
    earlier, later = neighbours(first, first.replace(year=first.year + 1) if first.year <= LAST_YEAR else None)
    ctx = {"first": first, "months": months, "earlier": earlier, "later": later}
    parts = [str(months), str(earlier), str(later)]
    return calendar_page(request, "stories/year.html", ctx, parts, is_empty=not any(one.stories for one in months))


@require_safe
def month(request: PageRequest, first: date) -> HttpResponse:
    """Answer with the days of a month that have stories, and the nearest months that have any."""
    calendar = make_month(first)
    is_last = first.year > LAST_YEAR and first.month == 12
    earlier, later = neighbours(first, None if is_last else next_month(first))
    ctx = {"calendar": calendar, "earlier": earlier, "later": later}
    parts = [str(calendar), str(earlier), str(later)]
    return calendar_page(request, "stories/month.html", ctx, parts, is_empty=calendar.stories == 0)


@require_safe
def day(request: PageRequest, moved_on: date) -> HttpResponse:
    """Answer with the stories that moved on one day of the site's zone, and the nearest days that have any."""
    start, end = day_bounds(moved_on)
    rows = Filing.public.newest()
    stories = paginate(QueryRows(rows.live_between(start, end)), request.GET, size=DAY_PAGE_SIZE)
    ctx = {
        "day": moved_on,
        "page": stories,
        "earlier": day_of(rows.live_below(first_place(start))),
        "later": day_of(rows.live_since(end).reverse()),
    }
    beside = [str(beside) for beside in (ctx["earlier"], ctx["later"], stories.older, stories.newer)]
    parts = [*beside, *list_etag_parts(stories.rows)]
    return calendar_page(request, "stories/day.html", ctx, parts, is_empty=not stories.rows)


def calendar_page(
    request: PageRequest, template: str, ctx: Mapping[str, object], etag_parts: Sequence[object], *, is_empty: bool
) -> HttpResponse:
    """Return a page of the calendar; no search engine keeps an empty one."""
    response = add_speculation_rules(page_with_ticker(request, template, {**ctx}, etag_parts=etag_parts))
    return add_noindex(response) if is_empty else response


def neighbours(first: date, end: date | None) -> tuple[date | None, date | None]:
    """Return the nearest days before one and from another on that have stories. Two queries."""
    rows = Filing.public.newest()
    earlier = day_of(rows.live_below(first_place(day_bounds(first)[0])))
    return earlier, day_of(rows.live_since(day_bounds(end)[0]).reverse()) if end else None


def day_of(rows: PublicFilings) -> date | None:
    """Return the day of the first of some filings in the site's zone; None for none. One query."""
    moment = rows.values_list("moved_at", flat=True).first()
    return timezone.localdate(moment) if moment else None
