"""What the log says of an act: small canonical JSON, without a word of any story."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from stories import digests


@dataclass(frozen=True, slots=True)
class Entry:
    """One act on a filing that readers are told of.

    `kind` is filing, or how it amends the one before (correction, clarification, refile …); hold, release or kill of
    its story, of which it is the newest; reason, of a kill; take-down; phrases. `digest` is that of the filing; that of
    the reason; of phrases taken down that of their record, so that none can be changed.
    """

    kind: str
    story: int
    number: int
    digest: str
    at: str

    def to_bytes(self) -> bytes:
        """Return the entry as the log holds it."""
        return digests.canonical_json(asdict(self))


def make_entry(kind: str, story: int, number: int, digest: str, at: datetime) -> Entry:
    """Return the entry of an act at a moment."""
    return Entry(kind, story, number, digest, digests.timestamp(at))


def read_entry(line: bytes) -> Entry:
    """Return an entry of a log. Raises ValueError for what is none."""
    try:
        fields = json.loads(line)
        entry = Entry(**fields)
    except (TypeError, UnicodeDecodeError, json.JSONDecodeError):
        raise ValueError("An entry of the log cannot be read.") from None
    if entry.to_bytes() != line:
        raise ValueError("An entry of the log is not in canonical form.")
    return entry
