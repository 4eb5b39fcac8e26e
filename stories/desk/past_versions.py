"""The older versions of live stories: each is found by its words until readers may read it no more.

For `live_index` alone, in the transaction of the act.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stories import search
from stories.models import Filing, PastVersion, Story

WRITTEN_AT_ONCE = 200  # filings, whose words are in memory meanwhile


def add_past(filings: Sequence[Filing]) -> None:
    """Add filings that have words and are not the newest of their stories."""
    places = PastVersion.objects.place(filings)
    search.write_documents(search.Index.PAST, search.version_documents(filings, places))


def keep_past(story: Story, newest: Filing | None) -> None:
    """Add the older versions of a live story that are not found yet, and take out what may not be read there."""
    found = dict(PastVersion.objects.filter(story=story).values_list("filing", "place"))
    readable = Filing.objects.filter(story=story, taken_down_at=None, went_to=None)
    wanted = set(readable.values_list("pk", flat=True)) - {newest.pk if newest else None}
    remove_versions([place for key, place in found.items() if key not in wanted])
    missing = sorted(wanted - found.keys())
    for start in range(0, len(missing), WRITTEN_AT_ONCE):
        add_past(list(readable.filter(pk__in=missing[start : start + WRITTEN_AT_ONCE])))


def remove_past(story_ids: Iterable[int]) -> None:
    """Take all older versions of stories out."""
    remove_versions(list(PastVersion.objects.filter(story__in=list(story_ids)).values_list("place", flat=True)))


def remove_versions(places: Sequence[int]) -> None:
    """Take out the older versions at some places. No query for none."""
    if places:
        PastVersion.objects.filter(place__in=places).delete()
        search.remove_places(search.Index.PAST, places)
