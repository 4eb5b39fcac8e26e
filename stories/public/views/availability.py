"""Checks of every address of a story: may it be read now, and is this its right address."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse

from stories.digests import timestamp
from stories.display import page_language
from stories.display.http_caching import PUBLIC_CACHE_CONTROL, add_noindex
from stories.display.urls import story_identity
from stories.models import Filing, Notice, PublicStory, State, find_story_place, section_links

CONTROL = {State.HELD: "no-store", State.KILLED: "no-cache"}
STATUS = {State.HELD: 200, State.KILLED: 410}


def story_or_404(public_story: PublicStory | None) -> PublicStory:
    """Return a story that is live, held, killed or joined. Raises Http404 where nothing of it ever moved.

    One that was live by a move alone which was undone is returned: readers were given its addresses.
    """
    if public_story is None:
        raise Http404
    if public_story.state not in {State.LIVE, State.JOINED, *STATUS} and not public_story.is_emptied:
        raise Http404
    return public_story


def newest_or_404(public_story: PublicStory) -> Filing:
    """Return the newest filing of a live story. Raises Http404 where it was not looked up."""
    if public_story.newest is None:  # untested: nothing of it was ever filed
        raise Http404
    return public_story.newest


def notice_page(public_story: PublicStory) -> HttpResponse | None:
    """Return the page of a story that may not be read now; None for a live one.

    A held story answers 200: caches may go on serving an old copy where they are told of an error. Its slug holds
    words of the story, so neither notice leads to it.
    """
    if public_story.is_live:
        return None
    notice = public_story.notice()
    ctx: dict[str, object] = {"notice": notice, "instead": substitute_address(notice), "speaks": public_story.language}
    return close_response(
        render_without_request(f"stories/{public_story.state.value}.html", ctx, status=STATUS[public_story.state]),
        public_story.state,
    )


def render_without_request(template: str, context: dict[str, object], *, status: int) -> HttpResponse:
    """Render a page without its request, whose path holds words of the story."""
    links = section_links(page_language.other_language(page_language.language_for(context)))
    site = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "site_sections": links}
    return HttpResponse(page_language.render_page(template, {**site, **context}), status=status)


def substitute_address(notice: Notice | None) -> str:
    """Return the address of the story that replaces a withdrawn one; empty where there is none to read."""
    number = notice.substitute_id if notice else None
    place = find_story_place(number) if number else None
    return reverse("stories:story", args=[place.story_id, place.slug]) if place and place.is_readable else ""


def notice_data(public_story: PublicStory) -> HttpResponse | None:
    """Return the data of a story that may not be read now, for machines; None for a live one."""
    if public_story.is_live:
        return None
    story = {
        "story": public_story.story_id,
        "url": story_identity(public_story.story_id),
        "state": public_story.state.value,
    }
    data = story | notice_fields(public_story.notice())
    return close_response(JsonResponse(data, status=STATUS[public_story.state]), public_story.state)


def notice_fields(notice: Notice | None) -> dict[str, str]:
    """Return a notice as data: its time, its agency and its reason, with what the log holds that to."""
    if notice is None:  # untested: a stop without a notice
        return {}
    seal = {"salt": notice.seal.salt, "digest": notice.seal.digest} if hasattr(notice, "seal") else {}
    return {"at": timestamp(notice.at), "credit": notice.credit, "reason": notice.reason, **seal}


def close_response(response: HttpResponse, state: State) -> HttpResponse:
    """Add the headers of words that may not be read, and return the response."""
    response["Cache-Control"] = CONTROL[state]
    return add_noindex(response)


def redirect_to_slug(
    request: HttpRequest, public_story: PublicStory, slug: str, name: str, **places: object
) -> HttpResponse | None:
    """Redirect to the page's right address; return None where the reader is there."""
    if slug == public_story.slug:
        return None
    return lasting_redirect(
        request, reverse(name, kwargs={"story_id": public_story.story_id, "slug": public_story.slug, **places})
    )


def lasting_redirect(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect for good, but cached no longer than a page: the address holds words of the story."""
    query = request.GET.urlencode()
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response["Cache-Control"] = PUBLIC_CACHE_CONTROL
    return response


def take_down_page(public_story: PublicStory, filing: Filing) -> HttpResponse:
    """Return the page of a filing whose words were taken down."""
    return close_response(
        render_without_request(
            "stories/removed.html",
            {"public_story": public_story, "filing": filing, "speaks": filing.language},
            status=410,
        ),
        State.KILLED,
    )
