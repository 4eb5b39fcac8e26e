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
from stories.public.archive_calendar import last_day, make_month, make_year
from stories.public.keyset_paging import QueryRows, paginate
from stories.public.views.front import list_etag_parts

DAY_PAGE_SIZE = 50


@require_safe
def year(request: PageRequest, first: date) -> HttpResponse:
    """Answer with the months of a year that have stories, and the nearest years that have any."""
    months = make_year(first)
    earlier, later = neighbours(first, first.replace(month=12, day=31))
    ctx = {"first": first, "months": months, "earlier": earlier, "later": later}
    parts = [str(months), str(earlier), str(later)]
    return calendar_page(request, "stories/year.html", ctx, parts, is_empty=not any(one.stories for one in months))


@require_safe
def month(request: PageRequest, first: date) -> HttpResponse:
    """Answer with the days of a month that have stories, and the nearest months that have any."""
    calendar = make_month(first)
    earlier, later = neighbours(first, last_day(first))
    ctx = {"calendar": calendar, "earlier": earlier, "later": later}
    parts = [str(calendar), str(earlier), str(later)]
    return calendar_page(request, "stories/month.html", ctx, parts, is_empty=calendar.stories == 0)


@require_safe
def day(request: PageRequest, moved_on: date) -> HttpResponse:
    """Answer with the stories that moved on one day of the site's zone, and the nearest days that have any."""
    start, end = day_bounds(moved_on)
    stories = paginate(QueryRows(Filing.public.newest().live_between(start, end)), request.GET, size=DAY_PAGE_SIZE)
    earlier, later = neighbours(moved_on, moved_on)
    ctx = {
        "day": moved_on,
        "page": stories,
        "earlier": earlier,
        "later": later,
    }
    parts: list[object] = [
        str(earlier),
        str(later),
        str(stories.older),
        str(stories.newer),
        *list_etag_parts(stories.rows),
    ]
    return calendar_page(request, "stories/day.html", ctx, parts, is_empty=not stories.rows)


def calendar_page(
    request: PageRequest, template: str, ctx: Mapping[str, object], etag_parts: Sequence[object], *, is_empty: bool
) -> HttpResponse:
    """Return a page of the calendar; no search engine keeps an empty one."""
    response = add_speculation_rules(page_with_ticker(request, template, {**ctx}, etag_parts=etag_parts))
    return add_noindex(response) if is_empty else response


def neighbours(first: date, last: date) -> tuple[date | None, date | None]:
    """Return the nearest days before one and behind another that have stories. Two queries."""
    rows = Filing.public.newest()
    earlier = rows.live_below(first_place(day_bounds(first)[0]))
    return day_of(earlier), day_of(rows.live_since(day_bounds(last)[1]).reverse())


def day_of(rows: PublicFilings) -> date | None:
    """Return the day of the first of some filings in the site's zone; None for none. One query."""
    moment = rows.values_list("moved_at", flat=True).first()
    return timezone.localdate(moment) if moment else None
