"""Tags of the front page: rows with their small words, each list in one go, as a list is as dear as its rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from stories import designators
from stories.display import languages
from stories.display.dates import print_short_date
from stories.display.datetimes import print_time
from stories.display.designator_names import print_designator
from stories.display.site_page_texts import TITLES
from stories.models import Filing
from stories.models.addresses import site_page_address
from stories.public.structured_data import DataBlock, news_organization, website
from stories.templatetags.stories import iri, lang_attrs, thumbnail, time_element

register = template.Library()

ROW = '<li{}>{}<a href="{}"{}>{}</a><p class="meta">{}</p></li>\n'
TIMED_ROW = '<li>{}<div><a href="{}"{}>{}</a><p class="meta">{}</p></div></li>\n'
TAG = '<b class="tag{}">{}</b> · '


@register.simple_tag
def site_page_links(language: str | None) -> str:
    """Print links to the pages about the site; in a language where the page around them has one of its own."""
    query = f"?language={language}" if language else ""
    return format_html_join(
        "\n", '<a href="{}{}">{}</a>', ((site_page_address(place), query, title) for place, title in TITLES.items())
    )


@register.simple_tag
def website_json_ld() -> DataBlock:
    """Print the site, its search and who makes it, for search engines."""
    return DataBlock.from_data(website())


@register.simple_tag
def organization_json_ld() -> DataBlock:
    """Print who makes the site, and by which rules, for search engines."""
    return DataBlock.from_data({"@context": "https://schema.org", **news_organization()})


@register.simple_tag
def print_clock(at: datetime) -> str:
    """Print the time of day without its zone, as a time element: a page with many says the zone once."""
    return time_element(at, clock_time)


@register.simple_tag(takes_context=True)
def latest_rows(context: template.Context, rows: Iterable[Filing]) -> str:
    """Print rows of one day, each behind its time of day."""
    return format_html_join(
        "",
        TIMED_ROW,
        (
            (
                print_clock(row.moved_at),
                iri(row.get_absolute_url()),
                lang_attrs(row.language),
                row.headline,
                meta_line(row, context["interface"]),
            )
            for row in rows
        ),
    )


@register.simple_tag(takes_context=True)
def section_rows(context: template.Context, rows: Iterable[Filing]) -> str:
    """Print the rows of a section, the first of them with its picture."""
    cards, newest = context.get("cards") or {}, context["newest_day"]
    return format_html_join(
        "",
        ROW,
        (
            (
                "" if index else format_html(' class="{}"', "first"),
                "" if index else thumbnail(cards.get(row.pk)),
                iri(row.get_absolute_url()),
                lang_attrs(row.language),
                row.headline,
                meta_line(row, context["interface"], newest=newest),
            )
            for index, row in enumerate(rows)
        ),
    )


@register.simple_tag(takes_context=True)
def row_meta(context: template.Context, filing: Filing) -> str:
    """Print the small words under a headline."""
    return meta_line(filing, context["interface"], newest=context["newest_day"])


def meta_line(filing: Filing, interface: str, *, newest: date | None = None) -> str:
    """Return designator, agency, and whether it was corrected; with the time where `newest` is the page's last day."""
    return format_html(
        "{}<bdi>{}</bdi>{}{}",
        designator_tag(filing.designator),
        filing.credit,
        format_html("{} {}", languages.comma(interface), wire_time_element(filing.moved_at, newest)) if newest else "",
        _correction_tag(filing),
    )


def _correction_tag(filing: Filing) -> str:
    """Return that a story was corrected, where its designator does not say so; the sign before it begins no line."""
    value = designators.from_text(filing.designator) if filing.is_corrected else None
    if not filing.is_corrected or (value is not None and value.is_correction):
        return ""
    return format_html('\u00a0· <b class="tag hot">{}</b>', _("Corrected"))


def designator_tag(printed: str) -> str:
    """Return a designator as it stands before the name of the agency; empty for none."""
    return format_html(TAG, " hot" if is_hot(printed) else "", print_designator(printed)) if printed else ""


@lru_cache(1_024)
def is_hot(printed: str) -> bool:
    """Return whether a designator calls for the eye: an alert, a correction, a kill."""
    value = designators.from_text(printed)
    return value is not None and (value.is_alert or value.is_correction or value.is_kill)


def wire_time_element(at: datetime, newest: date) -> str:
    """Return the time of day of what moved on the newest day of a page, else the date."""
    return time_element(at, clock_time if timezone.localdate(at) == newest else short_date)


def clock_time(at: datetime, *, utc: str) -> str:
    """Return the time of day without its zone, which the pages of the stories name."""
    return print_time(at, zone=False, utc=utc)


def short_date(at: datetime, *, utc: str) -> str:
    """Return the short date of a time."""
    return print_short_date(at)
