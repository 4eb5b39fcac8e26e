"""Lines that say until when copy is held: "For release Sunday, Feb. 15", "Sperrfrist: 18.00 Uhr"."""

import re

LONGEST_RELEASE = 120  # characters shown

_RELEASE = re.compile(
    r"[\W_]{0,6}(?:(?:For|Hold for) (?:release|use)|Embargo(?:ed)?\b|Under embargo|Sous embargo|Bajo embargo"
    r"|Not for (?:use|release|publication) before|Sperrfrist|Sperrvermerk|Gesperrt bis|Frei ab)\b"
    r"(?!\W{0,3}(?:immediate|at (?:once|will)|none|keine))",
    re.IGNORECASE,
)


def is_release(line: str) -> bool:
    """Return whether a line of a head holds the copy back until a time."""
    return bool(_RELEASE.match(line))


def remark_on_release(line: str) -> str:
    """Return the remark on copy that is held; "" for no line."""
    return f"It is held until its release: “{line[:LONGEST_RELEASE]}”." if line else ""
