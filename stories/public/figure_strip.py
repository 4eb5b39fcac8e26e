"""The figures that changed through the versions of a story, each value with the version that brought it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from stories.compare import Fact, FiguredVersion, FigureSeries, SeriesPoint, figure_series
from stories.display.comparison_cache import ChainStep
from stories.display.fact_words import FACT_LABELS, capitalize
from stories.display.unnoted_facts import find_unnoted_facts
from stories.models import Filing

MOST_SERIES = 4
MOST_VALUES = 10  # of one thing, the newest


@dataclass(frozen=True, slots=True)
class StripValue:
    """A value as printed, the version that brought it, and what it is beside a change: "", "corrected", "unnoted"."""

    printed: str
    number: int
    kind: str


@dataclass(frozen=True, slots=True)
class StripSeries:
    """The values of one thing, oldest first."""

    label: str
    values: tuple[StripValue, ...]


def make_figure_strip(filings: Sequence[Filing], steps: Mapping[int, ChainStep]) -> list[StripSeries]:
    """Return the figures that changed through filings, which stand in the order of the chain; gravest first."""
    return [make_series(each) for each in read_series(filings, steps)[:MOST_SERIES]]


def read_series(filings: Sequence[Filing], steps: Mapping[int, ChainStep]) -> tuple[FigureSeries, ...]:
    """Return the figures that changed through filings, with what no note names."""
    return figure_series(list(read_versions(filings, steps)))


def read_versions(filings: Sequence[Filing], steps: Mapping[int, ChainStep]) -> Iterator[FiguredVersion]:
    """Yield filings with their figures; the text before the first one, too, where its figures are known."""
    for at, filing in enumerate(filings):
        step = steps.get(filing.number)
        following = steps.get(filings[at + 1].number) if at + 1 < len(filings) else None
        figures = step.new_figures if step else following.old_figures if following else None
        if figures is not None:
            unnoted = find_unnoted_facts(filing, step.facts) if step else ()
            yield FiguredVersion(filing.number, figures, bool(filing.amends), subjects_of(unnoted))


def subjects_of(facts: Sequence[Fact]) -> frozenset[str]:
    """Return what facts are about."""
    return frozenset(fact.subject for fact in facts)


def print_value(point: SeriesPoint) -> str:
    """Return a value as readers of any language see it: "two" is 2."""
    if any(sign.isdigit() for sign in point.printed):
        return point.printed
    value = point.value.normalize() if point.value != point.value.to_integral() else int(point.value)
    return str(number_format(value))


def make_series(series: FigureSeries) -> StripSeries:
    """Return the values of one thing as a page prints them."""
    values = (
        StripValue(
            print_value(point),
            point.number,
            "corrected" if point.is_corrected else "unnoted" if point.is_unnoted else "",
        )
        for point in series.points[-MOST_VALUES:]
    )
    return StripSeries(capitalize(str(FACT_LABELS[series.subject])), tuple(values))
