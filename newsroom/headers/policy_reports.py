"""Reports of browsers on what the policy of a page refused, a line of the log each; nothing else of them is kept.

Off, there is no such address. Anybody can send anything here, and what a browser sends may tell of its reader: so a
line has the rule, the host that was refused and the path of the page alone, and there are few lines a minute.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.http.request import split_domain_port, validate_host
from django.views.decorators.csrf import csrf_exempt

from newsroom.headers.security_headers import ADMIN

MOST_REPORTED = 16 * 1024  # bytes of a body
MOST_OF_BODY = 10  # reports that are read of one
MOST_LINES = 6  # a minute and process
LIMIT_SECONDS = 60.0  # seconds
REPORT, REPORT_LIST = "application/csp-report", "application/reports+json"
VIOLATION = "csp-violation"
WEB_SCHEMES = ("http", "https", "ws", "wss")
# A directive, a scheme, or what stands for an address: inline, eval
KEYWORD_OR_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,39}")
PAGE_PATH = re.compile(r"/[!-~]{0,199}")  # as browsers write it: all else is escaped
HOST_NAME = re.compile(r"[a-z0-9.:_-]{1,120}")

logger = logging.getLogger(__name__)


class LineLimit:
    """A limit of lines a minute in this process."""

    def __init__(self) -> None:
        self.lock, self.begun, self.count = Lock(), float("-inf"), 0

    def allows(self, now: float) -> bool:
        """Count one line at a moment of the clock that only goes forward; return whether the minute has room for it."""
        with self.lock:
            if now - self.begun >= LIMIT_SECONDS:
                self.begun, self.count = now, 0
            self.count += 1
            return self.count <= MOST_LINES


LOG_LIMIT = LineLimit()


@csrf_exempt
def receive_reports(request: HttpRequest) -> HttpResponse:
    """Log what a browser reports by POST, and answer 204. Raises Http404 where CSP_REPORTS is off."""
    if not settings.CSP_REPORTS:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.content_type not in (REPORT, REPORT_LIST):
        return HttpResponse(status=415)
    length = request.headers.get("Content-Length", "")
    if not length.isascii() or not length.isdecimal():
        return HttpResponse(status=411)
    if len(length) > len(str(MOST_REPORTED)) or int(length) > MOST_REPORTED:
        return HttpResponse(status=413)
    try:
        lines = list(lines_of(json.loads(request.body)))
    except (ValueError, RecursionError, UnreadablePostError):
        return HttpResponse(status=400)
    for line in lines:
        if LOG_LIMIT.allows(monotonic()):
            logger.info("A policy refused %s", line)
    return HttpResponse(status=204)


def lines_of(data: object) -> Iterator[str]:
    """Yield what is logged of a body in either form; nothing of what is no report of a policy."""
    if isinstance(data, dict):
        report = data.get("csp-report")
        reports = [(report, "effective-directive", "violated-directive", "blocked-uri", "document-uri")]
    else:
        rows = data[:MOST_OF_BODY] if isinstance(data, list) else []
        bodies = [row.get("body") for row in rows if isinstance(row, dict) and row.get("type") == VIOLATION]
        reports = [(body, "effectiveDirective", "effectiveDirective", "blockedURL", "documentURL") for body in bodies]
    for report, rule, older_rule, refused, page in reports:
        if isinstance(report, dict):
            directive = text_field(report, rule) or text_field(report, older_rule).partition(" ")[0]
            if KEYWORD_OR_SCHEME.fullmatch(directive):
                yield f"{directive}: {host_of(text_field(report, refused))} on {path_of(text_field(report, page))}"


def text_field(report: dict[str, Any], name: str) -> str:
    """Return a field of a report that is text; empty for any other."""
    value = report.get(name)
    return value if isinstance(value, str) else ""


def host_of(address: str) -> str:
    """Return the host of an address, the scheme of one that is not of the web, or the word that stands for one."""
    if KEYWORD_OR_SCHEME.fullmatch(address):
        return address
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "?"
    name = host if parts.scheme in WEB_SCHEMES else parts.scheme
    return name if HOST_NAME.fullmatch(name) else "?"


def path_of(address: str) -> str:
    """Return the path of a page of this site; of the newsroom's the beginning alone, as links there hold secrets."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "?"
    domain, _port = split_domain_port(parts.netloc)
    found = PAGE_PATH.match(parts.path)
    if not found or not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return "?"
    return ADMIN if found[0].startswith(ADMIN) else found[0]
