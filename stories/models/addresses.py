"""Addresses that lists are full of: asked of the URLconf once, as a form with places for what differs."""

from functools import cache
from urllib.parse import quote

from django.urls import reverse

# What stands in a form for what an address has there.
STORY, NUMBER, SLUG = 111_111_111, 222_222_222, "the-slug"
LATER = 333_333_333
PICTURE = f"{0:032x}.jpg"


@cache
def address_form(name: str, *stand_ins: object) -> str:
    """Return the address of a named page as a form for `str.format`, with the values that stand in it in order."""
    form = reverse(name, args=stand_ins)
    for index, value in enumerate(stand_ins):
        form = form.replace(str(value), f"{{{index}}}")
    return form


def site_page_address(place: str) -> str:
    """Return the address of a page about the site, by its place."""
    return address_form("stories:site_page", place).format(place)


def story_address(story_id: int, slug: str) -> str:
    """Return the address of the page of a story."""
    return address_form("stories:story", STORY, SLUG).format(story_id, quote_slug(slug))


def filing_address(story_id: int, slug: str, number: int) -> str:
    """Return the address of the page of a filing."""
    return address_form("stories:filing", STORY, SLUG, NUMBER).format(story_id, quote_slug(slug), number)


def pair_address(story_id: int, slug: str, older: int, newer: int) -> str:
    """Return the address of what changed from one filing of a story to another."""
    return address_form("stories:changes", STORY, SLUG, NUMBER, LATER).format(story_id, quote_slug(slug), older, newer)


def story_part_address(name: str, story_id: int, slug: str) -> str:
    """Return the address of a part of a story's page, as its history, by its name in the URLconf."""
    return address_form(f"stories:{name}", STORY, SLUG).format(story_id, quote_slug(slug))


def story_data_address(name: str, story_id: int) -> str:
    """Return the address of a story as data, by its name in the URLconf."""
    return address_form(f"stories:{name}", STORY).format(story_id)


def section_address(slug: str) -> str:
    """Return the address of the page of a section."""
    return address_form("stories:section", SLUG).format(quote_slug(slug))


def picture_address(name: str) -> str:
    """Return the address of a rendition; its name is the digest of its content, with an ending."""
    return address_form("stories:picture", PICTURE).format(name)


def topic_page_address(slug: str) -> str:
    """Return the address of the page of a topic."""
    return address_form("stories:topic", SLUG).format(quote_slug(slug))


def quote_slug(slug: str) -> str:
    """Return a slug as it stands in an address."""
    return slug if slug.isascii() else quote(slug)
