"""The archive by the calendar: how many stories moved on each day, and in each month, in the zone of the site."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stories.display.datetimes import day_bounds
from stories.models import count_spans, first_place

MOST_COUNTED = 1_000  # stories of a day or a month; more are "999+", and not counted
WEEK = Calendar()  # of ISO 8601, which begins on Monday


@dataclass(frozen=True, slots=True)
class Count:
    """The number of stories of a day or a month, by its first day."""

    first: date
    stories: int

    @property
    def is_more(self) -> bool:
        """Whether there are more than are counted."""
        return self.stories >= MOST_COUNTED

    @property
    def printed(self) -> str:
        """The number in figures."""
        return f"{MOST_COUNTED - 1}+" if self.is_more else str(self.stories)


@dataclass(frozen=True, slots=True)
class MonthCalendar:
    """A month in weeks from Monday to Sunday; None stands for a day of another month."""

    first: date
    weeks: tuple[tuple[Count | None, ...], ...]

    @property
    def days(self) -> list[Count]:
        """Its days."""
        return [day for week in self.weeks for day in week if day is not None]

    @property
    def stories(self) -> int | None:
        """The number of its stories; None where some day has more than are counted."""
        return None if any(day.is_more for day in self.days) else sum(day.stories for day in self.days)

    @property
    def weekdays(self) -> list[date]:
        """A Monday, and the days behind it: whoever prints their names wants a date."""
        monday = date(2024, 1, 1)
        return [monday + timedelta(days=number) for number in range(7)]


def make_month(day: date) -> MonthCalendar:
    """Return the calendar of the month of a day. One query."""
    weeks = WEEK.monthdayscalendar(day.year, day.month)
    days = [day.replace(day=number) for week in weeks for number in week if number]
    counts = {count.first.day: count for count in count_stories([(one, one) for one in days])}
    return MonthCalendar(day.replace(day=1), tuple(tuple(counts.get(number) for number in week) for week in weeks))


def make_year(first: date) -> list[Count]:
    """Return the months of a year. One query."""
    months = [first.replace(month=number) for number in range(1, 13)]
    return count_stories([(month, last_day(month)) for month in months])


def count_stories(spans: Sequence[tuple[date, date]]) -> list[Count]:
    """Return the numbers of stories from each of some days to another. One query."""
    places = [(first_place(day_bounds(first)[0]), first_place(day_bounds(last)[1])) for first, last in spans]
    counts = count_spans(places, MOST_COUNTED)
    return [Count(first, count) for (first, _last), count in zip(spans, counts, strict=True)]


def last_day(first: date) -> date:
    """Return the last day of the month that begins on one."""
    return first.replace(day=monthrange(first.year, first.month)[1])
