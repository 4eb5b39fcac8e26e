"""Pictures for readers, by name, as long as a filing that shows them may be read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.display.http_caching import PUBLIC
from stories.display.pictures import sent
from stories.models import Filing, Rendition, State
from stories.public.views.availability import closed

KEPT = f"{PUBLIC}, immutable"  # its name is its content's; and yet no cache keeps it alive after a kill


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with a rendition. Its name is its content's, so it never changes; it goes when its stories go.

    Raises Http404 where no story shows it.
    """
    standing = Filing.public.showing(name)
    if State.LIVE not in standing:
        return withdrawn(standing)
    rendition = Rendition.objects.named(name)
    if rendition is None:
        return withdrawn({State.KILLED})
    etag = f'"{name}"'
    response = get_conditional_response(request, etag=etag) or anywhere(sent(rendition.path, rendition.content_type))
    response["ETag"], response["Cache-Control"] = etag, KEPT
    return response


def anywhere(response: HttpResponse) -> HttpResponse:
    """Let other sites and feed readers show a picture, and return it; by itself it is nothing but a picture."""
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def withdrawn(standing: set[State]) -> HttpResponse:
    """Return the answer for a picture that no filing shows: 410 where a story was killed, else Http404 is raised."""
    if State.KILLED not in standing or State.HELD in standing:
        raise Http404
    response = HttpResponse(_("This picture was withdrawn."), status=410, content_type="text/plain; charset=utf-8")
    return closed(response, State.KILLED)
