"""Leave for other sites to read the public data: feeds, JSON, exchange formats. No Django here."""

import re

from newsroom.headers.security_headers import Headers

# What machines read; nobody's session is in it, so that any site may.
PUBLIC_DATA = re.compile(
    r"/(?!admin/|static/|media/|speculation-rules)(?:.*\.(?:json|rss|atom|newsml\.xml)|oembed|log/.+|.*/timemap/)"
)
METHODS = "GET, HEAD, OPTIONS"
ASKED_HEADERS = "If-None-Match, If-Modified-Since, Accept"
SHOWN_HEADERS = "ETag, Link, Retry-After"
PREFLIGHT_SECONDS = "86400"  # that a browser keeps the answer to OPTIONS


def is_public_data(path: str) -> bool:
    """Return whether a path is of public data."""
    return bool(PUBLIC_DATA.fullmatch(path))


def set_data_headers(headers: Headers) -> None:
    """Let scripts of every site read the answer."""
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = SHOWN_HEADERS
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def set_preflight_headers(headers: Headers) -> None:
    """Tell a browser what scripts of other sites may ask for (Fetch Standard, "CORS-preflight fetch")."""
    headers["Allow"] = METHODS
    headers["Access-Control-Allow-Methods"] = METHODS
    headers["Access-Control-Allow-Headers"] = ASKED_HEADERS
    headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
