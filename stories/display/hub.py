"""The WebSub hub of this site, and the feeds that it is told of: https://www.w3.org/TR/websub/."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse

from stories.display.urls import absolute_reverse

FEED_FORMS = ("rss", "atom", "json")


def hub_address() -> str:
    """Return the address of the hub; empty where the site has none."""
    return settings.WEBSUB_HUB


def add_hub_links(response: HttpResponse, topic: str) -> HttpResponse:
    """Name the hub and the feed's own address in the headers of a feed, and return it; neither without a hub."""
    hub = hub_address()
    if hub:
        response["Link"] = f'<{hub}>; rel="hub", <{topic}>; rel="self"'
    return response


def latest_topics() -> Iterable[str]:
    """Return the addresses of the feeds of all stories, and of the corrections."""
    return (*feed_topics(""), *(absolute_reverse("stories:corrections_feed", form) for form in FEED_FORMS))


def section_topics(slug: str) -> Iterable[str]:
    """Return the addresses of the feeds of a section."""
    return feed_topics("section_", slug)


def edition_topics(language: str) -> Iterable[str]:
    """Return the addresses of the feeds of an edition."""
    return feed_topics("edition_", language)


def feed_topics(prefix: str, *place: str) -> Iterable[str]:
    """Return the addresses of the feeds of a place, with summaries and with whole texts."""
    names = (f"stories:{prefix}feed", f"stories:full_{prefix}feed")
    return [absolute_reverse(name, *place, form) for name in names for form in FEED_FORMS]


def version_topic(story_id: int, slug: str) -> str:
    """Return the address of the feed of a story's versions."""
    return absolute_reverse("stories:version_feed", story_id, slug)
