"""Redirects of addresses whose words stand in another story now.

An editor may undo a move within the hour, so until then the redirect is for now; after it, for good. That of a story
which may be published yet is for now, always. Neither is cached for longer than a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from stories.display.http_caching import PUBLIC_CACHE_CONTROL
from stories.models import ChainMove, PublicStory, State, StoryPlace, find_filing_place, find_story_place
from stories.models.chain_order import FilingPlace, public_slug
from stories.public.views.availability import notice_page, redirect_to_slug

SETTLES_AFTER = timedelta(hours=1)  # as long as an editor may undo a move


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The address where words stand now, and the stories that they left on the way there."""

    address: str
    left: frozenset[int]
    is_settled: bool = True  # but for a move that may be undone


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
    elsewhere = address_elsewhere(public_story, name, *numbers, has_slug=has_slug)
    if elsewhere is None:
        return None
    query = request.GET.urlencode()
    return redirect_elsewhere(f"{elsewhere.address}?{query}" if query else elsewhere.address, elsewhere)


def address_elsewhere(public_story: PublicStory, name: str, *numbers: int, has_slug: bool = True) -> Elsewhere | None:
    """Return the address where the words of a named one stand now; None where they stand in the story.

    Raises Http404 for a number that the story never had.
    """
    if not public_story.gone.isdisjoint(numbers):
        return address_of_filings(public_story, name, *numbers, has_slug=has_slug)
    if public_story.state != State.JOINED and not public_story.is_emptied:
        return None
    place = place_of_story(public_story)
    if numbers or place is None:
        raise Http404
    address = reverse(name, args=[place.story_id, place.slug] if has_slug else [place.story_id])
    left = frozenset((public_story.story_id, *place.passed))
    return Elsewhere(address, left, is_settled=not public_story.is_emptied)


def place_of_story(public_story: PublicStory) -> StoryPlace | FilingPlace | None:
    """Return the place of a story that is part of another, or of the last that stood in one that is emptied."""
    if public_story.state == State.JOINED:
        return find_story_place(public_story.story_id)
    return find_filing_place(public_story.story_id, max(public_story.gone))


def address_of_filings(public_story: PublicStory, name: str, *numbers: int, has_slug: bool = True) -> Elsewhere:
    """Return the address of one or two filings, of which at least one moved."""
    places = [place_of_number(public_story, number) for number in numbers]
    story_id, slug, number, _ = places[-1]
    # Two stories have no comparison, nor has a text with itself: the later text stands for it.
    stories, texts = {place[0] for place in places}, {place[:3] for place in places}
    is_pair = len(numbers) > 1 and len(stories) == 1 and len(texts) > 1
    shown = [place[2] for place in places] if is_pair else [number]
    if has_slug:
        address = reverse(name if is_pair else "stories:filing", args=[story_id, slug, *shown])
    else:
        address = reverse(name, args=[story_id, *shown])
    return Elsewhere(address, frozenset().union(*(left for *_, left in places)))


def place_of_number(public_story: PublicStory, number: int) -> tuple[int, str, int, tuple[int, ...]]:
    """Return the story, slug and number under which the words of a number stand, and the stories that they left.

    Raises Http404 for no end, and for a number that the story never gave.
    """
    if not 1 <= number <= public_story.total:
        raise Http404
    if number not in public_story.gone:
        return public_story.story_id, public_slug(public_story.state, public_story.slug), number, ()
    place = find_filing_place(public_story.story_id, number)
    if place is None:
        raise Http404
    return place.story_id, place.slug, place.number, place.passed


def redirect_elsewhere(address: str, elsewhere: Elsewhere) -> HttpResponse:
    """Return the redirect to an address: for now while a move on the way may be undone, after it for good."""
    left_at = ChainMove.objects.last_left_at(elsewhere.left)
    is_fresh = left_at is not None and timezone.now() - left_at < SETTLES_AFTER
    kind = HttpResponseRedirect if is_fresh or not elsewhere.is_settled else HttpResponsePermanentRedirect
    return kind(address, headers={"Cache-Control": PUBLIC_CACHE_CONTROL})
