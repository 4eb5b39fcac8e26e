"""Bytes that are no text are never taken for copy."""

import random

import pytest

from stories import wire


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n", b"GIF89a", b"\x1f\x8b\x08"]
)
def test_a_file_of_another_kind_is_refused(start):
    with pytest.raises(wire.UnreadableError, match="no text"):
        wire.read(start + b"Dam holds\n\nThe dam held.\n")


@pytest.mark.parametrize("seed", range(5))
def test_chance_bytes_are_refused(seed):
    data = bytes(byte for byte in random.Random(seed).randbytes(4000) if byte)  # noqa: S311 chance, not a secret

    with pytest.raises((wire.UnreadableError, wire.NotWireError)):
        wire.read(data)
