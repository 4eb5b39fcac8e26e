"""Security headers of every answer. No Django here: the settings read it.

The aim is the highest grade of Mozilla's HTTP Observatory.
"""

import base64
import hashlib
from pathlib import Path
from typing import Protocol

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ADMIN = "/admin/"
CONTENT_POLICY = "Content-Security-Policy"
# What readers' pages go without: their policy lets nobody frame them, which every browser of today heeds before the
# first; and no frame and no script of another site into them, which the others are for. The newsroom has all three.
NEEDLESS = ("X-Frame-Options", "Permissions-Policy")
REPORTS, REPORTS_NAME = "/csp-reports", "csp"  # where browsers send what the policy refused, and its name there
DEFAULT_CACHING = "no-cache"  # an answer that says nothing about caches is asked for again each time
NEWSROOM_CACHING = "no-store, private"


class Headers(Protocol):
    """The headers of an answer, Django's or those of the file server."""

    def get(self, name: str, /) -> str | None: ...

    def __setitem__(self, name: str, value: str) -> None: ...

    def setdefault(self, name: str, value: str, /) -> object: ...

    def pop(self, name: str, default: object, /) -> object: ...


def script_hash(template: str) -> str:
    """Return the hash that lets a policy allow the inline script of a template, which has no tags."""
    digest = hashlib.sha256((TEMPLATES / template).read_bytes()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


# Sets the reader's text size and colours before anything is painted. A hash, never a nonce: a nonce makes every page
# unique, and no cache could keep it.
CHOICES_SCRIPT_HASH = script_hash("_reader_choices_script.html")


def set_page_headers(headers: Headers) -> None:
    """Forbid other sites to frame or embed the answer."""
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")


def set_frame_headers(headers: Headers) -> None:
    """Let other sites frame the answer; its frame-ancestors say which."""
    headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")


def drop_needless_headers(headers: Headers) -> None:
    """Drop what the policy of a reader's page already says."""
    for name in NEEDLESS:
        headers.pop(name, None)


def ask_for_reports(headers: Headers) -> None:
    """Ask browsers to report what the policy of the answer refuses: in the manner of today, and in that of before."""
    if policy := headers.get(CONTENT_POLICY):
        headers[CONTENT_POLICY] = f"{policy}; report-to {REPORTS_NAME}; report-uri {REPORTS}"
        headers["Reporting-Endpoints"] = f'{REPORTS_NAME}="{REPORTS}"'


def sort_policy(headers: Headers) -> None:
    """Put the parts of the policy in one order: a set gives them in another order in each process."""
    if policy := headers.get(CONTENT_POLICY):
        headers[CONTENT_POLICY] = ";".join(sorted(part.strip() for part in policy.split(";")))


def set_newsroom_headers(headers: Headers) -> None:
    """Keep the newsroom's own pages out of every cache and every search engine."""
    headers["Cache-Control"] = NEWSROOM_CACHING
    headers["X-Robots-Tag"] = "noindex, nofollow"


def set_common_headers(headers: Headers) -> None:
    """Set the headers of each answer, errors and files included."""
    headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Cache-Control", DEFAULT_CACHING)


def set_static_headers(headers: Headers, _path: str, _url: str) -> None:
    """Set the headers of a static file, beside those of the file server."""
    set_page_headers(headers)
    set_common_headers(headers)
    headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
