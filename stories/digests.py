"""The digests of a chain of filings, for the code, the command and strangers alike.

A filing has two. The content digest covers its words; the digest covers its public head fields, its content
digest and the digest of the filing numbered before it. So whoever has the public JSON can check the chain, and a
filing whose words were taken down still verifies, as the content digest stays when the words go.

Both are SHA-256, in hexadecimal, over the UTF-8 of canonical JSON: keys sorted, no blanks, nothing escaped that
JSON lets stand (the ordering of RFC 8785 for the values that occur here: texts, whole numbers, lists, objects).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Head:
    """The public head fields of a filing that its digest covers; all of them stay after a take-down."""

    story: int
    number: int
    follows: int
    designator: str
    amends: str
    credit: str
    language: str
    urgency: int
    words: int
    dated_on: str
    filed_at: str


@dataclass(frozen=True, slots=True)
class Link:
    """One filing as the chain sees it. `content` is None where the words were taken down or are not at hand."""

    head: Head
    content_digest: str
    previous_digest: str
    digest: str
    content: dict[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """The first filing of a chain that does not verify, and what is wrong with it."""

    number: int
    why: str


def moment(at: datetime) -> str:
    """A moment as the digests print it: UTC to the microsecond, 2017-02-10T01:10:04.000000Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: object) -> bytes:
    """The bytes that a digest is made over."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_digest(content: dict[str, object]) -> str:
    """The digest of a filing's words."""
    return hashlib.sha256(canonical(content)).hexdigest()


def chain_digest(head: Head, content: str, previous: str) -> str:
    """The digest of a filing: its head, its content digest, the digest of the one before ("" for the first)."""
    return hashlib.sha256(canonical({"head": asdict(head), "content": content, "previous": previous})).hexdigest()


def first_broken(chain: Iterable[Link]) -> Broken | None:
    """The first filing that does not verify, in order of number; None for a whole chain."""
    previous = ""
    for expected, link in enumerate(chain, start=1):
        why = fault(link, expected=expected, previous=previous)
        if why:
            return Broken(expected, why)
        previous = link.digest
    return None


def fault(link: Link, *, expected: int, previous: str) -> str:
    """What is wrong with one link of a chain; empty when it is whole."""
    if link.head.number != expected:
        return f"filing {expected} is missing, {link.head.number} stands in its place"
    if link.previous_digest != previous:
        return "it does not hold the digest of the filing before it"
    if link.content is not None and content_digest(link.content) != link.content_digest:
        return "its words are not those that were filed"
    if chain_digest(link.head, link.content_digest, previous) != link.digest:
        return "its head fields are not those that were filed"
    return ""
