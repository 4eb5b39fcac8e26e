"""The page of a topic: the filings of its stories as a timeline, with what each changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from stories.display.fact_words import capitalize, fact_in_brief
from stories.models import Filing, FilingChange, Topic, topic_name

FILINGS_OF_A_STORY = 12  # the last ones; its history has all of them
MOST_FILINGS = 80
FACTS_TOLD = 3  # of a filing


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A filing of the timeline, and the facts that it changed, in a few words each."""

    filing: Filing
    facts: list[str]


def find_topic(slug: str) -> Topic:
    """Return a topic as somebody named it, else by the words of its stem. One query."""
    return Topic.objects.filter(slug=slug).first() or Topic(slug=slug, name=topic_name(slug))


def make_timeline(stories: Sequence[Filing]) -> list[tuple[date, list[TimelineRow]]]:
    """Return the last filings of some stories by the day when they moved, the latest first. Two queries."""
    rows = list(Filing.public.latest_of([row.story_id for row in stories], each=FILINGS_OF_A_STORY)[:MOST_FILINGS])
    changes = {change.pk: change for change in FilingChange.objects.readable().filter(pk__in=[row.pk for row in rows])}
    told = [TimelineRow(row, facts_of(changes.get(row.pk))) for row in rows]
    days = groupby(told, key=lambda row: timezone.localdate(row.filing.moved_at))
    return [(day, list(of_day)) for day, of_day in days]


def facts_of(change: FilingChange | None) -> list[str]:
    """Return the gravest facts that a filing changed, in a few words each."""
    facts = change.changed_facts()[:FACTS_TOLD] if change else []
    return [capitalize(fact_in_brief(fact)) for fact in facts]
