"""The digests of a chain of filings, for the code, the command and strangers alike.

A filing has two. The content digest covers its words; the digest covers its public head fields, its content
digest and the digest of the filing numbered before it. So whoever has the public JSON can check the chain, and a
filing whose words were taken down still verifies, as the content digest stays when the words go.

Both are SHA-256, in hexadecimal, over the UTF-8 of canonical JSON: keys sorted, no blanks, nothing escaped that
JSON lets stand (the ordering of RFC 8785 for the values that occur here: texts, whole numbers, lists, objects).

The digest has a format. Format 1 has no number: it covers the head fields of the first filings. Format 2 covers its
own number, too, as `digest_format` in the head. Format 3 covers `moved_at` in the head, and `metadata` in the content.
Format 4 covers `came_from` in the head: the filing of another story whose words these are, by its digest. Its content
is that of the filing that it came from, so that both have one content digest: without `metadata` where that had none.
Format 5 covers `salt` in the content: chance letters that are told together with all the words alone, so that words
which went cannot be found by trying which ones give the digest. They go with the first words that do.
A filing keeps the format that it was made in, and every format stays here, so that every chain verifies for ever: a
head or a content with other fields is a format of the next number.

Where phrases were taken down, the content digest stays as it was filed. Each such take-down has a record that names the
digest of the content before and after it, and is sealed itself: from the content digest one comes by the records, in
their order, to the digest of the words that are left.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

DIGEST_FORMATS = (1, 2, 3, 4, 5)
NEWEST_FORMAT = DIGEST_FORMATS[-1]  # what new filings are made in
WITH_METADATA = 3  # the first format whose content holds the metadata
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
SALT_BYTES = 16  # of what is chance, from format 5 on: more than anyone can try
COVERED_SINCE = {"digest_format": 2, "moved_at": 3, "came_from": 4}  # fields of the head, by the first format with them


@dataclass(frozen=True, slots=True)
class Origin:
    """The filing of another story that a filing came from: its story, its number there and its digest."""

    story: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The public head fields of a filing that its digest covers; all of them stay after a take-down.

    `digest_format` is covered from format 2 on, `moved_at` from format 3 on, `came_from` from format 4 on.
    """

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
    moved_at: str
    filed_at: str
    digest_format: int
    came_from: Origin | None = None


COVERED_FIELDS = tuple(field.name for field in fields(Head))


@dataclass(frozen=True, slots=True)
class PhraseRecord:
    """The record of phrases taken down from a filing, the `number`th time: `gaps` is how many stand in their place.

    `content_before` and `content_after` are digests of its words, `filing` is the digest of the filing.
    """

    filing: str
    number: int
    at: str
    reason: str
    gaps: int
    content_before: str
    content_after: str
    digest: str


@dataclass(frozen=True, slots=True)
class ReasonRecord:
    """The reason of a withdrawal as readers were told it, with the salt that keeps a name in it from being guessed."""

    story: int
    kind: str
    at: str
    credit: str
    reason: str
    salt: str


@dataclass(frozen=True, slots=True)
class Link:
    """One filing of a chain. `content` is None where the words were taken down or are not at hand."""

    head: Head
    content_digest: str
    previous_digest: str
    digest: str
    content: dict[str, object] | None = None
    records: tuple[PhraseRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first filing of a chain that does not verify, and the reason."""

    number: int
    why: str


def timestamp(at: datetime) -> str:
    """Print a moment as the digests cover it: UTC to the microsecond, 2017-02-10T01:10:04.000000Z."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def canonical_json(value: object) -> bytes:
    """Return the bytes of a value that a digest is made over."""
    return ENCODER.encode(value).encode()


def content_digest(content: dict[str, object]) -> str:
    """Return the digest of the words of a filing."""
    return hashlib.sha256(canonical_json(content)).hexdigest()


def chain_digest(head: Head, content: str, previous: str) -> str:
    """Return the digest of a filing: of its head, its content digest and the digest of the filing numbered before.

    `previous` is empty for the first filing of a story.
    """
    sealed = {"head": digest_fields(head), "content": content, "previous": previous}
    return hashlib.sha256(canonical_json(sealed)).hexdigest()


def record_digest(record: PhraseRecord) -> str:
    """Return the digest of the record of phrases taken down: of all that it says but the digest itself."""
    fields = asdict(record)
    del fields["digest"]
    return hashlib.sha256(canonical_json(fields)).hexdigest()


def reason_digest(record: ReasonRecord) -> str:
    """Return the digest of the reason of a withdrawal."""
    return hashlib.sha256(canonical_json(asdict(record))).hexdigest()


def digest_fields(head: Head) -> dict[str, object]:
    """Return the fields of a head that its digest covers, by name: in older formats some are missing."""
    covered = {name: getattr(head, name) for name in COVERED_FIELDS if COVERED_SINCE.get(name, 1) <= head.digest_format}
    if head.came_from is not None and "came_from" in covered:
        covered["came_from"] = asdict(head.came_from)
    return covered


def find_broken(chain: Iterable[Link]) -> BrokenLink | None:
    """Return the first filing of a chain that does not verify; None for a whole chain.

    `chain` is in the order of the numbers.
    """
    previous = ""
    for expected, link in enumerate(chain, start=1):
        why = fault(link, expected=expected, previous=previous)
        if why:
            return BrokenLink(expected, why)
        previous = link.digest
    return None


def fault(link: Link, *, expected: int, previous: str) -> str:
    """Say why one link of a chain does not verify; return an empty text where it does."""
    if link.head.number != expected:
        return f"filing {expected} is missing, {link.head.number} stands in its place"
    if link.head.digest_format not in DIGEST_FORMATS:
        return f"its digests are of format {link.head.digest_format}, which this version cannot verify"
    if link.previous_digest != previous:
        return "it does not hold the digest of the filing before it"
    content = digest_by_records(link)
    if content is None:
        return "its phrases were not taken down as the record says"
    if link.content is not None and content_digest(link.content) != content:
        return "its words are not those that were filed"
    if chain_digest(link.head, link.content_digest, previous) != link.digest:
        return "its head fields are not those that were filed"
    return ""


def digest_by_records(link: Link) -> str | None:
    """Return the digest of the words that are left of a filing by its records; None where these do not fit."""
    content = link.content_digest
    for number, record in enumerate(link.records, start=1):
        is_next = (record.filing, record.number, record.content_before) == (link.digest, number, content)
        if not is_next or record.digest != record_digest(record):
            return None
        content = record.content_after
    return content
