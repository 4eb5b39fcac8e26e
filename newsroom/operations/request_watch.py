"""The outermost part of the application: it names, times and counts each request, and tells of it on demand.

It refuses HTTP/1.1 without a Host, as RFC 9112, 3.2, wants. And it keeps the two doors apart: with OPS_PORT, probes and
figures are asked for there, and nothing else is.
"""

from __future__ import annotations

import logging
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from itertools import accumulate
from typing import Any

from django.conf import settings

from newsroom.counts import counts
from newsroom.stored_pages.addresses import Environ, is_public_reading
from stories.request_id import accept_request_id, carry_request

Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
AtOnce = Callable[[Environ, Callable[..., Any]], Iterable[bytes] | None]

METRICS_PATH = "/metrics"
PROBE_PATHS = frozenset({"/healthz", "/readyz", METRICS_PATH})
PLAIN = (("Content-Type", "text/plain"), ("Content-Length", "0"), ("Cache-Control", "no-store"))
IS_OPERATORS = "newsroom.is_operators"  # in the environment of a request that came to OPS_PORT

FAMILY = "newsroom_request_seconds"
EDGES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
CLASS_LABELS = (*map(str, EDGES), "+Inf")
MICROSECONDS = 1_000_000

access_logger = logging.getLogger("newsroom.access")


class RequestWatch:
    """A WSGI application around another one, and around what that one can answer at once."""

    def __init__(self, application: Application, at_once: AtOnce) -> None:
        self.application = application
        self.at_once = at_once
        self.ops_port = str(settings.OPS_PORT or "")
        self.tells = settings.ACCESS_LOG
        self.host = own_host(settings.ALLOWED_HOSTS)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        began = time.perf_counter()
        statuses, note_status = watch_status(start_response)
        with carry_request(accept_request_id(environ.get("HTTP_X_REQUEST_ID", ""))):
            try:
                return self.answer(environ, note_status)
            finally:
                seconds = time.perf_counter() - began
                status = statuses[-1] if statuses else "500"
                if environ.get("PATH_INFO") not in PROBE_PATHS:
                    count_request(status, seconds)
                if self.tells:
                    tell_request(environ, status, seconds)

    def may_refuse(self, environ: Environ) -> bool:
        """Return whether a request may be refused where too many wait: a reader's, and none of the newsroom's."""
        return is_public_reading(environ) and environ["PATH_INFO"] not in PROBE_PATHS

    def answer_at_once(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes] | None:
        """Answer a reader's request for whose answer nothing has to be waited for; None for others, not begun."""
        began = time.perf_counter()
        statuses, note_status = watch_status(start_response)
        is_operators = bool(self.ops_port) and environ.get("SERVER_PORT") == self.ops_port
        if is_operators or not environ.get("HTTP_HOST") or environ.get("PATH_INFO") in PROBE_PATHS:
            return None
        body = self.at_once(environ, note_status)
        if body is not None:
            seconds = time.perf_counter() - began
            count_request(statuses[-1], seconds)
            if self.tells:
                with carry_request(accept_request_id(environ.get("HTTP_X_REQUEST_ID", ""))):
                    tell_request(environ, statuses[-1], seconds)
        return body

    def answer(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request at the door that it came to; probes whatever name they call this machine by."""
        if not environ.get("HTTP_HOST") and environ.get("SERVER_PROTOCOL") == "HTTP/1.1":
            start_response("400 Bad Request", list(PLAIN))
            return []
        is_probe = environ.get("PATH_INFO") in PROBE_PATHS
        is_operators = bool(self.ops_port) and environ.get("SERVER_PORT") == self.ops_port
        if is_operators and not is_probe:
            start_response("404 Not Found", list(PLAIN))
            return []
        if is_probe:
            environ = {**environ, "HTTP_HOST": self.host, IS_OPERATORS: is_operators}
        return self.application(environ, start_response)


def watch_status(start_response: Callable[..., Any]) -> tuple[list[str], Callable[..., Any]]:
    """Return where the status of an answer will stand, and what the application begins the answer with."""
    statuses: list[str] = []

    def note_status(status: str, *rest: Any) -> Any:
        statuses.append(status[:3])
        return start_response(status, *rest)

    return statuses, note_status


def own_host(allowed_hosts: Iterable[str]) -> str:
    """Return a name that this newsroom answers to."""
    return next((host.lstrip(".") for host in allowed_hosts if host != "*"), "localhost")


def count_request(status: str, seconds: float) -> None:
    """Count a request by the class of its status and the time that it took, in one of the classes of EDGES.

    501 is counted as 4xx: a stranger who asks for a format that nobody makes is no fault that operators are called for.
    """
    kind = "4xx" if int(status) == HTTPStatus.NOT_IMPLEMENTED else f"{status[0]}xx"
    counts.add(f'{FAMILY}_bucket{{status="{kind}",le="{CLASS_LABELS[bisect_left(EDGES, seconds)]}"}}')
    counts.add(f'{FAMILY}_sum{{status="{kind}"}}', int(seconds * MICROSECONDS))


def tell_request(environ: Environ, status: str, seconds: float) -> None:
    """Write a line about a request. A query is left out, as people search for names."""
    address, method = environ.get("REMOTE_ADDR", ""), environ.get("REQUEST_METHOD", "")
    path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
    facts = {"client": address, "method": method, "path": path, "status": int(status), "seconds": round(seconds, 4)}
    access_logger.info("%s %s %s %s in %.4f s", address, method, path, status, seconds, extra=facts)


def print_histogram(total: Mapping[str, float]) -> dict[str, float]:
    """Return counts with those of requests as Prometheus wants a histogram: each class with all below, and seconds."""
    figures = {name: count for name, count in total.items() if not name.startswith(FAMILY)}
    kinds = sorted({name.partition('status="')[2][:3] for name in total if name.startswith(f"{FAMILY}_bucket")})
    for kind in kinds:
        names = [f'{FAMILY}_bucket{{status="{kind}",le="{label}"}}' for label in CLASS_LABELS]
        below = list(accumulate(total.get(name, 0) for name in names))
        figures |= dict(zip(names, below, strict=True))
        figures[f'{FAMILY}_count{{status="{kind}"}}'] = below[-1]
        figures[f'{FAMILY}_sum{{status="{kind}"}}'] = total.get(f'{FAMILY}_sum{{status="{kind}"}}', 0) / MICROSECONDS
    return figures
