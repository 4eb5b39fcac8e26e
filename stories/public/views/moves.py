"""Redirects of addresses whose words stand in another story now.

An editor may undo a move within the hour, so until then the redirect is for now; after it, for good. Neither is cached
for longer than a page.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from stories.display.http_caching import PUBLIC_CACHE_CONTROL
from stories.models import PublicStory, State, find_filing_place, find_story_place
from stories.models.chain_order import public_slug
from stories.public.views.availability import notice_page, redirect_to_slug

SETTLES_AFTER = timedelta(hours=1)  # as long as an editor may undo a move


def page_instead(
    request: HttpRequest, public_story: PublicStory, slug: str, name: str, **numbers: int
) -> HttpResponse | None:
    """Return what answers in place of a page: a redirect, or the notice of a stop; None where the page does.

    `numbers` are those of the filings in its address.
    """
    return (
        redirect_moved(request, public_story, name, *numbers.values())
        or notice_page(public_story)
        or redirect_to_slug(request, public_story, slug, name, **numbers)
    )


def redirect_moved(
    request: HttpRequest, public_story: PublicStory, name: str, *numbers: int, has_slug: bool = True
) -> HttpResponse | None:
    """Redirect an address of a story to where its words stand; None where that is the story."""
    address = address_elsewhere(public_story, name, *numbers, has_slug=has_slug)
    query = request.GET.urlencode()
    return redirect_elsewhere(f"{address}?{query}" if query else address, public_story) if address else None


def address_elsewhere(public_story: PublicStory, name: str, *numbers: int, has_slug: bool = True) -> str:
    """Return the address where the words of a named one stand now; empty where they stand in the story.

    Raises Http404 for a number that a joined story never had.
    """
    if any(public_story.moved_with_number(number) for number in numbers):
        return address_of_filings(public_story, name, *numbers)
    if public_story.state != State.JOINED:
        return ""
    place = find_story_place(public_story.story_id)
    if numbers or place is None:
        raise Http404
    return reverse(name, args=[place.story_id, place.slug] if has_slug else [place.story_id])


def address_of_filings(public_story: PublicStory, name: str, *numbers: int) -> str:
    """Return the address of one or two filings, of which at least one moved."""
    places = [place_of_number(public_story, number) for number in numbers]
    story_id, slug, _ = places[-1]
    if len({place[0] for place in places}) > 1:  # two stories have no comparison: the later text stands for it
        name, places = "stories:filing", places[-1:]
    return reverse(name, args=[story_id, slug, *(number for *_, number in places)])


def place_of_number(public_story: PublicStory, number: int) -> tuple[int, str, int]:
    """Return the story, the slug and the number under which the words of a number stand. Raises Http404 for no end."""
    moved = public_story.moved_with_number(number)
    if moved is None:
        return public_story.story_id, public_slug(public_story.state, public_story.slug), number
    place = find_filing_place(moved.went_to)
    if place is None:
        raise Http404
    return place.story_id, place.slug, place.number


def redirect_elsewhere(address: str, public_story: PublicStory) -> HttpResponse:
    """Return the redirect of a story of which filings moved: for now while that may be undone, after it for good."""
    kind = (
        HttpResponseRedirect
        if timezone.now() - last_move_at(public_story) < SETTLES_AFTER
        else HttpResponsePermanentRedirect
    )
    return kind(address, headers={"Cache-Control": PUBLIC_CACHE_CONTROL})


def last_move_at(public_story: PublicStory) -> datetime:
    """Return when the latest of the filings that went from a story did."""
    return max(filing.went_to.filed_at for filing in public_story.moved)
