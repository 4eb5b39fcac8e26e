"""A cache or CDN in front is told what to drop, by the keys of `stories.display.surrogate_keys`.

What changed is found from the generations of stories, and how far the cache was told is kept in the database: a worker
that is killed loses nothing, and the next one tells it again from there. One request serves all: Fastly and Varnish
read its header `Surrogate-Key`, Cloudflare the `tags` of its body, `deploy/nginx_purge.py` either.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings

from stories.display.surrogate_keys import ALL_KEY, LISTS_KEY, story_key
from stories.intake.safe_fetch import ANY_PORT, NotFetchedError, post
from stories.models import ALL_STORIES, EVERY_PAGE, LOST_WORDS, Filing, Generation, LiveStory, Story, Sweep
from stories.request_id import carry_request
from stories.worker.retries import Retries

NAME = "cache purge"
SECONDS = 5  # for an answer of the cache
KEYS_AT_ONCE = 30  # Cloudflare takes no more
STORIES_AT_ONCE = 900  # of a sweep; where more changed, everything is dropped
AGAIN_AFTER = timedelta(seconds=5)  # an answer that was under way while a story was stopped is kept by then
RETRY_PAUSES = timedelta(seconds=1), timedelta(minutes=1)  # the first and the longest after a request that failed
SUCCESS = range(200, 300)

logger = logging.getLogger(__name__)


class CachePurger:
    """The worker's side of a cache in front: tells it what changed, until it has been told."""

    def __init__(self) -> None:
        self.retries = Retries(*RETRY_PAUSES)
        self.again_at: datetime | None = None  # everything once more, after a stop

    def purge_due(self, now: datetime) -> int:
        """Have the cache drop what changed; return how many keys it was told. After a failure it waits, ever longer."""
        if not settings.CDN_PURGE_URL or not self.retries.may_try(now):
            return 0
        latest = Generation.objects.filter(pk=ALL_STORIES).values_list("number", flat=True).first() or 0
        done = Sweep.objects.done_until(NAME)
        changed = keys_to_purge(done, latest)
        is_again_due = self.again_at is not None and now >= self.again_at
        keys = [ALL_KEY] if is_again_due else changed
        if not keys:
            return 0
        with carry_request(request_behind(done)):
            if not self.send_all(keys, now):
                return 0
        Sweep.objects.mark_done(NAME, latest, now=now)
        self.retries.reset()
        if ALL_KEY in changed and done is not None:
            self.again_at = now + AGAIN_AFTER
        elif is_again_due:
            self.again_at = None
        return len(keys)

    def send_all(self, keys: Iterable[str], now: datetime) -> bool:
        """Tell the cache to drop what keys name; return whether it took them all. Where not, it waits."""
        remaining = iter(keys)
        while batch := list(islice(remaining, KEYS_AT_ONCE)):
            if fault := send_purge(batch):
                self.postpone(now, fault)
                return False
            logger.info("The cache in front dropped %s.", " ".join(batch))
        return True

    def postpone(self, now: datetime, fault: str) -> None:
        """Have the cache left alone for a time, ever longer."""
        pause = self.retries.postpone(now)
        logger.warning("The cache in front was not told what changed, and is in %s: %s", pause, fault)


def keys_to_purge(done: int | None, latest: int) -> list[str]:
    """Return the keys of what changed since a number of public changes; all where it was never told any."""
    if done == latest:
        return []
    changed = Generation.objects.filter(total__gt=done or 0).order_by("total").values_list("pk", flat=True)
    stories = list(changed[: STORIES_AT_ONCE + 1])
    if done is None or EVERY_PAGE in stories or len(stories) > STORIES_AT_ONCE:
        return [ALL_KEY]
    stories = [story for story in stories if story != ALL_STORIES]
    return [ALL_KEY] if is_any_stopped(stories) else [LISTS_KEY, *map(story_key, stories)]


def request_behind(done: int | None) -> str:
    """Return the name of the request behind the latest change since a number of public changes; empty for none."""
    changed = Generation.objects.filter(total__gt=done or 0, pk__gt=0).order_by("-total").values_list("pk", flat=True)
    return Story.objects.filter(pk__in=changed[:1]).values_list("request_id", flat=True).first() or ""


def is_any_stopped(stories: Iterable[int]) -> bool:
    """Return whether one of the stories, or words of it, may no longer be read: every page may show its headline."""
    live = set(LiveStory.objects.filter(pk__in=stories).values_list("pk", flat=True))
    taken_down = Filing.public.filter(LOST_WORDS, story_id__in=stories).order_by()
    return not live.issuperset(stories) or taken_down.exists()


def send_purge(keys: list[str]) -> str:
    """Tell the cache to drop the answers under some keys; return why it did not, empty where it did."""
    headers = {"Content-Type": "application/json", "Surrogate-Key": " ".join(keys), "Cache-Tag": ",".join(keys)}
    if settings.CDN_PURGE_TOKEN:
        headers |= {"Authorization": f"Bearer {settings.CDN_PURGE_TOKEN}", "Fastly-Key": settings.CDN_PURGE_TOKEN}
    body = json.dumps({"tags": keys}).encode()
    try:
        answer = post(
            settings.CDN_PURGE_URL, body, headers=headers, may=lambda _address: True, ports=ANY_PORT, seconds=SECONDS
        )
    except NotFetchedError as error:
        return str(error)
    return "" if answer.status in SUCCESS else f"It answered {answer.status}."
