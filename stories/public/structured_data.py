"""Stories as search engines read them: schema.org's NewsArticle in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Self

from django.conf import settings
from django.templatetags.static import static

from stories.digests import timestamp
from stories.display.pictures import Figure, renditions_in_format
from stories.display.urls import absolute_reverse, absolute_url
from stories.models import Filing, PublicStory, RelatedStory
from stories.models.addresses import site_page_address
from stories.public.corrections import correction_words
from stories.public.related import page_data, properties_of_related
from stories.public.story_subjects import subject_data

# What would end a script element, or begin another; the same that Django's json_script escapes.
UNSAFE_IN_SCRIPT = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


class DataBlock(str):
    """JSON that may stand in a script element as it is."""

    __slots__ = ()

    @classmethod
    def from_data(cls, data: object) -> Self:
        """Write data as JSON with the letters escaped that could end the element."""
        return cls(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE_IN_SCRIPT))

    def __html__(self) -> Self:
        """Return the JSON as it is, for templates."""
        return self


def news_article(
    public_story: PublicStory,
    filing: Filing,
    section: str = "",
    pictures: Iterable[Figure] = (),
    related: Sequence[RelatedStory] = (),
) -> dict[str, object]:
    """Return a story's newest filing as a NewsArticle, in a section by its name in the language of the story.

    The headline stands without its designator, the alternative one with it. Where it has no picture there is no
    image: search engines want one that shows the story.
    """
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": absolute_url(filing.get_absolute_url()),
        "mainEntityOfPage": page_data(absolute_url(filing.get_absolute_url()), related),
        "headline": filing.headline,
        "alternativeHeadline": filing.printed_headline if filing.designator else "",
        "description": filing.summary,
        "inLanguage": filing.language,
        "datePublished": timestamp(filing.first_moved_at),
        "dateModified": timestamp(filing.moved_at),
        "dateline": filing.dateline,
        "version": filing.number,
        "articleSection": section,
        **subject_data(filing),
        **properties_of_related(related),
        "image": [image for picture in pictures if picture.srcset for image in image_objects(picture)],
        "author": {"@type": "Organization", "name": filing.credit},
        "publisher": news_organization(),
        "correction": [correction_comment(note) for note in public_story.corrections()],
    }
    return {key: value for key, value in data.items() if value}


def image_objects(figure: Figure) -> list[object]:
    """Return a picture of a story as an ImageObject, at the widest that is served, and the addresses of its shapes."""
    widest = renditions_in_format("JPEG", figure.renditions)[-1]
    data = {
        "@type": "ImageObject",
        "url": absolute_url(widest.get_absolute_url()),
        "width": widest.width,
        "height": widest.height,
        "caption": figure.picture.caption,
        "creditText": figure.picture.credit,
    }
    whole = {key: value for key, value in data.items() if value}
    return [whole, *(absolute_url(rendition.get_absolute_url()) for rendition in figure.for_search)]


def correction_comment(filing: Filing) -> dict[str, object]:
    """Return a filing that amends another as a CorrectionComment."""
    text = correction_words(filing) or filing.get_amends_display()
    return {"@type": "CorrectionComment", "text": text, "datePublished": timestamp(filing.moved_at)}


def news_organization() -> dict[str, object]:
    """Return this newsroom as a NewsMediaOrganization."""
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.SITE_NAME,
        "url": settings.SITE_URL,
        "logo": {"@type": "ImageObject", "url": absolute_url(static("icon-512.png")), "width": 512, "height": 512},
        "publishingPrinciples": absolute_url(site_page_address("about")),
        "ethicsPolicy": absolute_url(site_page_address("ethics")),
        "correctionsPolicy": absolute_url(site_page_address("corrections-policy")),
        "actionableFeedbackPolicy": absolute_url(site_page_address("contact")),
    }


def website() -> dict[str, object]:
    """Return this site as a WebSite, with its search, and the newsroom that publishes it."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": absolute_reverse("stories:front"),
        "publisher": news_organization(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{absolute_reverse('stories:archive')}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }
