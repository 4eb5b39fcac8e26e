"""The pages for what went wrong. They ask no database and no context processor, and say nothing of the address.

A page that does not exist and one that must not be seen are the same page, byte for byte. They speak the language
that the browser asks for; who was let into the newsroom has theirs, and is shown the way back there.
"""

import logging
import secrets
import sys

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from newsroom import languages
from stories.display import page_language

logger = logging.getLogger("newsroom.errors")

COME_BACK_SECONDS = 10  # a database that was busy or restarted is back by then
COOL_OFF_SECONDS = 15 * 60  # as long as a locked login stays locked


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return plain(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, for a missing permission and for a form without its token."""
    return plain(request, 403, from_form=bool(reason))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return plain(request, 404)


def too_many(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """429, after too many wrong passwords."""
    response = plain(request, 429)
    response["Retry-After"] = str(COOL_OFF_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with a reference that stands in the log too; 503 while the database does not answer."""
    if isinstance(sys.exception(), OperationalError):
        return unavailable(request)
    reference = secrets.token_hex(4)
    logger.error("Reference %s: %s %r", reference, request.method, request.path)
    return plain(request, 500, reference=reference)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: come back soon."""
    response = plain(request, 503)
    response["Retry-After"] = str(COME_BACK_SECONDS)
    return response


def plain(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """A page of our own for a status, never kept by anybody."""
    inside = getattr(request, "newsroom_language", "")  # of somebody who was let in
    speaks = inside or languages.of_browser(request, settings.SITE_LANGUAGES)
    told = {"site_name": settings.SITE_NAME, "speaks": speaks, "is_inside": bool(inside), **context}
    page = page_language.printed(f"{status}.html", told)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})
