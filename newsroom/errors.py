"""Error pages. They ask no database and no context processor, and never repeat the address.

A missing page and a forbidden one are the same page, byte for byte. Error pages are in the language of the browser;
users of the newsroom see them in their own, with the way back to it.
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
    """Render the page for status 400."""
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Render the page for status 403: a missing permission, or a form without its token."""
    return error_page(request, 403, from_form=bool(reason))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Render the page for status 404."""
    return error_page(request, 404)


def too_many(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Render the page for status 429, after too many wrong passwords."""
    response = error_page(request, 429)
    response["Retry-After"] = str(COOL_OFF_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Render the page for status 500, with a reference that the log has too; for 503 while the database is down."""
    if isinstance(sys.exception(), OperationalError):
        return unavailable(request)
    reference = secrets.token_hex(4)
    logger.error("Reference %s: %s %r", reference, request.method, request.path)
    return error_page(request, 500, reference=reference)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Render the page for status 503, to be asked for again soon."""
    response = error_page(request, 503)
    response["Retry-After"] = str(COME_BACK_SECONDS)
    return response


def error_page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """Render the page of a status, which no cache keeps."""
    desk_language = getattr(request, "newsroom_language", "")  # of somebody who was let in
    speaks = desk_language or languages.browser_language(request, settings.SITE_LANGUAGES)
    ctx = {"site_name": settings.SITE_NAME, "speaks": speaks, "is_inside": bool(desk_language), **context}
    page = page_language.render_page(f"{status}.html", ctx)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})
