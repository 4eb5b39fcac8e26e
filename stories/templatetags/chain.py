"""Tags and filters of pages about the versions of a story."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext

from stories.compare import Fact
from stories.display import datetimes
from stories.display.change_words import gravest_in_brief, short_form
from stories.display.comparison_cache import ChainStep
from stories.display.dates import print_short_date
from stories.display.datetimes import datetime_attribute
from stories.display.designator_names import print_designator
from stories.display.fact_words import fact_in_brief, list_in_brief
from stories.display.unnoted_facts import find_unnoted_facts
from stories.models import Filing, PublicStory
from stories.public.chain_paging import ChainPage
from stories.public.figure_strip import StripSeries, make_figure_strip, read_series
from stories.public.history_words import describe_history, is_new_headline
from stories.public.time_strip import TimeStrip, make_time_strip
from stories.public.version_choice import VersionChoice, change_path
from stories.templatetags.stories import is_filed_late

register = template.Library()
MINUS = "−"
GAPS = (45, 90, 180, 300)  # minutes up to which two versions stand near, less near and so on
FACTS_PRINTED = 3  # of a correction, and of those that a note does not name


@register.simple_tag
def time_strip(filings: Sequence[Filing]) -> TimeStrip | None:
    """Return versions on an axis of time, in the language of the page; None where they are too few."""
    return make_time_strip(filings)


@register.simple_tag
def print_row_time(filing: Filing, newest: Filing, rows: Sequence[Filing]) -> str:
    """Print when a version moved as short as may be: without the year where it is that of the newest version.

    The day is marked where the row above in a history has the same; `rows` are those of the page, oldest text first.
    """
    local = timezone.localtime(filing.moved_at)
    is_year_known = local.year == timezone.localtime(newest.moved_at).year
    text = datetimes.print_datetime(filing.moved_at, year=not is_year_known, zone=False)
    time = datetimes.print_time(filing.moved_at, zone=False)
    following = row_above(filing, rows)
    is_same_day = following is not None and timezone.localdate(following.moved_at) == local.date()
    day = text.removesuffix(time) if is_same_day else ""
    marked = format_html('<span class="again">{}</span>{}', day, time) if day and day != text else text
    return format_html('<time datetime="{}">{}</time>', datetime_attribute(filing.moved_at), marked)


def row_above(filing: Filing, rows: Sequence[Filing]) -> Filing | None:
    """Return the filing above another one in a history, of rows with the oldest text first."""
    return next((row for before, row in pairwise(rows) if before.number == filing.number), None)


@register.simple_tag
def is_filed_with_row_above(filing: Filing, rows: Sequence[Filing]) -> bool:
    """Return whether a version came here in the same minute as that in the row above, late as well."""
    above = row_above(filing, rows)
    if above is None or not is_filed_late(above):
        return False
    return above.filed_at.replace(second=0, microsecond=0) == filing.filed_at.replace(second=0, microsecond=0)


@register.filter
def option_name(filing: Filing, newest: Filing) -> str:
    """Print a version as a choice in a list: 11 · Correction · 08:30; with its day where that is not the newest's."""
    is_same_day = timezone.localdate(filing.moved_at) == timezone.localdate(newest.moved_at)
    at = filing.moved_at
    time = datetimes.print_time(at, zone=False) if is_same_day else datetimes.print_datetime(at, year=False, zone=False)
    return " · ".join(filter(None, (str(filing.number), print_designator(filing.designator), time)))


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
    """Return whether a version has the headline of the text before it, however that is printed."""
    before = public_story.predecessor(filing)
    return before is not None and not is_new_headline(before.headline, filing.headline)


@register.simple_tag
def history_sentence(
    public_story: PublicStory,
    page: ChainPage,
    filings: Sequence[Filing] = (),
    steps: Mapping[int, ChainStep] | None = None,
) -> str:
    """Print what a page of a history shows, in sentences; with figures where the steps of its versions are given."""
    return describe_history(public_story, page, read_series(filings, steps or {})) or gettext(
        "Every version of this story as it moved on the wire."
    )


@register.simple_tag
def zone_sentence(newest: Filing) -> str:
    """Print in which zone the times of a page are."""
    local = timezone.localtime(newest.moved_at)
    zone = datetimes.UTC_FOR_READERS if datetimes.is_utc(local) else str(local.tzname())
    return gettext("Times are {zone}.").format(zone=zone)


@register.simple_tag
def figure_strip(filings: Sequence[Filing], steps: Mapping[int, ChainStep]) -> list[StripSeries]:
    """Return the figures that changed through the versions of a page."""
    return make_figure_strip(filings, steps)


@register.filter
def change_in_brief(steps: Mapping[int, ChainStep], filing: Filing) -> str:
    """Print what a version changed in a few words: deaths 12 → 13, two paragraphs new; empty where no word changed."""
    step = steps.get(filing.number)
    if step and step.is_typography:
        return gettext("Only quotes, dashes or blanks are printed otherwise.").removesuffix(".")
    return short_form(step.outline, step.facts) if step else ""


@register.simple_tag
def name_change(steps: Mapping[int, ChainStep], filing: Filing) -> str:
    """Print the name of a link to what a version changed: What changed: deaths 12 → 13; less where nothing is known."""
    step = steps.get(filing.number)
    change = gravest_in_brief(step.outline, step.facts) if step and not step.is_typography else ""
    name = gettext("What changed")
    return gettext("{label}: {change}").format(label=name, change=change) if change else name


@register.filter
def print_facts(facts: Iterable[Fact]) -> str:
    """Print changed facts in a few words each, the gravest first: Height 47 → 74 meters, name Lindau → Lindal."""
    return gettext(", ").join(list_in_brief(islice(facts, FACTS_PRINTED)))


@register.filter
def list_unnoted_facts(steps: Mapping[int, ChainStep], filing: Filing) -> str:
    """Print the facts that a version changed and its note does not name: injured 34 → 33; empty for none."""
    step = steps.get(filing.number)
    facts = find_unnoted_facts(filing, step.facts) if step else ()
    return gettext(", ").join(fact_in_brief(fact) for fact in facts[:FACTS_PRINTED])


@register.simple_tag
def change_address(public_story: PublicStory, number: int) -> str:
    """Print the address of what a version changed; that of the version where it follows no words."""
    return change_path(public_story, number)


@register.filter
def gap_class(filing: Filing, choice: VersionChoice) -> str:
    """Print the class of the space under a version in a list, which grows with the time since the one before it."""
    row = choice.versions
    at = row.index(filing)
    if at + 1 == len(row):
        return ""
    minutes = abs(filing.moved_at - row[at + 1].moved_at).total_seconds() / 60
    return f"gap-{bisect_left(GAPS, minutes) + 1}"


@register.filter
def is_within(filing: Filing, choice: VersionChoice) -> bool:
    """Return whether a version stands behind the older and not behind the newer of those that are chosen."""
    numbers = [version.number for version in choice.versions]
    if choice.older not in numbers or choice.newer not in numbers:
        return False
    return numbers.index(choice.newer) <= numbers.index(filing.number) < numbers.index(choice.older)


@register.filter
def short_time(filing: Filing, newest: Filing) -> str:
    """Print the time of day of a version; its day where that is not the newest's."""
    is_same_day = timezone.localdate(filing.moved_at) == timezone.localdate(newest.moved_at)
    return datetimes.print_time(filing.moved_at, zone=False) if is_same_day else print_short_date(filing.moved_at)
