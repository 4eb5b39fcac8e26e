"""Addresses as other sites and machines are given them: whole, and never made from the Host header."""

from django.conf import settings
from django.urls import reverse


def absolute_url(path: str) -> str:
    """Return the whole address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def absolute_reverse(name: str, *args: object) -> str:
    """Return the whole address of a named page."""
    return absolute_url(reverse(name, args=args))


def story_identity(story_id: int) -> str:
    """Return the address that identifies a story outside, whatever its words become: the one without the slug."""
    return absolute_reverse("stories:story", story_id)
