"""How rare each term is in a source's last copy: kept in memory, and brought up to date from the rows.

A process that was away, rows that were rolled back, and another database are told by the last row that was counted: it
stands where it stood with the text that it had, or all is counted anew.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db import connection

from stories.matching import Profile, Rarity, read_profile
from stories.models import Item, Source

TEXTS_COUNTED = 2_000  # texts of a source, the last ones
SOURCES_KEPT = 200  # in memory


@dataclass(slots=True)
class SourceRarity:
    """The rarity of terms in a source's copy, and the last row that was counted."""

    rarity: Rarity = field(default_factory=Rarity)
    number: int = 0
    digest: str = ""

    def count(self, number: int, digest: str, profile: Profile) -> None:
        """Count a row, where it has words."""
        if profile.terms:
            self.rarity.add(profile)
            halve_old(self.rarity)
        self.number, self.digest = number, digest


known: dict[tuple[str, int], SourceRarity] = {}


def rarity_of(source: Source) -> Rarity:
    """Return how rare each term is in a source's last copy. One query, and one more where all is counted anew."""
    key = key_of(source)
    state = known.pop(key, None) or SourceRarity()
    rows = new_rows(source, state)
    if rows is None:
        state = SourceRarity()
        rows = last_rows(source)
    for number, digest, profile in rows:
        state.count(number, digest, read_profile(profile))
    known[key] = state  # the last asked stand last
    while len(known) > SOURCES_KEPT:
        del known[next(iter(known))]
    return state.rarity


def count_text(source: Source, item: Item, profile: Profile) -> None:
    """Count a row that was just saved, by its profile; where that is undone, all is counted anew."""
    state = known.get(key_of(source))
    if state is not None:
        state.count(item.pk, item.text_digest, profile)


def key_of(source: Source) -> tuple[str, int]:
    """Return the key of a source among those of all databases."""
    return str(connection.settings_dict["NAME"]), source.pk


def new_rows(source: Source, state: SourceRarity) -> list[tuple[int, str, dict[str, object]]] | None:
    """Return the rows since the last one that was counted; None where that is not there any more as it was."""
    if not state.number:
        return None
    since = Item.objects.filter(source=source, pk__gte=state.number).order_by("pk")
    rows = list(since.values_list("pk", "text_digest", "profile")[: TEXTS_COUNTED + 1])
    if not rows or len(rows) > TEXTS_COUNTED or rows[0][:2] != (state.number, state.digest):
        return None
    return rows[1:]


def last_rows(source: Source) -> list[tuple[int, str, dict[str, object]]]:
    """Return the last rows of a source, the oldest first."""
    rows = Item.objects.filter(source=source).order_by("-pk")
    return list(rows.values_list("pk", "text_digest", "profile")[:TEXTS_COUNTED])[::-1]


def halve_old(rarity: Rarity) -> None:
    """Let old texts count less and less, so that the counts are those of the last days."""
    if rarity.texts >= 2 * TEXTS_COUNTED:
        rarity.texts //= 2
        rarity.counts = Counter({term: count // 2 for term, count in rarity.counts.items() if count > 1})
