"""The requests that a stored page may answer, and the parts of an address that change nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from newsroom.headers.security_headers import ADMIN
from stories.display import page_language

Environ = dict[str, Any]

# The names of a query that the views of some addresses read; a test asks the forms. Others are dropped: what is shared
# with `utm_source` is the same page under the same address, and no stranger's query makes another.
QUERY_NAMES = (
    (
        r"/archive/",
        (
            *("q", "in", "sort", "section", "source", "designator", "genre", "subject", "language", "corrected"),
            *("after", "before"),
        ),
    ),
    (
        r"/archive/.*|/sections/[^/]+/|/topics/[^/]+/|/stories/.+/(?:history/(?:feed\.atom|growth/)?|timemap/|history\.json)",
        ("older", "newer"),
    ),
    (r"/corrections/", ("q", "kind", "section", "month", "before")),
    (r"/stories/.+/history/", ("a", "b", "show")),
    (r"/stories/.+/history/growth/", ("q", "version")),
    (r"/stories/.+/history/[0-9]+\.\.[0-9]+/", ("view",)),
    (r"/stories/[^/]+\.ninjs\.json", ("v",)),
    (r"/.*feeds/latest\.ninjs\.json", ("cursor", "since")),
    (r"/log/", ("story",)),
    (r"/sitemap\.xml", ("part",)),
    (r"/oembed", ("url", "format")),
    (r"/ticker\.json|/ticker/embed/", ("lang",)),
)
PAGE_LANGUAGE = "language"  # a page in the site's own words speaks the one in the query, where the site has it
READ_METHODS = ("GET", "HEAD")
LONGEST_PATH = 600  # bytes; a slug of 80 letters takes 240
STORY_PATH = re.compile(r"/stories/([1-9][0-9]{0,17})(?=[/.])")


def is_public_reading(environ: Environ) -> bool:
    """Return whether a request reads a public address that is no static file."""
    path = environ.get("PATH_INFO", "")
    return environ["REQUEST_METHOD"] in READ_METHODS and not path.startswith((ADMIN, settings.STATIC_URL))


@lru_cache(maxsize=1_024)
def query_names(path: str) -> frozenset[str]:
    """Return the names of a query that the view of a path reads."""
    return frozenset(name for pattern, names in QUERY_NAMES if re.fullmatch(pattern, path) for name in names)


def drop_unknown_names(path: str, query: str) -> str:
    """Return a query without the names that the view of a path does not read; as it is where all are read."""
    pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    names = query_names(path)
    known = [
        (name, value)
        for name, value in pairs
        if name in names or (name == PAGE_LANGUAGE and value in page_language.EDITIONS)
    ]
    return query if len(known) == len(pairs) > 0 else urlencode(known, encoding="latin-1")


def may_be_stored(environ: Environ) -> bool:
    """Return whether a page without a query answers the request: no moment asked for, and a host that is ours."""
    return (
        not environ.get("QUERY_STRING")
        and not environ.get("SCRIPT_NAME")
        and "HTTP_ACCEPT_DATETIME" not in environ
        and "HTTP_IF_MATCH" not in environ
        and len(environ.get("PATH_INFO", "")) <= LONGEST_PATH
        and "\0" not in environ.get("PATH_INFO", "")  # where PostgreSQL ends a text
        and is_secure_enough(environ)
        and is_our_host(environ.get("HTTP_HOST", ""))
    )


def is_secure_enough(environ: Environ) -> bool:
    """Return whether the request came by https where the site is there alone, by the rule of Django."""
    if not settings.HTTPS:
        return True
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO")
    scheme = environ.get("wsgi.url_scheme") if forwarded is None else forwarded.split(",", 1)[0].strip()
    return bool(scheme == "https")


@lru_cache(maxsize=256)
def is_our_host(host: str) -> bool:
    """Return whether a Host header names this site."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def story_of(path: str) -> int:
    """Return the id of the story that an address is of; 0 for none."""
    found = STORY_PATH.match(path)
    return int(found[1]) if found else 0
