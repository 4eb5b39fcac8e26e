"""Lines of the log about log-ins, with the address that they came from, and their count for /metrics.

A name is told where somebody here has it: people type passwords into the wrong field.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from axes.signals import user_locked_out
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from newsroom.accounts.client_ip import client_address
from newsroom.counts import counts

logger = logging.getLogger("newsroom.accounts.log_in")


def tell_failure(request: HttpRequest | None, why: str) -> None:
    """Write and count that somebody gave a wrong password or code."""
    counts.add('newsroom_logins_total{outcome="failed"}')
    logger.warning("Log-in failed from %s: %s.", address_of(request), why)


def address_of(request: HttpRequest | None) -> str:
    """Return the address that a request came from."""
    return client_address(request) if request is not None else "a command"


@receiver(user_login_failed)
def tell_wrong_password(credentials: Mapping[str, str], request: HttpRequest | None = None, **_signal: object) -> None:
    """Write and count that a log-in was refused."""
    name = credentials.get("username", "")
    is_known = User.objects.filter(username=name).exists()
    tell_failure(request, f"wrong password of {name}" if is_known else "a name that nobody here has")


@receiver(user_locked_out)
def tell_lock(request: HttpRequest, **_signal: object) -> None:
    """Write and count that a name is locked out at an address."""
    counts.add('newsroom_logins_total{outcome="locked"}')
    logger.warning("Log-in locked from %s: too many wrong passwords.", address_of(request))


@receiver(user_logged_in)
def tell_success(request: HttpRequest | None, user: User, **_signal: object) -> None:
    """Write and count that somebody logged in."""
    counts.add('newsroom_logins_total{outcome="good"}')
    logger.info("Log-in of %s from %s.", user.get_username(), address_of(request))
