"""WebSub: the hub of the site is told which feeds changed, so that nobody needs to ask them again and again.

What changed is found from the rows themselves: filings, notices of holds, releases and kills, words taken down, moves
between stories. What the hub was told of is kept in memory alone. A worker that starts tells it of the latest rows once
more, which costs the hub a request and a subscriber nothing; so no restart loses a change. Source:
https://www.w3.org/TR/websub/, and the form of publishing of PubSubHubbub 0.4, which all hubs take.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from reversion.models import Version

from stories.display import page_language
from stories.display.hub import edition_topics, hub_address, latest_topics, section_topics, version_topic
from stories.intake.safe_fetch import ANY_PORT, Answer, NotFetchedError, post
from stories.models import ChainMove, Filing, Notice, Story
from stories.request_id import carry_request
from stories.worker.retries import Retries

HUB_SECONDS = 10  # for its answer
AT_START = 100  # rows of each kind that a worker tells of when it starts
COMMITTED_LATE = 100  # a slower transaction may bring a row behind so many newer ones
ROWS_AT_ONCE = 1_000  # rows of a sweep; the next goes on
TOPICS_AT_ONCE = 1_000  # addresses of one ping
LATELY = timedelta(hours=1)  # the take-downs and moves that a saved story is looked at for
RETRY_PAUSES = timedelta(seconds=5), timedelta(hours=1)  # the first and the longest after a ping that failed
SUCCESS = range(200, 300)

Post = Callable[[str, bytes], Answer]  # the address of the hub and a form; raises NotFetchedError

logger = logging.getLogger(__name__)


def post_to_hub(address: str, form: bytes) -> Answer:
    """Send a form to the hub. Raises NotFetchedError."""
    return post(address, form, may=lambda _address: True, ports=ANY_PORT, seconds=HUB_SECONDS)


class RowWatch:
    """The rows of a table that were seen, so that each new one is found once."""

    def __init__(self) -> None:
        self.newest: int | None = None
        self.seen: set[int] = set()

    def new_stories(self, rows: QuerySet[Any, tuple[int, Any]]) -> set[int]:
        """Return the stories of the rows that are new, which come as pairs of their keys; at first, of the latest."""
        if self.newest is None:
            found = list(rows.order_by("-pk")[:AT_START])
        else:
            found = list(rows.filter(pk__gt=self.newest - COMMITTED_LATE).order_by("pk")[:ROWS_AT_ONCE])
        new = {key: int(story) for key, story in found if key not in self.seen}
        self.newest = max([self.newest or 0, *new])
        self.seen = {key for key in self.seen | new.keys() if key > self.newest - COMMITTED_LATE}
        return set(new.values())


class HubPublisher:
    """The worker's side of WebSub: finds the feeds that changed, and tells the hub until it takes them."""

    def __init__(self, post: Post = post_to_hub) -> None:
        self.post = post
        self.filings, self.notices, self.versions = RowWatch(), RowWatch(), RowWatch()
        self.waiting: dict[str, None] = {}  # addresses that the hub was not told of, in the order of their changes
        self.request_id = ""  # of the latest change among them
        self.retries = Retries(*RETRY_PAUSES)

    def publish_due(self, now: datetime) -> int:
        """Tell the hub of the feeds that changed; return of how many. After a failure it waits, ever longer."""
        hub = hub_address()
        if not hub:
            return 0
        if stories := self.changed_stories(now):
            self.waiting |= dict.fromkeys(topics_of_stories(stories))
            self.request_id = latest_request(stories)
        if not self.waiting or not self.retries.may_try(now):
            return 0
        with carry_request(self.request_id):
            return self.tell_hub(hub, now)

    def tell_hub(self, hub: str, now: datetime) -> int:
        """Tell the hub of the first feeds that wait; return of how many. Where it does not take them, it waits."""
        topics = list(self.waiting)[:TOPICS_AT_ONCE]
        fault = self.ping(hub, topics)
        if fault:
            self.postpone(now, fault)
            return 0
        for topic in topics:
            del self.waiting[topic]
        self.retries.reset()
        logger.info("The hub was told of %s feeds.", len(topics))
        return len(topics)

    def changed_stories(self, now: datetime) -> set[int]:
        """Return the stories of which something was filed, stopped, released, taken down or moved. Five queries."""
        saved = self.versions.new_stories(Version.objects.get_for_model(Story).values_list("pk", "object_id"))
        since = now - LATELY
        is_gone = Q(taken_down_at__gt=since) | Q(phrase_take_downs__at__gt=since)
        gone = Filing.public.filter(is_gone, story_id__in=saved)
        moves = ChainMove.objects.filter(Q(at__gt=since) | Q(undone_at__gt=since), from_story__in=saved)
        return (
            self.filings.new_stories(Filing.public.values_list("pk", "story_id"))
            | self.notices.new_stories(Notice.objects.values_list("pk", "story_id"))
            | set(gone.values_list("story_id", flat=True))
            | {story for pair in moves.values_list("from_story", "to_story") for story in pair}
        )

    def ping(self, hub: str, topics: Iterable[str]) -> str:
        """Tell the hub of these addresses in one request; return why it did not take them, empty where it did."""
        form = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)])
        try:
            answer = self.post(hub, form.encode())
        except NotFetchedError as error:
            return str(error)
        return "" if answer.status in SUCCESS else f"It answered {answer.status}."

    def postpone(self, now: datetime, fault: str) -> None:
        """Have the hub left alone for a time, ever longer."""
        pause = self.retries.postpone(now)
        logger.warning("The hub was not told of %s feeds, and is in %s: %s", len(self.waiting), pause, fault)


def latest_request(stories: Iterable[int]) -> str:
    """Return the name of the request behind the latest change of some stories; empty for none. One query."""
    names = Story.objects.filter(pk__in=stories).order_by("-updated_at").values_list("request_id", flat=True)
    return names.first() or ""


def topics_of_stories(stories: Iterable[int]) -> list[str]:
    """Return the addresses of the feeds that stories stand in, or stood in before; none for none. One query."""
    rows = Filing.public.filter(story_id__in=stories).order_by()
    found = set(rows.values_list("story_id", "story__slug", "section__slug", "language"))
    if not found:
        return []
    sections = sorted({section for _, _, section, _ in found if section})
    editions = sorted({language.partition("-")[0].lower() for *_, language in found} & page_language.EDITIONS.keys())
    return [
        *latest_topics(),
        *(topic for section in sections for topic in section_topics(section)),
        *(topic for language in editions for topic in edition_topics(language)),
        *(version_topic(story, slug) for story, slug in sorted({(story, slug) for story, slug, *_ in found})),
    ]
