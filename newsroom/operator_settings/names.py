"""Names in the environment that were most likely meant to be settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from newsroom.operator_settings.setting import Fault
from newsroom.operator_settings.table import SETTINGS

KNOWN = {setting.name for setting in SETTINGS}
# Of other programs, and not meant for us; the names of our own tools among them.
OTHERS = {"DJANGO_SETTINGS_MODULE", "NEWSROOM_CODE", "NEWSROOM_COUNTS", "NEWSROOM_LOOKED", "PYTHON", "HOSTNAME"}
PREFIXES = ("DJANGO_", "NEWSROOM_")
LEAST_LOOKED_AT, LEAST_LONG = 6, 11  # letters: a shorter name is never taken for a slip, a longer one with two slips is


def misspelt(names: Iterable[str]) -> Iterator[Fault]:
    """Give a fault for each name that is like a setting's, and is none."""
    for name in sorted(set(names) - KNOWN - OTHERS):
        meant = likely_name(name)
        if meant:
            yield Fault(name, f"{name} is no setting. Write {meant}, or leave it out.")


def likely_name(name: str) -> str:
    """Return the setting that a name is a slip of; empty for none."""
    plain = name.upper().replace("-", "_")
    for prefix in PREFIXES:
        plain = plain.removeprefix(prefix)
    if plain in KNOWN:
        return plain
    near = [(OSA.distance(plain, known, score_cutoff=slips(known)), known) for known in sorted(KNOWN)]
    distance, known = min(near, key=lambda pair: pair[0] - slips(pair[1]))
    return known if distance <= slips(known) else ""


def slips(name: str) -> int:
    """Return how many slips of the pen a name may have and still be known."""
    return 0 if len(name) < LEAST_LOOKED_AT else 2 if len(name) >= LEAST_LONG else 1
