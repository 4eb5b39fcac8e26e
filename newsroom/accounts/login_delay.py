"""How long log-ins wait after wrong passwords: each name at an address as django-axes counts, and both by themselves.

After some wrong passwords for one name from whatever addresses, or from one address for whatever names, the next try is
looked at only after a wait, which doubles with each. Who logged in to the name from the address or the device before
does not wait for what strangers do: the lock of their name at their address alone is theirs.
"""

from __future__ import annotations

import math
from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessLog
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from newsroom.accounts.client_ip import client_address
from newsroom.accounts.known_devices import is_known_device

FREE_TRIES = 10  # wrong passwords, of a name or from an address, before the first wait
LONGEST_WAIT = 10 * 60  # seconds; below the time after which wrong passwords are forgotten
WINDOW = timedelta(minutes=15)  # that a wrong password is remembered for
KNOWN_FOR = timedelta(days=90)
NETWORK_BITS = 64  # bits of an address of IPv6 that one client has for itself
WAIT = "login_wait"  # seconds, on a request that was refused for them


class DelayingHandler(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """The handler of django-axes that refuses tries during a wait as it does during a lock."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Return whether a try is not to be looked at now."""
        if super().is_locked(request, credentials):
            return True
        wait = seconds_to_wait(request, (credentials or {}).get("username") or "")
        if wait:
            setattr(request, WAIT, wait)
        return wait > 0


def address_to_count(request: HttpRequest) -> str:
    """Return the address that wrong passwords are counted for: of IPv6, the network that one client has."""
    client = client_address(request)
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if not isinstance(address, IPv6Address) or address.ipv4_mapped:
        return client
    return str(IPv6Network((int(address) >> NETWORK_BITS << NETWORK_BITS, NETWORK_BITS)).network_address)


def seconds_to_wait(request: HttpRequest, name: str) -> int:
    """Return how long the next try for a name waits from now, in whole seconds; 0 where it is looked at."""
    address = address_to_count(request)
    attempts = AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - WINDOW)
    wait = max(rest_of_wait(attempts.filter(ip_address=address)), rest_of_wait(attempts.filter(username=name)))
    return 0 if wait and is_known(request, name, address) else wait


def rest_of_wait(attempts: QuerySet[Any]) -> int:
    """Return the seconds that are left of the wait after these wrong passwords."""
    total = attempts.aggregate(count=Sum("failures_since_start"), last=Max("attempt_time"))
    beyond = (total["count"] or 0) - FREE_TRIES
    if beyond < 0:
        return 0
    wait: int = min(2**beyond, LONGEST_WAIT)
    waited: float = (timezone.now() - total["last"]).total_seconds()
    return max(0, math.ceil(wait - waited))


def is_known(request: HttpRequest, name: str, address: str) -> bool:
    """Return whether somebody logged in with this name from the address or the device before."""
    since = timezone.now() - KNOWN_FOR
    logins = AccessLog.objects.filter(username=name, ip_address=address, attempt_time__gt=since)
    return logins.exists() or is_known_device(request, name)
