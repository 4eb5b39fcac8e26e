"""The front page laid out: a lead, two stories beside it, the latest by day, the sections. No story stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.conf import settings
from django.utils import timezone

from stories.copy import language_tags
from stories.models import Filing, Section

TOP_STORIES = 2  # beside a lead with a picture
TOP_STORIES_WITHOUT_PICTURE = 4  # beside one that has none
LATEST = 8
SECTIONS = 6
IN_A_SECTION = 4
LEADS_FOR = timedelta(hours=12)  # an urgent story gives way to news after half a day
# What is looked up, so that a busy section has rows left under what stands above.
LATEST_READ = 1 + TOP_STORIES_WITHOUT_PICTURE + LATEST
SECTION_READ = 10


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The stories of a front page in their places, each the newest first."""

    lead: Filing | None
    seconds: list[Filing]
    latest: list[tuple[date, list[Filing]]]
    sections: list[tuple[Section, list[Filing]]]

    @property
    def with_pictures(self) -> list[Filing]:
        """The stories whose pictures are shown: the lead, and the first of each section."""
        return [*([self.lead] if self.lead else []), *(rows[0] for _section, rows in self.sections)]


def lay_out(rows: Sequence[Filing]) -> FrontPage:
    """Give each story its place; `rows` come with the newest first."""
    top = pick_top(rows)
    below = [row for row in rows if row not in top]
    latest, rest = below[:LATEST], below[LATEST:]
    days = groupby(latest, key=lambda row: timezone.localdate(row.moved_at))
    return FrontPage(
        lead=next(iter(top), None),
        seconds=top[1:],
        latest=[(day, list(of_day)) for day, of_day in days],
        sections=group_by_section(rest),
    )


def pick_top(rows: Sequence[Filing]) -> list[Filing]:
    """Return the lead and the stories beside it: the most urgent of the twelve hours before the newest.

    Of these the latest; copy in the site's own language goes before any other.
    """
    fresh = [row for row in rows if row.moved_at > rows[0].moved_at - LEADS_FOR]
    own = [row for row in fresh if language_tags.is_same_language(row.language, settings.LANGUAGE_CODE)]
    top = sorted(own or fresh, key=lambda row: row.urgency)
    seconds = TOP_STORIES if top and top[0].shown_pictures else TOP_STORIES_WITHOUT_PICTURE
    return top[: 1 + seconds]


def group_by_section(rows: Iterable[Filing]) -> list[tuple[Section, list[Filing]]]:
    """Return the newest rows of the first sections that have any, in the order of the sections."""
    rows_of: dict[Section, list[Filing]] = {}
    for row in rows:
        if row.section is not None:
            rows_of.setdefault(row.section, []).append(row)
    in_order = sorted(rows_of.items(), key=lambda item: (item[0].position, item[0].name))
    return [(section, stories[:IN_A_SECTION]) for section, stories in in_order[:SECTIONS]]
