"""Signs of text that stand for what is no text: emoji for their pictures, brackets for readings above the line."""

import re
import unicodedata

LONGEST_SIGN = 40  # characters: families and flags are of ten
_LETTERS_TOGETHER = re.compile(r"[^\W_]{2}")
_EMOJI_MARKS = frozenset("\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}")


def sign_of(alt: str) -> str:
    """Return the sign that a picture's alternative text is, "" where that is words or nothing."""
    alt = alt.strip()
    if not alt or len(alt) > LONGEST_SIGN or _LETTERS_TOGETHER.search(alt):
        return ""
    return alt if any(sign in _EMOJI_MARKS or unicodedata.category(sign) == "So" for sign in alt) else ""


def write_reading(reading: str, *, behind: str) -> str:
    """Return the reading of the words behind which it stands, in brackets of their script: 東京（とうきょう）."""
    if not reading:
        return ""
    is_wide = bool(behind) and unicodedata.east_asian_width(behind) in {"W", "F"}
    return f"（{reading}）" if is_wide else f" ({reading})"
