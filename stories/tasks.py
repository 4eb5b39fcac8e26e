"""What is due. Found from the state of the stories by a sweep, so that a worker that was killed loses nothing."""

import logging
from datetime import datetime

from stories import desk
from stories.models import Filing, Story

logger = logging.getLogger(__name__)


def release_due(now: datetime) -> list[Filing]:
    """The filings of every story whose time has come. Runs twice, or in two workers at once, without harm."""
    return [filing for story in Story.objects.due(now) if (filing := released(story, now)) is not None]


def released(story: Story, now: datetime) -> Filing | None:
    """The filing of one due story; one that cannot be filed is taken off the schedule, and the desk sees why."""
    try:
        return desk.release_due(story, now=now)
    except desk.Refused as error:
        logger.warning("Story %s was not released: %s", story.pk, error)
        desk.unschedule(story, by=None, now=now, comment=f"Not released: {error}")
        return None
