"""Cosignatures: lines by which others say that they saw a head of a log, and that all before it stood as it was.

The form of the line is that of https://c2sp.org/tlog-cosignature, the question that of https://c2sp.org/tlog-witness.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from stories.transparency import signed_note

COSIGNATURE = b"\x04"  # how the pages number an Ed25519 signature over a time and a head
TIME_BYTES = 8
UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_SECOND = int((datetime(9999, 12, 31, tzinfo=UTC) - UNIX_EPOCH).total_seconds())
SIZE_DIGITS = 19


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """The key of a witness: its name, and the 32 bytes of an Ed25519 public key."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a line names its key."""
        return signed_note.make_key_id(self.name, COSIGNATURE, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(COSIGNATURE + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A cosignature that holds: its line, without the line break, and the time that the witness says."""

    line: str
    at: datetime


def read_witness_key(written: str) -> WitnessKey:
    """Return the key of a witness as it is written: name+keyid+base64. Raises ValueError."""
    name, key_id, public = signed_note.split_key(written, COSIGNATURE)
    key = WitnessKey(name, public)
    if key.key_id.hex() != key_id:
        raise ValueError(signed_note.OTHER_ID)
    return key


def message_to_cosign(text: str, seconds: int) -> bytes:
    """Return what a witness signs: a head, which ends with a line break, and the time in seconds since 1970."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def find_cosignature(lines: str, text: str, key: WitnessKey) -> Cosigned | None:
    """Return the first cosignature of a witness on the text of a head, out of lines under it; None where none holds."""
    for line, name, signed in signed_note.read_signatures(lines):
        blob = signed.removeprefix(key.key_id)
        seconds = int.from_bytes(blob[:TIME_BYTES])
        if (
            name == key.name
            and len(blob) < len(signed)
            and seconds <= LAST_SECOND
            and signed_note.is_signature(key.public, message_to_cosign(text, seconds), blob[TIME_BYTES:])
        ):
            return Cosigned(line, UNIX_EPOCH + timedelta(seconds=seconds))
    return None


def write_request(old: int, proof: Iterable[bytes], note: str) -> bytes:
    """Return what a witness is sent: the size that it knows, the proof that the log begins with it, the head."""
    hashes = (base64.b64encode(one).decode() for one in proof)
    return "\n".join([f"old {old}", *hashes, "", note]).encode()


def read_size(answer: bytes) -> int:
    """Return the size that a witness says to know, of its refusal. Raises ValueError."""
    text = answer.decode("ascii", "replace").removesuffix("\n")
    if not (text.isascii() and text.isdigit()) or len(text) > SIZE_DIGITS:
        raise ValueError("It answered with no size.")
    return int(text)


def text_of_note(note: str) -> str:
    """Return the text of a signed note, without its signatures."""
    return f"{note.rpartition(chr(10) * 2)[0]}\n"


def add_lines(note: str, lines: Iterable[str]) -> str:
    """Return a signed note with further lines of signatures."""
    return note + "".join(f"{line}\n" for line in lines)


def split_witnesses(written: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the key and the address of each witness of the settings, as they are written there."""
    for one in written:
        key, address = one.split()
        yield key, address
