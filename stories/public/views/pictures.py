"""Pictures for readers, by name, as long as a filing that shows them may be read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.display.http_caching import PUBLIC_CACHE_CONTROL
from stories.display.pictures import file_response
from stories.models import Filing, Rendition, State
from stories.public.views.availability import close_response

PICTURE_CACHE_CONTROL = (
    f"{PUBLIC_CACHE_CONTROL}, immutable"  # its name is its content's; and yet no cache keeps it alive after a kill
)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with a rendition. Its name is its content's, so it never changes; it goes when its stories go.

    Raises Http404 where no story shows it.
    """
    standing = Filing.public.states_showing(name)
    if State.LIVE not in standing:
        return withdrawn_response(standing)
    rendition = Rendition.objects.with_name(name)
    if rendition is None:
        return withdrawn_response({State.KILLED})
    etag = f'"{name}"'
    response = get_conditional_response(request, etag=etag) or allow_other_sites(
        file_response(rendition.path, rendition.content_type)
    )
    response["ETag"], response["Cache-Control"] = etag, PICTURE_CACHE_CONTROL
    return response


def allow_other_sites(response: HttpResponse) -> HttpResponse:
    """Let other sites and feed readers show a picture, and return it; by itself it is nothing but a picture."""
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def withdrawn_response(standing: set[State]) -> HttpResponse:
    """Return the answer for a picture that no filing shows: 410 where a story was killed, else Http404 is raised."""
    if State.KILLED not in standing or State.HELD in standing:
        raise Http404
    response = HttpResponse(_("This picture was withdrawn."), status=410, content_type="text/plain; charset=utf-8")
    return close_response(response, State.KILLED)
