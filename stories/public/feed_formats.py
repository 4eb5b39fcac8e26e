"""Formats of feeds: RSS, Atom and JSON Feed, each as Django's feed generators write it, with what news needs.

A withdrawn story stands in Atom as a deleted entry (RFC 6721), with no word of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any, TextIO
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.safestring import SafeString
from django.utils.xmlutils import SimplerXMLGenerator

from stories.copy.subjects import Subject
from stories.digests import timestamp
from stories.display.head_changes import subject_names
from stories.display.urls import absolute_url
from stories.public.story_subjects import vocabulary_address

FeedItem = dict[str, Any]  # an entry, by the names of Django's feed generators

MEDIA = "http://search.yahoo.com/mrss/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without an entry was updated: not now, or its tag would move


@dataclass(frozen=True, slots=True)
class DeletedEntry:
    """An entry that is taken back: the identity that it had, when, and the words of it that readers get."""

    identity: str
    at: datetime
    reason: str = ""


class StableFeed(SyndicationFeed):
    """A feed whose text depends on its entries alone, not on the time of the request."""

    content_type: str

    def latest_post_date(self) -> datetime:
        """Return the time of the latest filing or withdrawal; a fixed time for a feed without any.

        Of filing, not of the wire: the feed changed here when copy came, however old that was.
        """
        moments = [item["filed_at"] for item in self.items] + [gone.at for gone in self.feed["withdrawn"]]
        return max(moments, default=LONG_AGO)


class HtmlFeed(StableFeed):
    """A feed whose readers take descriptions as HTML; here descriptions are plain words, or HTML that is safe."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: FeedItem) -> None:
        """Write the elements of an entry, a description of plain words escaped."""
        said = item["description"]
        is_html = isinstance(said, SafeString)
        super().add_item_elements(handler, {**item, "description": said if is_html else escape(said, quote=False)})


class RssFeed(HtmlFeed, Rss201rev2Feed):
    """RSS 2.0, a picture as its enclosure and in Media RSS, which has its words."""

    def rss_attributes(self) -> dict[str, str]:
        """Return the attributes of the root element, with the namespaces of Media RSS and of whole texts."""
        texts = {"xmlns:content": CONTENT} if any(item["content"] for item in self.items) else {}
        return {**super().rss_attributes(), "xmlns:media": MEDIA, **texts}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Write the elements of the feed itself, with its hub."""
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: FeedItem) -> None:
        """Write the elements of an entry, with its subjects, its text and its picture in Media RSS."""
        super().add_item_elements(handler, item)
        for subject in item["subjects"]:
            attributes = {"domain": vocabulary_address(subject) or subject.scheme}
            handler.addQuickElement("category", subject.name or subject.code, attributes)
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
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
        for gone in self.feed["withdrawn"]:
            attributes = {"ref": gone.identity, "when": timestamp(gone.at)}
            handler.startElement("at:deleted-entry", AttributesImpl(attributes))
            if gone.reason:
                handler.addQuickElement("at:comment", gone.reason)
            handler.endElement("at:deleted-entry")

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Write the elements of the feed itself, with its hub and its next page (RFC 5005)."""
        super().add_root_elements(handler)
        for relation in ("hub", "next"):
            if self.feed.get(relation):
                handler.addQuickElement("link", "", {"rel": relation, "href": self.feed[relation]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: FeedItem) -> None:
        """Write the elements of an entry, with its subjects, its text and its further links."""
        super().add_item_elements(handler, item)
        for subject in item["subjects"]:
            handler.addQuickElement("category", "", category_attributes(subject))
        for relation, address in item.get("links", ()):
            handler.addQuickElement("link", "", {"rel": relation, "href": address})
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


def category_attributes(subject: Subject) -> dict[str, str]:
    """Return the attributes of an Atom category; its scheme is an address, which few vocabularies have."""
    vocabulary = vocabulary_address(subject).removesuffix(subject.code)
    named = {"label": subject.name} if subject.name and subject.code else {}
    return {"term": subject.code or subject.name, **({"scheme": vocabulary} if vocabulary else {}), **named}


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
            **({"hubs": [{"type": "WebSub", "url": self.feed["hub"]}]} if self.feed["hub"] else {}),
            "items": [self.entry(item) for item in self.items],
        }
        outfile.write(json.dumps(data, ensure_ascii=False))

    def entry(self, item: FeedItem) -> FeedItem:
        """Return an entry as JSON Feed has it."""
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            **self.text_of(item),
            "date_published": timestamp(item["pubdate"]),
            "date_modified": timestamp(item["updateddate"]),
            "authors": [{"name": item["author_name"]}],
            "tags": list(dict.fromkeys([*item["categories"], *subject_names(item["subjects"])])),
            "language": item["language"] or settings.LANGUAGE_CODE,
            **self.pictures_of(item),
        }

    def text_of(self, item: FeedItem) -> dict[str, str]:
        """Return the fields for the text of an entry: the whole of it and a summary, or the summary alone."""
        if item["content"]:
            return {"content_html": item["content"], "summary": item["description"]}
        return {"content_text": item["description"]}

    def pictures_of(self, item: FeedItem) -> dict[str, object]:
        """Return the fields for the picture of an entry; none where it has no picture."""
        if not item["pictures"]:
            return {}
        [(_, rendition)] = item["pictures"]
        address = absolute_url(rendition.get_absolute_url())
        attached = {"url": address, "mime_type": rendition.content_type, "size_in_bytes": rendition.size}
        return {"image": address, "attachments": [attached]}


FEED_FORMATS: dict[str, type[StableFeed]] = {"rss": RssFeed, "atom": AtomFeed, "json": JsonFeed}
