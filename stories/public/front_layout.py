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
LATEST = 8  # beside a lead without a picture
LATEST_BESIDE_PICTURE = 11
SECTIONS = 6
IN_A_SECTION = 4
LEADS_FOR = timedelta(hours=12)  # an urgent story gives way to news after half a day
FILLS_FOR = timedelta(hours=36)  # a story of the day before may fill a place beside the lead
# What is looked up, so that a busy section has rows left under what stands above.
LATEST_READ = 1 + TOP_STORIES + LATEST_BESIDE_PICTURE
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
    places = LATEST_BESIDE_PICTURE if top and top[0].shown_pictures else LATEST
    latest, rest = below[:places], below[places:]
    days = groupby(latest, key=lambda row: timezone.localdate(row.moved_at))
    return FrontPage(
        lead=next(iter(top), None),
        seconds=top[1:],
        latest=[(day, list(of_day)) for day, of_day in days],
        sections=group_by_section(rest),
    )


def pick_top(rows: Sequence[Filing]) -> list[Filing]:
    """Return the lead and the stories beside it: the most urgent of the twelve hours before the newest.

    Of these the latest; copy in the site's own language goes before any other. Where they are too few for the places
    beside the lead, the latest before them fill these, if there are enough for the other lists.
    """
    fresh, older = ([row for row in rows if row.moved_at > rows[0].moved_at - span] for span in (LEADS_FOR, FILLS_FOR))
    own, older = ([row for row in part if is_own_language(row)] for part in (fresh, older[len(fresh) :]))
    top = [*sorted(own or fresh, key=lambda row: row.urgency), *(older if len(rows) > LATEST_READ else ())]
    seconds = TOP_STORIES if top and top[0].shown_pictures else TOP_STORIES_WITHOUT_PICTURE
    return top[: 1 + seconds]


def is_own_language(row: Filing) -> bool:
    """Return whether a story is in the site's own language."""
    return language_tags.is_same_language(row.language, settings.LANGUAGE_CODE)


def group_by_section(rows: Iterable[Filing]) -> list[tuple[Section, list[Filing]]]:
    """Return the newest rows of the first sections that have any, in the order of the sections."""
    rows_of: dict[Section, list[Filing]] = {}
    for row in rows:
        if row.section is not None:
            rows_of.setdefault(row.section, []).append(row)
    in_order = sorted(rows_of.items(), key=lambda item: (item[0].position, item[0].name))
    return [(section, stories[:IN_A_SECTION]) for section, stories in in_order[:SECTIONS]]
