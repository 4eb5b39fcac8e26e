"""The page of a topic: the filings of its stories as a timeline, with what each changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from stories.display.fact_words import list_in_brief
from stories.models import Filing, FilingChange, Topic, list_latest_topics, topic_key, topic_name
from stories.models.live_story import keys_in_use

FILINGS_OF_A_STORY = 12  # the last ones; its history has all of them
MOST_FILINGS = 80
FACTS_TOLD = 3  # of a filing
LATEST_STORIES = 400  # of the wire, whose topics run now
RUNNING_TOPICS = 30
NAMED_TOPICS = 500


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A filing of the timeline, and the facts that it changed, in a few words each."""

    filing: Filing
    facts: list[str]


def find_topic(slug: str) -> Topic:
    """Return a topic as somebody named it, else by the words of its stem. One query."""
    return Topic.objects.filter(slug=slug).first() or Topic(slug=slug, name=topic_name(slug))


@dataclass(frozen=True, slots=True)
class RunningTopic:
    """A topic of which several stories moved of late: their number, and the newest of them."""

    topic: Topic
    stories: int
    newest: Filing


def find_running_topics() -> list[RunningTopic]:
    """Return the topics with most to read in the latest news, that of the newest story first. Three queries."""
    found = [(slug, stories) for slug, stories in list_latest_topics(LATEST_STORIES).items() if stories[1:]]
    found = found[:RUNNING_TOPICS]
    if not found:
        return []
    named = {topic.slug: topic for topic in Topic.objects.filter(slug__in=[slug for slug, _stories in found])}
    rows = Filing.public.newest().filter(live__story__in=[stories[0] for _slug, stories in found])
    newest = {row.story_id: row for row in rows}
    return [
        RunningTopic(named.get(slug) or Topic(slug=slug, name=topic_name(slug)), len(stories), newest[stories[0]])
        for slug, stories in found
        if stories[0] in newest
    ]


def find_named_topics() -> list[Topic]:
    """Return the topics that an editor named and that have live stories, by their names. Two queries."""
    topics = list(Topic.objects.order_by("name", "slug")[:NAMED_TOPICS])
    in_use = set(keys_in_use(topic_key(topic.slug) for topic in topics))
    return [topic for topic in topics if topic_key(topic.slug) in in_use]


def make_timeline(stories: Sequence[Filing]) -> list[tuple[date, list[TimelineRow]]]:
    """Return the last filings of some stories by the day when they moved, the latest first. Two queries."""
    rows = list(Filing.public.latest_of([row.story_id for row in stories], each=FILINGS_OF_A_STORY)[:MOST_FILINGS])
    changes = {change.pk: change for change in FilingChange.objects.readable().filter(pk__in=[row.pk for row in rows])}
    told = [TimelineRow(row, facts_of(changes.get(row.pk))) for row in rows]
    days = groupby(told, key=lambda row: timezone.localdate(row.filing.moved_at))
    return [(day, list(of_day)) for day, of_day in days]


def facts_of(change: FilingChange | None) -> list[str]:
    """Return the gravest facts that a filing changed, in a few words each."""
    return list_in_brief(change.changed_facts()[:FACTS_TOLD] if change else [])
