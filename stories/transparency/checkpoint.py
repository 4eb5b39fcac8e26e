"""A checkpoint: the size and the root of a log, signed, as https://c2sp.org/tlog-checkpoint has it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass

from stories.transparency.merkle import HASH_LENGTH
from stories.transparency.signed_note import NoteKey, open_note

TEXT_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: its origin, how many entries it has, and its root."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def read_checkpoint(note: str, keys: Iterable[NoteKey]) -> Checkpoint:
    """Return the checkpoint of a note that one of the keys has signed. Raises ValueError."""
    lines = open_note(note, keys).split("\n")
    if len(lines) <= TEXT_LINES or not lines[1].isdecimal() or str(int(lines[1])) != lines[1]:
        raise ValueError("The note is no checkpoint.")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except binascii.Error:
        raise ValueError("The root of the checkpoint is not base64.") from None
    if len(root) != HASH_LENGTH:
        raise ValueError("The root of the checkpoint is no hash.")
    return Checkpoint(lines[0], int(lines[1]), root)
