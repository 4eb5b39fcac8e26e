"""What browsers and caches are told about every answer. No Django here: the settings read it.

The figures aimed at are those of Mozilla's HTTP Observatory.
"""

import base64
import hashlib
from collections.abc import MutableMapping
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ADMIN = "/admin/"
UNSAID = "no-cache"  # an answer that says nothing about caches is asked for again each time
PRIVATE = "no-store, private"

Headers = MutableMapping[str, str]


def hash_of_script(template: str) -> str:
    """What a policy allows the inline script by that a template without tags prints: its words and nothing else."""
    digest = hashlib.sha256((TEMPLATES / template).read_bytes()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


# Sets the reader's text size before anything is painted. A hash, never a nonce: a nonce makes every page unique,
# and no cache could keep it.
TEXT_SIZE_SCRIPT_HASH = hash_of_script("_text_size_script.html")


def for_page(headers: Headers) -> None:
    """Say that nobody else may frame or embed the answer."""
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")


def for_frame(headers: Headers) -> None:
    """Say that other sites may show the answer in a frame. Which ones is said by its frame-ancestors."""
    headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")


def for_newsroom(headers: Headers) -> None:
    """Keep the newsroom's own pages out of every cache and every search engine."""
    headers["Cache-Control"] = PRIVATE
    headers["X-Robots-Tag"] = "noindex, nofollow"


def for_everything(headers: Headers) -> None:
    """What holds for each answer, errors and files included."""
    headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Cache-Control", UNSAID)


def for_static_file(headers: Headers, _path: str, _url: str) -> None:
    """What the files of the site are sent with, beside what the file server says itself."""
    for_page(headers)
    for_everything(headers)
    headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
