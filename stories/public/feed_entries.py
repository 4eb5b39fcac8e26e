"""Entries of feeds: stories with their summaries or with their whole text, and corrections.

An entry is known by the story's address without its slug, so it stays one entry through all versions, and its
`updated` moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.conf import settings
from django.utils.feedgenerator import Enclosure
from django.utils.translation import gettext as _

from stories.display import languages
from stories.display.page_language import render_page
from stories.display.pictures import Figure, all_figures, first_figures, picture_context, rendition_names
from stories.display.urls import absolute_url, story_identity
from stories.models import Amends, Filing, section_links
from stories.models.addresses import filing_address
from stories.models.chain_order import NO_SLUG
from stories.models.filing import PublicFilings
from stories.public import corrections
from stories.public.change_lists import ChangeWithoutNote
from stories.public.feed_formats import FeedItem
from stories.public.views.front import list_etag_parts

ENTRIES = 50


class SummaryEntries:
    """The latest of some stories with their summaries, sections by their names in a language. Three queries at most."""

    def __init__(self, rows: PublicFilings, language: str = "") -> None:
        self.filings: Sequence[Filing] = list(rows[:ENTRIES])
        self.sections = {link.slug: link.name for link in section_links(language)} if language else {}
        self.first_figures = first_figures(self.filings)

    @property
    def etag_parts(self) -> list[object]:
        """All that the entries are made of."""
        names = rendition_names(self.first_figures.values())
        return [*names, sorted(self.sections.items()), *list_etag_parts(self.filings)]

    def items(self) -> Iterator[FeedItem]:
        """Yield the entries, the latest first."""
        return (
            story_item(filing, self.first_figures.get(filing.pk), self.section_of(filing)) for filing in self.filings
        )

    def section_of(self, filing: Filing) -> str:
        """Return the name of the section of a filing; empty for none."""
        return self.sections.get(filing.section.slug, filing.section.name) if filing.section else ""


class FullTextEntries(SummaryEntries):
    """The latest of some stories with their whole text where its source allows that. Five queries at most."""

    def __init__(self, rows: PublicFilings, language: str = "") -> None:
        super().__init__(rows.select_related("section", "source").defer(None).defer("body"), language)
        whole = [filing for filing in self.filings if filing.source.gives_full_text]
        self.figures = all_figures(whole)
        stories = [filing.story_id for filing in whole]
        amendments = Filing.public.amendments().filter(story_id__in=stories).order_by("story_id", "pk")
        self.corrections = {story: list(rows) for story, rows in groupby(amendments, key=lambda row: row.story_id)}
        self.whole = frozenset(filing.pk for filing in whole)

    @property
    def etag_parts(self) -> list[object]:
        """All that the entries are made of."""
        amendments = [row.standing_digest for rows in self.corrections.values() for row in rows]
        names = [rendition_names(figures) for figures in self.figures.values()]
        return [*super().etag_parts, sorted(self.whole), names, amendments]

    def items(self) -> Iterator[FeedItem]:
        """Yield the entries, the latest first."""
        for filing, item in zip(self.filings, super().items(), strict=True):
            is_whole = filing.pk in self.whole
            yield item | {"content": self.content(filing)} if is_whole else item

    def content(self, filing: Filing) -> str:
        """Return the text of a filing as HTML, with the pictures that are made, and the corrections of its story."""
        notes = self.corrections.get(filing.story_id, [])
        context = {
            "filing": filing,
            "speaks": filing.language,
            "text_language": languages.canonical_tag(filing.language),
            "text_direction": languages.direction(filing.language),
            "site_url": settings.SITE_URL,
            "site_name": settings.SITE_NAME,
            "above": [note for note in notes if note.amends == Amends.CORRECTION],
            "below": [note for note in notes if note.amends != Amends.CORRECTION],
            **picture_context(self.figures.get(filing.pk, ())),
        }
        return render_page("stories/full_text.html", context)


def story_item(filing: Filing, figure: Figure | None, section: str) -> FeedItem:
    """Return the newest filing of a story as an entry, with its first picture."""
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
        "categories": [section] if section else [],
        "subjects": filing.metadata_values.subjects,
        "content": "",
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
        "subjects": (),
        "content": "",
        "language": entry.language,
    }


def change_item(row: ChangeWithoutNote) -> FeedItem:
    """Return a change without a note as an entry: what changed, in which version, and what its note says."""
    filing = row.change.filing
    note = _("The agency’s note: “{note}”").format(note=filing.note) if filing.note else _("The agency gave no note.")
    link = absolute_url(row.change.get_absolute_url())
    return {
        "pictures": [],
        "title": f"{', '.join(row.facts)}: {filing.headline}",
        "link": link,
        "description": note,
        "author_name": filing.credit,
        "pubdate": filing.moved_at,
        "updateddate": filing.moved_at,
        "filed_at": filing.filed_at,
        "unique_id": absolute_url(filing_address(filing.story_id, NO_SLUG, filing.number)),
        "categories": [],
        "subjects": (),
        "content": "",
        "language": filing.language,
    }
