"""Tags and filters of pages about the versions of a story."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext

from stories.display import datetimes
from stories.display.datetimes import datetime_attribute
from stories.models import Filing, PublicStory
from stories.public.chain_paging import ChainPage
from stories.public.history_words import describe_history
from stories.public.time_strip import TimeStrip, make_time_strip

register = template.Library()
MINUS = "−"


@register.simple_tag
def time_strip(filings: Sequence[Filing]) -> TimeStrip | None:
    """Return versions on an axis of time, in the language of the page; None where they are too few."""
    return make_time_strip(filings)


@register.simple_tag
def print_row_time(filing: Filing, newest: Filing) -> str:
    """Print when a version moved as short as may be: without the year where it is that of the newest version."""
    is_year_known = timezone.localtime(filing.moved_at).year == timezone.localtime(newest.moved_at).year
    text = datetimes.print_datetime(filing.moved_at, year=not is_year_known, zone=False)
    return format_html('<time datetime="{}">{}</time>', datetime_attribute(filing.moved_at), text)


@register.filter
def option_name(filing: Filing, newest: Filing) -> str:
    """Print a version as a choice in a list: 11 · Correction · 08:30; with its day where that is not the newest's."""
    is_same_day = timezone.localdate(filing.moved_at) == timezone.localdate(newest.moved_at)
    at = filing.moved_at
    time = datetimes.print_time(at, zone=False) if is_same_day else datetimes.print_datetime(at, year=False, zone=False)
    return " · ".join(filter(None, (str(filing.number), filing.designator, time)))


@register.filter
def word_step(filing: Filing, public_story: PublicStory) -> str:
    """Print how many words a version has more or fewer than the text before it: +36, −14, ±0; empty for the first."""
    before = public_story.predecessor(filing)
    if before is None:
        return ""
    step = filing.words - before.words
    return f"{step:+d}".replace("-", MINUS) if step else "±0"


@register.filter
def has_same_headline(filing: Filing, public_story: PublicStory) -> bool:
    """Return whether a version has the headline of the text before it."""
    before = public_story.predecessor(filing)
    return before is not None and before.headline == filing.headline


@register.simple_tag
def history_sentence(public_story: PublicStory, page: ChainPage) -> str:
    """Print what a page of a history shows, in sentences."""
    return describe_history(public_story, page) or gettext("Every version of this story as it moved on the wire.")


@register.simple_tag
def zone_sentence(newest: Filing) -> str:
    """Print in which zone the times of a page are."""
    local = timezone.localtime(newest.moved_at)
    zone = datetimes.UTC_FOR_READERS if datetimes.is_utc(local) else str(local.tzname())
    return gettext("Times are {zone}.").format(zone=zone)
