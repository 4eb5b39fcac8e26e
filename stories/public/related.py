"""Related stories in readers' words, and as search engines read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from stories.display import languages
from stories.display.urls import absolute_url
from stories.models import Filing, RelatedStory, StoryRelation

RelationKind = StoryRelation.Kind
# What the other story is to the one on whose page it stands: where that one is the sidebar, and where the other is.
LABELS = {
    (RelationKind.SIDEBAR, True): gettext_lazy("Main story"),
    (RelationKind.SIDEBAR, False): gettext_lazy("Sidebar"),
    (RelationKind.BACKGROUND, True): gettext_lazy("Main story"),
    (RelationKind.BACKGROUND, False): gettext_lazy("Background"),
    (RelationKind.WRAPUP, True): gettext_lazy("In this wrap-up"),
    (RelationKind.WRAPUP, False): gettext_lazy("Wrap-up"),
    (RelationKind.SUBSTITUTE, True): gettext_lazy("Takes the place of"),
    (RelationKind.SUBSTITUTE, False): gettext_lazy("Its place is taken by"),
    (RelationKind.RELATED, True): gettext_lazy("Related story"),
    (RelationKind.RELATED, False): gettext_lazy("Related story"),
}


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """A related story on a page: its newest filing, what it is, and the language that this is said in if its own.

    The label stays lazy: it is printed in the language of the page, which is known only there.
    """

    filing: Filing
    label: str | Promise
    language: str = ""


def context_of_related(related: Sequence[RelatedStory]) -> dict[str, object]:
    """Return the template context of related stories."""
    lines = lines_of_related(related)
    return {
        "related_stories": related,
        "related": lines,
        "translations": [line for line in lines if line.language],
    }


def lines_of_related(related: Iterable[RelatedStory]) -> list[RelatedLine]:
    """Return related stories as the lines of a page; a translation is named by its language, in that language."""
    return [
        RelatedLine(row.filing, languages.own_name(row.filing.language), languages.canonical_tag(row.filing.language))
        if row.kind == RelationKind.TRANSLATION
        else RelatedLine(row.filing, LABELS[row.kind, row.is_forward])
        for row in related
    ]


def properties_of_related(related: Sequence[RelatedStory]) -> dict[str, object]:
    """Return related stories as properties of a NewsArticle in schema.org's words."""
    translations = [row for row in related if row.kind == RelationKind.TRANSLATION]
    return {
        "translationOfWork": [article_reference(row.filing) for row in translations if row.is_forward],
        "workTranslation": [article_reference(row.filing) for row in translations if not row.is_forward],
        "isBasedOn": [address_of(row.filing) for row in related if row.kind == RelationKind.WRAPUP and row.is_forward],
    }


def article_reference(filing: Filing) -> dict[str, str]:
    """Return another story as a NewsArticle by its address and language alone."""
    return {"@type": "NewsArticle", "@id": address_of(filing), "inLanguage": filing.language}


def page_data(address: str, related: Iterable[RelatedStory]) -> str | dict[str, object]:
    """Return the page of a story: its address; with the addresses of related stories where it has any."""
    links = [address_of(row.filing) for row in related if row.kind != RelationKind.TRANSLATION]
    return {"@type": "WebPage", "@id": address, "relatedLink": links} if links else address


def address_of(filing: Filing) -> str:
    """Return the whole address of the story of a filing."""
    return absolute_url(filing.get_absolute_url())


def etag_parts_of_related(related: Iterable[RelatedStory]) -> list[object]:
    """Return the parts that tag what a page shows of related stories."""
    return [(row.filing.standing_digest, row.filing.slug, row.kind, row.is_forward) for row in related]
