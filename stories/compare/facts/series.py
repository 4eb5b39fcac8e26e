"""The figures of a story through its versions: tolls and the like, each with the versions that changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from stories.compare.facts.fact import Figure
from stories.compare.facts.figures import figures
from stories.compare.facts.subjects import COUNTED_THINGS, MEASURED_THINGS, WEIGHTS


@dataclass(frozen=True, slots=True)
class FiguredVersion:
    """Version of a story with its `main_figures` by their subjects.

    `unnoted` are the subjects of the figures that changed in it and of which its note does not speak.
    """

    number: int
    figures: Mapping[str, Figure]
    is_correction: bool = False
    unnoted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """Value of a figure, as printed, and the number of the version that brought it."""

    value: Decimal
    printed: str
    number: int
    is_corrected: bool = False
    is_unnoted: bool = False


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """Values that a story gave for one thing, oldest first; one for each change, so neighbours differ."""

    subject: str
    points: tuple[SeriesPoint, ...]


def figure_series(versions: Sequence[FiguredVersion]) -> tuple[FigureSeries, ...]:
    """Return the values of each counted thing that changed through the versions, oldest first; gravest things first.

    A version without a figure of a subject says nothing of it.
    """
    points: dict[str, list[SeriesPoint]] = {}
    for version in versions:
        for what, figure in version.figures.items():
            before = points.setdefault(what, [])
            if figure.value is not None and not (before and before[-1].value == figure.value):
                is_new = bool(before)
                before.append(
                    SeriesPoint(
                        figure.value,
                        figure.text if figure.subject in MEASURED_THINGS else figure.number,
                        version.number,
                        is_corrected=is_new and version.is_correction,
                        is_unnoted=is_new and what in version.unnoted,
                    )
                )
    series = (FigureSeries(what, tuple(row)) for what, row in points.items() if len(row) > 1)
    return tuple(sorted(series, key=lambda each: -WEIGHTS[each.subject]))


def main_figures(text: str, language: str) -> dict[str, Figure]:
    """Return the first figure of each counted thing in a text, which begins with its headline, by its subject.

    Of lengths and the like there may be many in a text: one is told only where it is the only one.
    """
    found: dict[str, list[Figure]] = {}
    for figure in figures(text, language):
        if figure.value is not None:
            found.setdefault(figure.subject, []).append(figure)
    return {
        what: row[0]
        for what, row in found.items()
        if what in COUNTED_THINGS or (what in MEASURED_THINGS and len(row) == 1)
    }
