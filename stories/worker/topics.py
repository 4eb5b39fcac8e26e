"""Stories of before there were topics, listed under theirs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from stories.models import LiveKey, LiveStory, Story, Sweep, filing_topic, topic_key

NAME = "topics"  # counts from below up to 0: keys of stories, negated, newest first
STORIES_LOCKED = 200  # whose rows are locked meanwhile; the next sweep goes on


def list_topics(now: datetime) -> int:
    """List the next live stories that no topic has under theirs; return how many. Runs twice without harm."""
    done = Sweep.objects.done_until(NAME)
    if done == 0:
        return 0
    rows = LiveStory.objects.filter(story__lt=-done) if done is not None else LiveStory.objects.all()
    keys = list(rows.order_by("-story").values_list("story", flat=True)[:STORIES_LOCKED])
    listed = list_stories(keys)
    Sweep.objects.mark_done(NAME, -keys[-1] if keys else 0, now=now)
    return listed


@transaction.atomic
def list_stories(story_ids: list[int]) -> int:
    """List stories under their topics; return how many. Their rows are locked: what is listed stays where it is."""
    list(
        Story.objects.select_for_update(no_key=True)
        .filter(pk__in=story_ids)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    rows = LiveStory.objects.filter(story__in=story_ids).select_related("filing__story")
    topics = ((row, filing_topic(row.filing)) for row in rows)
    keys = [LiveKey(story=row, place=row.place, key=topic_key(topic)) for row, topic in topics if topic]
    LiveKey.objects.bulk_create(keys, ignore_conflicts=True)
    return len(keys)
