"""Error pages. They ask no database and no context processor, and never repeat the address.

A missing page and a forbidden one are the same page, byte for byte. Error pages are in the language of the browser;
users of the newsroom see them in their own, with the way back to it.
"""

from __future__ import annotations

import errno
import logging
import secrets
import sys

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token

from newsroom import languages
from stories.display import page_language
from stories.request_id import current_request

logger = logging.getLogger("newsroom.errors")

DISK_FULL = ("disk is full", "No space left on device")  # what SQLite says, and what PostgreSQL passes on
COME_BACK_SECONDS = 10  # a database that was busy or restarted is back by then
TOKEN_FIELD = "csrfmiddlewaretoken"  # noqa: S105 the name of a field, which is made anew
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
    wait = getattr(request, "login_wait", 0)  # seconds of a wait that is shorter than the lock
    response = error_page(request, 429, wait=wait)
    response["Retry-After"] = str(wait or COOL_OFF_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Render the page for status 500, with the name of the request, which the log has too.

    While the database is down or a disk is full it is that for 503: what was typed stays in the page.
    """
    fault = sys.exception()
    if is_disk_full(fault):
        logger.error("The disk is full: %s", fault)
        return unavailable(request)
    if isinstance(fault, OperationalError):
        return unavailable(request)
    reference = current_request() or secrets.token_hex(4)
    logger.error("Reference %s: %s %r", reference, request.method, request.path)
    return error_page(request, 500, reference=reference)


def is_disk_full(fault: BaseException | None) -> bool:
    """Return whether a fault says that there is no room left, in a folder or in the database."""
    if isinstance(fault, OSError):
        return fault.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(fault, OperationalError) and any(words in str(fault) for words in DISK_FULL)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Render the page for status 503, to be asked for again soon. What somebody sent stands in it, to be sent again."""
    sent = fields_to_send_again(request)
    kept = {"sent": sent, "token": get_token(request), "has_files": bool(request.FILES)} if sent else {}
    response = error_page(request, 503, **kept)
    response["Retry-After"] = str(COME_BACK_SECONDS)
    return response


def fields_to_send_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a form that a page of the newsroom sent, which was found to be from there; else none."""
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return []
    sent: QueryDict = request.POST
    if any("password" in name for name in sent):  # which no page repeats
        return []
    return [(name, value) for name in sent if name != TOKEN_FIELD for value in sent.getlist(name)]


def error_page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """Render the page of a status, which no cache keeps."""
    desk_language = getattr(request, "newsroom_language", "")  # of somebody who was let in
    speaks = desk_language or languages.browser_language(request, settings.SITE_LANGUAGES)
    ctx = {"site_name": settings.SITE_NAME, "speaks": speaks, "is_inside": bool(desk_language), **context}
    page = page_language.render_page(f"{status}.html", ctx)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})
