"""The topic of a story: chosen by an editor, or that of its slugline again."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from stories.desk.live_index import list_again
from stories.desk.log_entries import log
from stories.desk.revisions import lock_story
from stories.models import Story, choose_stem, public_slugline
from stories.story_actions import CHOOSE_TOPIC

# Sentences for the newsroom alone: readers' languages leave them out.


@transaction.atomic
def choose_topic(story: Story, topic: str, *, by: User, now: datetime) -> Story:
    """Put a story into a topic, into none with an empty one; that of its slugline follows the slugline from now on.

    Raises NotPossibleError for a story that was joined to another.
    """
    story = lock_story(story, CHOOSE_TOPIC)
    choice = None if topic == choose_stem(None, public_slugline(story)) else topic
    if choice != story.topic:
        story.topic = choice
        Story.objects.filter(pk=story.pk).update(topic=choice)
        log(story, f"The story is in the topic {topic}." if topic else "The story is in no topic.", by=by, now=now)
        list_again(story)
    return story
