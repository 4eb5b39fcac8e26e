"""Addresses as other sites and machines are given them: whole, and never made from the Host header."""

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """A path of this site as a whole address."""
    return f"{settings.SITE_URL}{path}"


def absolute_to(name: str, *args: object) -> str:
    """The whole address of a named page."""
    return absolute(reverse(name, args=args))


def identity_of(story_id: int) -> str:
    """What a story is known by outside, whatever its words become: its address without the slug."""
    return absolute_to("stories:story", story_id)
