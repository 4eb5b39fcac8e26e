"""The proof that a log holds an entry, as a file that needs nobody's answer: https://c2sp.org/tlog-proof"""

from __future__ import annotations

import base64
from collections.abc import Sequence

HEADING = "c2sp.org/tlog-proof@v1"


def write_proof(index: int, hashes: Sequence[bytes], checkpoint: str, entry: bytes) -> str:
    """Return a proof of inclusion under a signed checkpoint; the entry itself goes with it, as extra data."""
    lines = [HEADING, f"extra {base64.b64encode(entry).decode()}", f"index {index}"]
    lines += [base64.b64encode(one).decode() for one in hashes]
    return "\n".join(lines) + f"\n\n{checkpoint}"
