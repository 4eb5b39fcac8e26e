"""The time that an advisory says copy is due at: "expected at 1600 GMT", "by 16:30 UTC"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

CLOCK = re.compile(r"(?<!\d)([01]?[0-9]|2[0-3])[:.]?([0-5][0-9]) ?(?:GMT|UTC|Z)\b")
READ_AT_MOST = 20_000  # characters


def find_due_time(text: str, *, after: datetime) -> datetime | None:
    """Return the first time of day in the text that names GMT, as it comes next after a moment; None for none."""
    match = CLOCK.search(text[:READ_AT_MOST])
    if match is None:
        return None
    begun = after.astimezone(UTC)
    due = begun.replace(hour=int(match[1]), minute=int(match[2]), second=0, microsecond=0)
    return due if due >= begun else due + timedelta(days=1)
