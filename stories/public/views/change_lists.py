"""What changed lately, and on one day: the stories that changed most, corrections, changes without a note."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from stories.display.http_caching import add_noindex, page_with_ticker
from stories.display.requests import PageRequest
from stories.public.change_lists import (
    Span,
    changes_etag_parts,
    changes_without_note,
    latest_span,
    most_changed,
    span_of_day,
)
from stories.public.corrections import entries_etag_parts, newest_corrections

CORRECTIONS = 6


@require_safe
def latest_changes(request: PageRequest) -> HttpResponse:
    """Answer with what changed in the 24 hours up to the newest change."""
    return change_lists(request, latest_span())


@require_safe
def changes_of_day(request: PageRequest, moved_on: date) -> HttpResponse:
    """Answer with what changed on one day of the site's zone."""
    return change_lists(request, span_of_day(moved_on), day=moved_on)


def change_lists(request: PageRequest, span: Span | None, *, day: date | None = None) -> HttpResponse:
    """Lay out what changed in a span of time."""
    latest = latest_span() if day else span
    changed = most_changed(span) if span else []
    unnoted = changes_without_note(span) if span else []
    corrections = newest_corrections(CORRECTIONS, since=span.start, before=span.end if day else None) if span else []
    last = day or (span.last_day if span else None)
    ctx = {
        "day": day,
        "span": span,
        "changed": changed,
        "unnoted": unnoted,
        "corrections": corrections,
        "days": days_beside(last, newest=latest.last_day if latest else last) if last else [],
    }
    parts = [str(last), *changes_etag_parts(changed, unnoted), *entries_etag_parts(corrections)]
    response = page_with_ticker(request, "stories/change_lists.html", ctx, etag_parts=parts)
    return response if changed or not day else add_noindex(response)


def days_beside(day: date, *, newest: date) -> list[date]:
    """Return the day behind one, if it is not newer than the newest change, the day itself and two before it."""
    steps = (1, 0, -1, -2)
    days = (day + timedelta(days=step) for step in steps if (date.max - day).days >= step >= (date.min - day).days)
    return [other for other in days if other <= newest or other == day]
