"""Feeds in RSS, Atom and JSON Feed: the latest stories, those of a section or language, the corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.digests import timestamp
from stories.display import page_language
from stories.display.http_caching import conditional_response
from stories.display.hub import add_hub_links, hub_address
from stories.display.urls import absolute_url, story_identity
from stories.models import Filing, Notice, Section
from stories.models.addresses import topic_page_address
from stories.models.move_events import latest_joined
from stories.models.stored_page import ALL_STORIES
from stories.public import change_lists, corrections
from stories.public.feed_entries import ENTRIES, SummaryEntries, change_item, correction_item
from stories.public.feed_formats import FEED_FORMATS, DeletedEntry, FeedItem, StableFeed
from stories.public.topics import find_topic

Entries = type[SummaryEntries]


@require_safe
def latest_feed(request: HttpRequest, form: str, entries: Entries = SummaryEntries) -> HttpResponse:
    """Answer with the feed of the latest stories."""
    found = entries(Filing.public.news())
    return stories_feed(request, form, found, title=settings.SITE_NAME, link=reverse("stories:front"))


@require_safe
def edition_feed(request: HttpRequest, language: str, form: str, entries: Entries = SummaryEntries) -> HttpResponse:
    """Answer with the feed of the latest stories in a language."""
    title = f"{settings.SITE_NAME}: {page_language.EDITIONS[language]}"
    found = entries(Filing.public.news().live_in_language(language), language)
    link = reverse("stories:edition", args=[language])
    return stories_feed(request, form, found, title=title, link=link, language=language)


@require_safe
def section_feed(request: HttpRequest, slug: str, form: str, entries: Entries = SummaryEntries) -> HttpResponse:
    """Answer with the feed of the latest stories of a section."""
    section = get_object_or_404(Section, slug=slug)
    title = f"{settings.SITE_NAME}: {section.name}"
    found = entries(Filing.public.newest().live_in_section(section.pk))
    return stories_feed(request, form, found, title=title, link=section.get_absolute_url())


@require_safe
def corrections_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the feed of corrections and withdrawals."""
    entries = corrections.newest_entries(ENTRIES)
    title, link = f"{settings.SITE_NAME}: corrections", reverse("stories:corrections")

    def write() -> HttpResponse:
        return feed_response(make_feed(request, form, title=title, link=link), map(correction_item, entries))

    return conditional_feed(request, write, etag_parts=[form, *corrections.entries_etag_parts(entries)])


@require_safe
def topic_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer with the feed of the stories of a topic; 404 where no live story is in it."""
    found = SummaryEntries(Filing.public.of_topic(slug))
    if not found.filings:
        raise Http404
    title = f"{settings.SITE_NAME}: {find_topic(slug).name}"
    return stories_feed(request, form, found, title=title, link=topic_page_address(slug))


@require_safe
def changes_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the feed of what changed without a note."""
    rows = change_lists.latest_without_note(ENTRIES)
    title, link = f"{settings.SITE_NAME}: changes without a note", reverse("stories:change_lists")

    def write() -> HttpResponse:
        return feed_response(make_feed(request, form, title=title, link=link), map(change_item, rows))

    return conditional_feed(request, write, etag_parts=[form, *change_lists.changes_etag_parts((), rows)])


def stories_feed(
    request: HttpRequest, form: str, entries: SummaryEntries, *, title: str, link: str, language: str = ""
) -> HttpResponse:
    """Answer with a feed of stories, and of what was withdrawn or joined to another story."""
    withdrawn = list(Notice.objects.withdrawals()[:ENTRIES])
    deleted = [DeletedEntry(story_identity(notice.story_id), notice.at, notice.reason) for notice in withdrawn]
    joined = entries_of_joined(language)

    def write() -> HttpResponse:
        feed = make_feed(request, form, title=title, link=link, withdrawn=[*deleted, *joined], language=language)
        return feed_response(feed, entries.items())

    gone = [[notice.pk for notice in withdrawn], [(entry.identity, timestamp(entry.at)) for entry in joined]]
    return conditional_feed(request, write, etag_parts=[form, title, *gone, *entries.etag_parts])


def entries_of_joined(language: str) -> list[DeletedEntry]:
    """Return the entries of stories that are part of another now, as a feed in a language takes them back."""
    with translation.override(page_language.interface_language(language)):
        reason = _("This story is part of another now.")
    return [DeletedEntry(story_identity(story_id), at, reason) for story_id, at in latest_joined(ENTRIES).items()]


def conditional_feed(
    request: HttpRequest,
    write: Callable[[], HttpResponse],
    *,
    etag_parts: Iterable[object],
    scope: int = ALL_STORIES,
) -> HttpResponse:
    """Return the feed that `write` makes, or 304 where the reader has it; both name the hub."""
    response = conditional_response(request, write, etag_parts=[hub_address(), *etag_parts], scope=scope)
    return add_hub_links(response, topic_address(request))


def topic_address(request: HttpRequest) -> str:
    """Return the address by which a hub knows a feed: its own without a query, as addresses are written."""
    return absolute_url(escape_uri_path(request.path))


def make_feed(
    request: HttpRequest,
    form: str,
    *,
    title: str,
    link: str,
    withdrawn: Sequence[DeletedEntry] = (),
    language: str = "",
) -> StableFeed:
    """Make a feed without its entries."""
    return FEED_FORMATS[form](
        title=title,
        link=absolute_url(link),
        description="News as it moves on the wire.",
        language=language or settings.LANGUAGE_CODE,
        feed_url=topic_address(request),
        withdrawn=withdrawn,
        hub=hub_address(),
    )


def feed_response(feed: StableFeed, items: Iterable[FeedItem]) -> HttpResponse:
    """Add the entries to a feed, and return it as a response."""
    for item in items:
        feed.add_item(**item)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
