"""What is due. Found from the state of the stories by a sweep, so that a worker that was killed loses nothing."""

import logging
from datetime import datetime, timedelta

from django.db import Error

from stories import desk
from stories.models import Filing, Photo, Story

AT_ONCE = 20  # photos of a sweep; the next goes on
CUT_AGAIN_AFTER = timedelta(minutes=1)
KEPT_FOR = timedelta(days=1)  # what was replaced: pages in caches lead to it

logger = logging.getLogger(__name__)


def release_due(now: datetime) -> list[Filing]:
    """The filings of every story whose time has come. Runs twice, or in two workers at once, without harm."""
    return [filing for story in Story.objects.due(now) if (filing := released(story, now)) is not None]


def cut_due(now: datetime) -> list[Photo]:
    """The photos whose renditions were made: of all that have none as they are now. Runs twice without harm."""
    due = list(Photo.objects.to_cut(now)[:AT_ONCE])
    return [photo for photo in due if is_cut(photo, now)]


def is_cut(photo: Photo, now: datetime) -> bool:
    """Whether the renditions of a photo could be made; where the store does not answer, they are tried again."""
    try:
        desk.cut(photo, now=now)
    except Error:
        raise
    except Exception:
        logger.exception("Photo %s was not cut; it is tried again in a minute.", photo.pk)
        desk.cut_later(photo, at=now + CUT_AGAIN_AFTER)
        return False
    return True


def tidy(now: datetime) -> list[str]:
    """Drop renditions that were replaced a day ago, and files that nothing knows; gives where those were."""
    while desk.drop_replaced(before=now - KEPT_FOR):
        pass
    return desk.drop_orphans(before=now - KEPT_FOR)


def released(story: Story, now: datetime) -> Filing | None:
    """The filing of one due story; one that cannot be filed is taken off the schedule, and the desk sees why."""
    try:
        return desk.release_due(story, now=now)
    except desk.Refused as error:
        logger.warning("Story %s was not released: %s", story.pk, error)
        desk.unschedule(story, by=None, now=now, comment=f"Not released: {error}")
        return None
