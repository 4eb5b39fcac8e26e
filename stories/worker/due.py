"""Due work, found from the state of the stories by a sweep, so that a worker that was killed loses nothing."""

import logging
from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, Error

from stories import desk, intake
from stories.models import Filing, Item, ItemTerm, Photo, Story
from stories.models.draft import DRAFTS_KEPT_FOR
from stories.request_id import carry_request
from stories.table_statistics import refresh_statistics

PHOTOS_AT_ONCE = 20  # photos of a sweep; the next goes on
RETRY_AFTER = timedelta(minutes=1)
TERMS_AT_ONCE = 5_000  # rows of a sweep, of some 200 pieces of copy: others wait for the lock meanwhile
# Copy is looked up beside what moved within two days of it, and may say a time two days ahead of its receipt: so copy
# that comes five days late finds its story.
TERMS_KEPT_FOR = timedelta(days=9)
LISTS_CHECKED_FOR = timedelta(days=1)  # longer than the release of a version takes
REPLACED_KEPT_FOR = timedelta(days=1)  # what was replaced: pages in caches lead to it

logger = logging.getLogger(__name__)


def release_due(now: datetime) -> list[Filing]:
    """File every story whose time has come; return the filings. Runs twice, or in two workers at once, without harm."""
    filings = []
    for story in Story.objects.due(now):
        with carry_request(story.request_id or ""):
            if (filing := release_story(story, now)) is not None:
                filings.append(filing)
    return filings


def cut_due(now: datetime) -> list[Photo]:
    """Cut the photos that have no renditions as they are now; return those done. Runs twice without harm."""
    due = list(Photo.objects.without_renditions(now)[:PHOTOS_AT_ONCE])
    done = []
    for photo in due:
        with carry_request(photo.request_id or ""):
            if make_photo_renditions(photo, now):
                done.append(photo)
    return done


def make_photo_renditions(photo: Photo, now: datetime) -> bool:
    """Cut a photo; return whether it could be done. Where the store does not answer, it is tried again."""
    try:
        desk.make_renditions(photo, now=now)
    except Error:
        raise
    except OSError as fault:  # the store's, or a disk without room
        logger.error("Photo %s was not cut; it is tried again in a minute: %s", photo.pk, fault)
        desk.postpone_renditions(photo, at=now + RETRY_AFTER)
        return False
    except Exception:
        logger.exception("Photo %s was not cut; it is tried again in a minute.", photo.pk)
        desk.postpone_renditions(photo, at=now + RETRY_AFTER)
        return False
    logger.info("Photo %s was cut.", photo.pk)
    return True


def tidy(now: datetime) -> list[str]:
    """Drop renditions that were replaced a day ago, and files that nothing knows; return the paths of those.

    Stories of the last day that a list leaves out or shows wrongly are listed anew.
    """
    desk.list_missing(now - LISTS_CHECKED_FOR)
    while desk.drop_replaced(before=now - REPLACED_KEPT_FOR):
        pass
    return desk.drop_orphans(before=now - REPLACED_KEPT_FOR)


def drop_old_drafts(now: datetime) -> int:
    """Drop drafts that nobody typed into for a month; return how many."""
    return desk.drop_old_drafts(before=now - DRAFTS_KEPT_FOR)


def read_kept_copy(now: datetime) -> list[Item]:
    """Take the copy that a process kept and died before it read it; return the items. Runs twice without harm."""
    taken = [item for _delivery, item in intake.take_unread(now=now)]
    if taken:
        logger.warning("Copy that a process had kept, and died before it read it, was taken: %d.", len(taken))
    return taken


def drop_terms(now: datetime) -> int:
    """Drop terms of old copy from the index that finds stories again; return how many. The next sweep goes on."""
    return ItemTerm.objects.drop_oldest(before=now - TERMS_KEPT_FOR, most=TERMS_AT_ONCE)


def look_at_tables(_now: datetime) -> None:
    """Have the database look at its tables as they are now, so that it takes the indexes that were made for it."""
    refresh_statistics(DEFAULT_DB_ALIAS)


def release_story(story: Story, now: datetime) -> Filing | None:
    """File one due story and return the filing; take one that cannot be filed off the schedule, with the reason."""
    try:
        return desk.release_due(story, now=now)
    except desk.DeskError as error:
        logger.warning("Story %s was not released: %s", story.pk, error)
        desk.unschedule(story, by=None, now=now, comment=f"Not released: {error}")
        return None
