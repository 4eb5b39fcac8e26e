"""Feeds in RSS, Atom and JSON Feed: the latest stories, those of a section, the corrections.

An entry is known by the story's address without its slug, so it stays one entry through all versions, and its
`updated` moves. A withdrawn story stands in Atom as a deleted entry (RFC 6721), with no word of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import TextIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from stories.digests import moment
from stories.display import page_language
from stories.display.http_caching import answer
from stories.display.pictures import Figure, names, shared
from stories.display.urls import absolute, identity_of
from stories.models import Filing, Notice, Section
from stories.models.filing import PublicFilings
from stories.public import corrections
from stories.public.views.front import listed

ENTRIES = 50
MEDIA = "http://search.yahoo.com/mrss/"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without an entry was updated: not now, or its tag would move


class Steady(SyndicationFeed):
    """A feed that says the same each time it is asked."""

    def latest_post_date(self) -> datetime:
        moments = [item["updateddate"] for item in self.items] + [notice.at for notice in self.feed["withdrawn"]]
        return max(moments, default=LONG_AGO)


class Marked(Steady):
    """A feed whose readers take descriptions as HTML; ours are plain words."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, object]) -> None:
        super().add_item_elements(handler, {**item, "description": escape(item["description"], quote=False)})


class Rss(Marked, Rss201rev2Feed):
    """RSS 2.0, a picture as its enclosure and in Media RSS, which has its words."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:media": MEDIA}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, object]) -> None:
        super().add_item_elements(handler, item)
        for figure, rendition in item["pictures"]:
            size = {"width": str(rendition.width), "height": str(rendition.height), "fileSize": str(rendition.size)}
            address = absolute(rendition.get_absolute_url())
            handler.startElement("media:content", {"url": address, "type": rendition.content_type, **size})
            handler.addQuickElement("media:description", figure.picture.caption, {"type": "plain"})
            if figure.picture.credit:
                handler.addQuickElement("media:credit", figure.picture.credit)
            handler.endElement("media:content")


class Atom(Marked, Atom1Feed):
    """Atom, with what was withdrawn as deleted entries."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": TOMBSTONES}

    def item_attributes(self, item: dict[str, object]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        super().write_items(handler)
        for notice in self.feed["withdrawn"]:
            handler.startElement("at:deleted-entry", {"ref": identity_of(notice.story_id), "when": moment(notice.at)})
            handler.addQuickElement("at:comment", notice.reason)
            handler.endElement("at:deleted-entry")


class Json(Steady):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: TextIO, encoding: str) -> None:
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

    def entry(self, item: dict[str, object]) -> dict[str, object]:
        """One entry."""
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["description"],
            "date_published": moment(item["pubdate"]),
            "date_modified": moment(item["updateddate"]),
            "authors": [{"name": item["author_name"]}],
            "tags": list(item["categories"]),
            "language": item["language"] or settings.LANGUAGE_CODE,
            **self.pictures_of(item),
        }

    def pictures_of(self, item: dict[str, object]) -> dict[str, object]:
        """The picture of an entry."""
        if not item["pictures"]:
            return {}
        [(_, rendition)] = item["pictures"]
        address = absolute(rendition.get_absolute_url())
        attached = {"url": address, "mime_type": rendition.content_type, "size_in_bytes": rendition.size}
        return {"image": address, "attachments": [attached]}


FORMS: dict[str, type[SyndicationFeed]] = {"rss": Rss, "atom": Atom, "json": Json}


@require_safe
def latest(request: HttpRequest, form: str) -> HttpResponse:
    """The latest stories."""
    rows = Filing.public.newest()
    return of_stories(request, form, rows, title=settings.SITE_NAME, link=reverse("stories:front"))


@require_safe
def of_edition(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """The latest stories in a language."""
    title = f"{settings.SITE_NAME}: {page_language.EDITIONS[language]}"
    rows = Filing.public.newest().in_language(language)
    link = reverse("stories:edition", args=[language])
    return of_stories(request, form, rows, title=title, link=link, language=language)


@require_safe
def of_section(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The latest stories of a section."""
    section = get_object_or_404(Section, slug=slug)
    title = f"{settings.SITE_NAME}: {section.name}"
    rows = Filing.public.newest().in_section(section)
    return of_stories(request, form, rows, title=title, link=section.get_absolute_url())


@require_safe
def of_corrections(request: HttpRequest, form: str) -> HttpResponse:
    """Corrections and withdrawals."""
    entries = corrections.newest(ENTRIES)
    title, link = f"{settings.SITE_NAME}: corrections", reverse("stories:corrections")

    def write() -> HttpResponse:
        return written(begun(request, form, title=title, link=link), map(correction_item, entries))

    return answer(
        request, write, made_of=[form, *((entry.identity, entry.title, moment(entry.at)) for entry in entries)]
    )


def of_stories(
    request: HttpRequest, form: str, rows: PublicFilings, *, title: str, link: str, language: str = ""
) -> HttpResponse:
    """A feed of the latest of some stories, with what was withdrawn."""
    rows, withdrawn = list(rows.since_the_first()[:ENTRIES]), list(Notice.objects.withdrawals()[:ENTRIES])
    shown = shared(rows)

    def write() -> HttpResponse:
        feed = begun(request, form, title=title, link=link, withdrawn=withdrawn, language=language)
        return written(feed, (story_item(row, shown) for row in rows))

    made_of = [form, title, [notice.pk for notice in withdrawn], *names(shown.values()), *listed(rows)]
    return answer(request, write, made_of=made_of)


def begun(
    request: HttpRequest, form: str, *, title: str, link: str, withdrawn: Sequence[Notice] = (), language: str = ""
) -> SyndicationFeed:
    """A feed without its entries."""
    return FORMS[form](
        title=title,
        link=absolute(link),
        description="News as it moves on the wire.",
        language=language or settings.LANGUAGE_CODE,
        feed_url=absolute(request.path),
        withdrawn=withdrawn,
    )


def written(feed: SyndicationFeed, items: Iterable[dict[str, object]]) -> HttpResponse:
    """The feed with its entries, as an answer."""
    for item in items:
        feed.add_item(**item)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def story_item(filing: Filing, shown: Mapping[int, Figure]) -> dict[str, object]:
    """The newest filing of a story as an entry, with its first picture."""
    figure = shown.get(filing.pk)
    pictures = [(figure, figure.shared)] if figure and figure.shared else []
    return {
        "pictures": pictures,
        "enclosures": [
            Enclosure(absolute(each.get_absolute_url()), str(each.size), each.content_type) for _, each in pictures
        ],
        "title": filing.printed_headline,
        "link": absolute(filing.get_absolute_url()),
        "description": filing.summary,
        "author_name": filing.credit,
        "pubdate": filing.first_filed_at,
        "updateddate": filing.filed_at,
        "unique_id": identity_of(filing.story_id),
        "categories": [filing.section.name] if filing.section else [],
        "language": filing.language,
    }


def correction_item(entry: corrections.Entry) -> dict[str, object]:
    """A correction or withdrawal as an entry."""
    said = f"Wrong: {entry.wrong} Right: {entry.right}" if entry.wrong else entry.reason
    return {
        "pictures": [],
        "title": entry.title,
        "link": absolute(entry.url),
        "description": said,
        "author_name": entry.credit,
        "pubdate": entry.at,
        "updateddate": entry.at,
        "unique_id": entry.identity,
        "categories": [entry.label],
        "language": entry.language,
    }
