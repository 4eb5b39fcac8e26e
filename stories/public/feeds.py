"""Feeds in RSS, Atom and JSON Feed: the latest stories, those of a section, the corrections.

An entry is known by the story's address without its slug, so it stays one entry through all versions, and its
`updated` moves. A withdrawn story stands in Atom as a deleted entry (RFC 6721), with no word of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any, TextIO
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from stories.digests import timestamp
from stories.display import page_language
from stories.display.http_caching import conditional_response
from stories.display.pictures import Figure, first_figures, rendition_names
from stories.display.urls import absolute_url, story_identity
from stories.models import Filing, Notice, Section
from stories.models.filing import PublicFilings
from stories.public import corrections
from stories.public.views.front import list_etag_parts

FeedItem = dict[str, Any]  # an entry, by the names of Django's feed generators

ENTRIES = 50
MEDIA = "http://search.yahoo.com/mrss/"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without an entry was updated: not now, or its tag would move


class StableFeed(SyndicationFeed):
    """A feed whose text depends on its entries alone, not on the time of the request."""

    content_type: str

    def latest_post_date(self) -> datetime:
        """Return the time of the latest filing or withdrawal; a fixed time for a feed without any.

        Of filing, not of the wire: the feed changed here when copy came, however old that was.
        """
        moments = [item["filed_at"] for item in self.items] + [notice.at for notice in self.feed["withdrawn"]]
        return max(moments, default=LONG_AGO)


class HtmlFeed(StableFeed):
    """A feed whose readers take descriptions as HTML; here descriptions are plain words."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: FeedItem) -> None:
        """Write the elements of an entry, with its description escaped."""
        super().add_item_elements(handler, {**item, "description": escape(item["description"], quote=False)})


class RssFeed(HtmlFeed, Rss201rev2Feed):
    """RSS 2.0, a picture as its enclosure and in Media RSS, which has its words."""

    def rss_attributes(self) -> dict[str, str]:
        """Return the attributes of the root element, with the namespace of Media RSS."""
        return {**super().rss_attributes(), "xmlns:media": MEDIA}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: FeedItem) -> None:
        """Write the elements of an entry, with its picture in Media RSS."""
        super().add_item_elements(handler, item)
        for figure, rendition in item["pictures"]:
            size = {"width": str(rendition.width), "height": str(rendition.height), "fileSize": str(rendition.size)}
            address = absolute_url(rendition.get_absolute_url())
            attributes = {"url": address, "type": rendition.content_type, **size}
            handler.startElement("media:content", AttributesImpl(attributes))
            handler.addQuickElement("media:description", figure.picture.caption, {"type": "plain"})
            if figure.picture.credit:
                handler.addQuickElement("media:credit", figure.picture.credit)
            handler.endElement("media:content")


class AtomFeed(HtmlFeed, Atom1Feed):
    """Atom, with withdrawn stories as deleted entries."""

    def root_attributes(self) -> dict[str, str]:
        """Return the attributes of the root element, with the namespace of deleted entries."""
        return {**super().root_attributes(), "xmlns:at": TOMBSTONES}

    def item_attributes(self, item: FeedItem) -> dict[str, str]:
        """Return the attributes of an entry: its language."""
        return {"xml:lang": item["language"]} if item["language"] else {}

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        """Write the entries, and behind them the deleted entries."""
        super().write_items(handler)
        for notice in self.feed["withdrawn"]:
            attributes = {"ref": story_identity(notice.story_id), "when": timestamp(notice.at)}
            handler.startElement("at:deleted-entry", AttributesImpl(attributes))
            handler.addQuickElement("at:comment", notice.reason)
            handler.endElement("at:deleted-entry")


class JsonFeed(StableFeed):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: TextIO, encoding: str) -> None:
        """Write the feed as JSON."""
        data = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["description"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "items": [self.entry(item) for item in self.items],
        }
        outfile.write(json.dumps(data, ensure_ascii=False))

    def entry(self, item: FeedItem) -> FeedItem:
        """Return an entry as JSON Feed has it."""
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["description"],
            "date_published": timestamp(item["pubdate"]),
            "date_modified": timestamp(item["updateddate"]),
            "authors": [{"name": item["author_name"]}],
            "tags": list(item["categories"]),
            "language": item["language"] or settings.LANGUAGE_CODE,
            **self.pictures_of(item),
        }

    def pictures_of(self, item: FeedItem) -> dict[str, object]:
        """Return the fields for the picture of an entry; none where it has no picture."""
        if not item["pictures"]:
            return {}
        [(_, rendition)] = item["pictures"]
        address = absolute_url(rendition.get_absolute_url())
        attached = {"url": address, "mime_type": rendition.content_type, "size_in_bytes": rendition.size}
        return {"image": address, "attachments": [attached]}


FEED_FORMATS: dict[str, type[StableFeed]] = {"rss": RssFeed, "atom": AtomFeed, "json": JsonFeed}


@require_safe
def latest_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the feed of the latest stories."""
    rows = Filing.public.news()
    return stories_feed(request, form, rows, title=settings.SITE_NAME, link=reverse("stories:front"))


@require_safe
def edition_feed(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Answer with the feed of the latest stories in a language."""
    title = f"{settings.SITE_NAME}: {page_language.EDITIONS[language]}"
    rows = Filing.public.news().in_language(language)
    link = reverse("stories:edition", args=[language])
    return stories_feed(request, form, rows, title=title, link=link, language=language)


@require_safe
def section_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer with the feed of the latest stories of a section."""
    section = get_object_or_404(Section, slug=slug)
    title = f"{settings.SITE_NAME}: {section.name}"
    rows = Filing.public.newest().in_section(section)
    return stories_feed(request, form, rows, title=title, link=section.get_absolute_url())


@require_safe
def corrections_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the feed of corrections and withdrawals."""
    entries = corrections.newest_entries(ENTRIES)
    title, link = f"{settings.SITE_NAME}: corrections", reverse("stories:corrections")

    def write() -> HttpResponse:
        return feed_response(make_feed(request, form, title=title, link=link), map(correction_item, entries))

    return conditional_response(
        request,
        write,
        etag_parts=[form, *((entry.identity, entry.title, timestamp(entry.filed_at)) for entry in entries)],
    )


def stories_feed(
    request: HttpRequest, form: str, rows: PublicFilings, *, title: str, link: str, language: str = ""
) -> HttpResponse:
    """Answer with a feed of the latest of these stories, and of what was withdrawn."""
    filings, withdrawn = list(rows[:ENTRIES]), list(Notice.objects.withdrawals()[:ENTRIES])
    pictures = first_figures(filings)

    def write() -> HttpResponse:
        feed = make_feed(request, form, title=title, link=link, withdrawn=withdrawn, language=language)
        return feed_response(feed, (story_item(filing, pictures) for filing in filings))

    etag_parts = [
        form,
        title,
        [notice.pk for notice in withdrawn],
        *rendition_names(pictures.values()),
        *list_etag_parts(filings),
    ]
    return conditional_response(request, write, etag_parts=etag_parts)


def make_feed(
    request: HttpRequest, form: str, *, title: str, link: str, withdrawn: Sequence[Notice] = (), language: str = ""
) -> StableFeed:
    """Make a feed without its entries."""
    return FEED_FORMATS[form](
        title=title,
        link=absolute_url(link),
        description="News as it moves on the wire.",
        language=language or settings.LANGUAGE_CODE,
        feed_url=absolute_url(request.path),
        withdrawn=withdrawn,
    )


def feed_response(feed: StableFeed, items: Iterable[FeedItem]) -> HttpResponse:
    """Add the entries to a feed, and return it as a response."""
    for item in items:
        feed.add_item(**item)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def story_item(filing: Filing, pictures_of: Mapping[int, Figure]) -> FeedItem:
    """Return the newest filing of a story as an entry, with its first picture."""
    figure = pictures_of.get(filing.pk)
    pictures = [(figure, figure.shared)] if figure and figure.shared else []
    return {
        "pictures": pictures,
        "enclosures": [
            Enclosure(absolute_url(shared.get_absolute_url()), str(shared.size), shared.content_type)
            for _, shared in pictures
        ],
        "title": filing.printed_headline,
        "link": absolute_url(filing.get_absolute_url()),
        "description": filing.summary,
        "author_name": filing.credit,
        "pubdate": filing.first_moved_at,
        "updateddate": filing.moved_at,
        "filed_at": filing.filed_at,
        "unique_id": story_identity(filing.story_id),
        "categories": [filing.section.name] if filing.section else [],
        "language": filing.language,
    }


def correction_item(entry: corrections.CorrectionEntry) -> FeedItem:
    """Return a correction or withdrawal as an entry."""
    return {
        "pictures": [],
        "title": entry.title,
        "link": absolute_url(entry.url),
        "description": entry.words,
        "author_name": entry.credit,
        "pubdate": entry.moved_at,
        "updateddate": entry.moved_at,
        "filed_at": entry.filed_at,
        "unique_id": entry.identity,
        "categories": [entry.label],
        "language": entry.language,
    }
