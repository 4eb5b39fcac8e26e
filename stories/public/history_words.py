"""The history of a story in sentences: its versions, the time between them, its headlines, its corrections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stories.compare import FigureSeries, Text, compare
from stories.display.figure_words import change_sentences, version_sentence
from stories.models import Filing, PublicStory
from stories.public.chain_paging import ChainPage

HOUR = timedelta(hours=1)


def describe_history(public_story: PublicStory, page: ChainPage, series: Sequence[FigureSeries] = ()) -> str:
    """Return what a page of a history shows: Twelve versions in 26 hours. The headline changed eight times.

    `series` are the figures that changed in the versions of the page.
    """
    rows = [row for row in public_story.filings if row.number in page.numbers]
    return " ".join(history_sentences(public_story, rows, series))


def history_sentences(
    public_story: PublicStory, rows: Sequence[Filing], series: Sequence[FigureSeries]
) -> Iterator[str]:
    """Yield the sentences on some versions: how many in what time, changed headlines and figures, corrections."""
    times = sorted(row.moved_at for row in rows)
    span = print_span(times[-1] - times[0]) if times else ""
    total = public_story.standing_count
    if len(rows) < total:
        yield _("{count} of {total} versions, in {span}.").format(count=len(rows), total=total, span=span)
    elif len(rows) > 1:
        yield version_sentence(len(rows), span)
    corrections = sum(bool(row.amends) for row in rows)
    yield from change_sentences(count_headline_changes(public_story, rows), series, corrections)


def count_headline_changes(public_story: PublicStory, rows: Sequence[Filing]) -> int:
    """Return how many of the versions have another headline than the text before them."""
    pairs = ((row, public_story.predecessor(row)) for row in rows)
    readable = ((row, before) for row, before in pairs if before and not (row.is_taken_down or before.is_taken_down))
    return sum(is_new_headline(before.headline, row.headline) for row, before in readable)


def is_new_headline(old: str, new: str) -> bool:
    """Return whether a headline says something else: other quotes, dashes or blanks alone do not count."""
    return old != new and not compare(Text({"headline": old}), Text({"headline": new})).typography_only


def print_span(span: timedelta) -> str:
    """Return a span of time in words, in minutes below two hours, in hours below two days, in days from there on."""
    if span < 2 * HOUR:
        count = max(round(span / timedelta(minutes=1)), 1)
        return ngettext("{count} minute", "{count} minutes", count).format(count=count)
    if span < 48 * HOUR:
        count = round(span / HOUR)
        return ngettext("{count} hour", "{count} hours", count).format(count=count)
    count = round(span / timedelta(days=1))
    return ngettext("{count} day", "{count} days", count).format(count=count)
