"""Devices that somebody logged in from before, by a signed cookie, so that an attack on a name slows no owner down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    Middleware = Callable[[HttpRequest], HttpResponseBase]

SALT = "known_device"
COOKIE = "__Secure-device" if settings.HTTPS else "device"
PATH = "/admin/"  # readers' pages never get it
DAYS = 90
NAMES_A_DEVICE = 5  # of one device, the newest
LOGGED_IN = "newsroom_logged_in"  # what a request has of who logged in with it


def remember_device(get_response: Middleware) -> Middleware:
    """Give the device of whoever has just logged in a cookie that says so."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        name = getattr(request, LOGGED_IN, None)
        if name is not None:
            mark = mark_of(name)
            marks = [mark, *(known for known in marks_of_device(request) if known != mark)][:NAMES_A_DEVICE]
            response.set_cookie(
                COOKIE,
                signing.dumps(marks, salt=SALT),
                max_age=DAYS * 24 * 60 * 60,
                path=PATH,
                secure=settings.HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


@receiver(user_logged_in)
def note_log_in(request: HttpRequest | None, user: User, **_signal: object) -> None:
    """Note on the request who logged in with it."""
    if request is not None:
        setattr(request, LOGGED_IN, user.get_username())


def is_known_device(request: HttpRequest, name: str) -> bool:
    """Return whether somebody with this log-in name logged in from the device before."""
    return mark_of(name) in marks_of_device(request)


def marks_of_device(request: HttpRequest) -> list[str]:
    """Return the marks of the names that logged in from the device; none where the cookie is not ours, or is old."""
    try:
        marks: list[str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return []
    return marks


def mark_of(name: str) -> str:
    """Return what stands in the cookie for a log-in name, which others at the device cannot read there."""
    return salted_hmac(SALT, name).hexdigest()[:32]
