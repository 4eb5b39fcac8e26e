"""Signed notes: a text and lines of Ed25519 signatures under it, as https://c2sp.org/signed-note has them.

A key is written as in that page: for checking `name+keyid+base64`, for signing `PRIVATE+KEY+name+keyid+base64`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # how the page numbers it
SEED_BYTES = 32
ID_BYTES = 4
PRIVATE = "PRIVATE+KEY+"
OTHER_ID = "The key does not fit the four bytes that name it."
LINE_START = "\u2014 "  # an em dash and a blank


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A key for checking: its name, and the 32 bytes of an Ed25519 public key."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return make_key_id(self.name, ED25519, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    def has_signed(self, text: str, signature: bytes) -> bool:
        """Return whether a signature over a text is this key's."""
        return is_signature(self.public, text.encode(), signature)


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """A key for signing: its name, and the 32 bytes of an Ed25519 private key."""

    name: str
    private: bytes

    @property
    def note_key(self) -> NoteKey:
        """The key that its signatures are checked with."""
        return NoteKey(self.name, Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw())

    def __str__(self) -> str:
        key = base64.b64encode(ED25519 + self.private).decode()
        return f"{PRIVATE}{self.name}+{self.note_key.key_id.hex()}+{key}"

    def sign(self, text: str) -> str:
        """Return a text, which ends with a line break, as a note with this key's signature."""
        signature = Ed25519PrivateKey.from_private_bytes(self.private).sign(text.encode())
        signed = base64.b64encode(self.note_key.key_id + signature).decode()
        return f"{text}\n{LINE_START}{self.name} {signed}\n"


def make_key(name: str, seed: bytes) -> SigningKey:
    """Return the key of 32 bytes of chance. Raises ValueError for a name with a blank or a plus."""
    return SigningKey(check_name(name), seed)


def check_name(name: str) -> str:
    """Return a name of a key. Raises ValueError for one that no note can carry."""
    if not name or "+" in name or any(sign.isspace() for sign in name):
        raise ValueError(f"{name!r} cannot name a key: it holds no blank and no plus.")
    return name


def make_key_id(name: str, kind: bytes, public: bytes) -> bytes:
    """Return the four bytes by which a signature names a key of a kind."""
    return hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:ID_BYTES]


def is_signature(public: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether a signature of Ed25519 over a message is that of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def read_key(written: str) -> NoteKey:
    """Return a key for checking as it is written. Raises ValueError."""
    name, key_id, public = split_key(written, ED25519)
    key = NoteKey(name, public)
    if key.key_id.hex() != key_id:
        raise ValueError(OTHER_ID)
    return key


def split_key(written: str, kind: bytes) -> tuple[str, str, bytes]:
    """Return the name, the id in hexadecimal and the bytes of a key of a kind as it is written. Raises ValueError."""
    name, _, rest = written.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    return check_name(name), key_id, decode_key(encoded, kind)


def read_signing_key(written: str) -> SigningKey:
    """Return a key for signing as it is written. Raises ValueError, which never says the key."""
    if not written.strip().startswith(PRIVATE):
        raise ValueError(f"A key for signing begins with {PRIVATE}.")
    name, key_id, private = split_key(written.strip().removeprefix(PRIVATE), ED25519)
    key = SigningKey(name, private)
    if key.note_key.key_id.hex() != key_id:
        raise ValueError(OTHER_ID)
    return key


def decode_key(encoded: str, kind: bytes) -> bytes:
    """Return the bytes of an Ed25519 key. Raises ValueError."""
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise ValueError("The key is not base64.") from None
    if decoded[:1] != kind or len(decoded) != 1 + SEED_BYTES:
        raise ValueError("The key is of another kind.")
    return decoded[1:]


def open_note(note: str, keys: Iterable[NoteKey]) -> str:
    """Return the text of a note that one of the keys has signed. Raises ValueError for one that none has."""
    text, _, lines = note.rpartition("\n\n")
    text += "\n"
    known = {(key.name, key.key_id): key for key in keys}
    for _line, name, signed in read_signatures(lines):
        key = known.get((name, signed[:ID_BYTES]))
        if key is not None and key.has_signed(text, signed[ID_BYTES:]):
            return text
    raise ValueError("The note is signed by none of the keys.")


def read_signatures(lines: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield each line of a signature with the name of its key and its bytes. Raises ValueError for no base64."""
    for line in lines.splitlines():
        name, _, encoded = line.removeprefix(LINE_START).partition(" ")
        try:
            yield line, name, base64.b64decode(encoded, validate=True)
        except binascii.Error:
            raise ValueError("A signature is not base64.") from None
