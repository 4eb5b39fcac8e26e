"""What every address of a story asks first: whether it may be read now, and whether this is its right address."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse

from stories.digests import moment
from stories.display import page_language
from stories.display.http_caching import PUBLIC, unsearched
from stories.display.urls import identity_of
from stories.models import Filing, Look, Notice, State

CONTROL = {State.HELD: "no-store", State.KILLED: "no-cache"}
STATUS = {State.HELD: 200, State.KILLED: 410}


def notice_page(look: Look | None) -> HttpResponse | None:
    """The page of a story that may not be read now; None for a live one. Raises Http404 where nothing ever moved.

    A held story answers 200: caches may go on serving an old copy where they are told of an error. Its slug holds
    words of the story, so neither notice leads to it.
    """
    if look is None or look.state not in {State.LIVE, *STATUS}:
        raise Http404
    if look.is_live:
        return None
    notice = look.notice()
    ctx = {"notice": notice, "instead": substitute_of(notice), "speaks": look.language}
    return closed(wordless(f"stories/{look.state.value}.html", ctx, status=STATUS[look.state]), look.state)


def wordless(template: str, context: dict[str, object], *, status: int) -> HttpResponse:
    """A page printed without its request, whose path holds words of the story."""
    site = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    return HttpResponse(page_language.printed(template, {**site, **context}), status=status)


def substitute_of(notice: Notice | None) -> str:
    """The address of the story that takes a withdrawn one's place; empty where there is none to read."""
    story = notice.substitute if notice else None
    if story is None or story.state != State.LIVE:
        return ""
    return reverse("stories:story", args=[story.pk, story.slug])


def notice_data(look: Look | None) -> HttpResponse | None:
    """The same as data, for the addresses that machines read."""
    if look is None or look.state not in {State.LIVE, *STATUS}:
        raise Http404
    if look.is_live:
        return None
    told = told_of(look.notice())
    data = {"story": look.story_id, "url": identity_of(look.story_id), "state": look.state.value, **told}
    return closed(JsonResponse(data, status=STATUS[look.state]), look.state)


def told_of(notice: Notice | None) -> dict[str, str]:
    """A notice as data: when, by whom and why."""
    if notice is None:
        return {}
    return {"at": moment(notice.at), "credit": notice.credit, "reason": notice.reason}


def closed(response: HttpResponse, state: State) -> HttpResponse:
    """The answer with the headers of words that may not be read."""
    response["Cache-Control"] = CONTROL[state]
    return unsearched(response)


def right_address(request: HttpRequest, look: Look, slug: str, name: str, **places: object) -> HttpResponse | None:
    """The way to the page's right address; None where the reader is there."""
    if slug == look.slug:
        return None
    return elsewhere(request, reverse(name, kwargs={"story_id": look.story_id, "slug": look.slug, **places}))


def elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    """A lasting redirect, kept no longer than a page: the address holds words of the story."""
    query = request.GET.urlencode()
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response["Cache-Control"] = PUBLIC
    return response


def removed_page(look: Look, filing: Filing) -> HttpResponse:
    """The page of a filing whose words were taken down."""
    return closed(
        wordless("stories/removed.html", {"look": look, "filing": filing, "speaks": filing.language}, status=410),
        State.KILLED,
    )
