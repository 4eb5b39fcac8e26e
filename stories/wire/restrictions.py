"""Restrictions on a photo, read from the words of its agency: NO ARCHIVE, NO SALES, MANDATORY CREDIT …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.copy.gettext import Translate

# Sentences for the newsroom alone: readers' languages leave them out.

_NO = r"\b(?:no|not for|without)\s+"


def _restrictions(_: Translate) -> tuple[tuple[str, str], ...]:
    """Return each restriction in our words, with the pattern of the agencies' words."""
    return (
        (_("no archive"), _NO + r"archiv\w*"),
        (_("no sales"), _NO + r"(?:re)?sales?\b"),
        (_("no use online"), _NO + r"(?:internet|online|web|www|digital)\b"),
        (_("no use on television"), _NO + r"(?:tv|television|broadcast)\b"),
        (_("editorial use only"), r"\beditorial\s+(?:use|purposes)\s+only\b|\beditorial\s+only\b"),
        (_("one use only"), r"\bone[\s-]+time\s+(?:use|only)\b|\bsingle\s+use\b"),
        (_("credit required"), r"\b(?:mandatory|compulsory|must)\s+credit\b|\bcredit\s+(?:required|mandatory)\b"),
        (_("embargo"), r"\bembargo"),
        (_("withdrawn by its agency"), r"\b(?:mandatory\s+)?(?:photo\s+)?(?:kill|elimination|withdraw)\w*\b"),
    )


def read_restrictions(*texts: str, _: Translate = str) -> Iterator[str]:
    """Yield the restrictions in the texts, in our words, each once. The texts say more: show them too."""
    words = " ".join(" ".join(texts).split())
    for name, pattern in _restrictions(_):
        if re.search(pattern, words, re.IGNORECASE):
            yield name
