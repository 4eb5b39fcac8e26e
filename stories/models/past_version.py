"""Filings that are public and not the newest of their stories: where the search of all versions finds each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import models

from stories.models.filing import Filing
from stories.models.live_story import LiveStory, place_of
from stories.models.story import Story


class PastVersionQuerySet(models.QuerySet["PastVersion"]):
    """Older versions by their places."""

    def of_stories(self, story_ids: Collection[int], limit: int) -> list[tuple[int, int, int]]:
        """Return the stories, places and numbers of older versions of some stories, the latest first. One query."""
        rows = self.filter(story__in=story_ids).order_by("-place")
        return list(rows.values_list("story", "place", "number")[:limit])

    def place(self, filings: Sequence[Filing]) -> dict[int, int]:
        """Keep a place for each of some filings; return the places by the keys of these. Two queries; none for none."""
        if not filings:
            return {}
        places = free_places(filings)
        rows = (
            PastVersion(place=places[one.pk], filing=one, story_id=one.story_id, number=one.number) for one in filings
        )
        self.bulk_create(rows, ignore_conflicts=True)
        return places


class PastVersion(models.Model):
    """A readable filing that a newer one of its story replaced, by its place in the order of the wire.

    The desk keeps the rows, as it does those of `LiveStory`; no two of both have the same place.
    """

    place = models.BigIntegerField(primary_key=True)
    filing = models.OneToOneField(Filing, models.DO_NOTHING, related_name="past")
    story = models.ForeignKey(Story, models.DO_NOTHING, related_name="+", db_index=False)
    number = models.PositiveIntegerField()

    objects = PastVersionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["story", "place"], name="past_of_story")]  # its versions, in their order

    def __str__(self) -> str:
        return f"Version {self.number} of story {self.story_id}"


def free_places(filings: Iterable[Filing]) -> dict[int, int]:
    """Return a place for each filing, by their keys: of two that have the same the next free.

    A query, and one for each place that another filing has.
    """
    chosen = {filing.pk: place_of(filing.moved_at, filing.pk) for filing in filings}
    owners = owners_of(chosen.values())
    for key, place in chosen.items():
        while owners.setdefault(place, key) != key:
            place += 1
            owners |= owners_of({place} - owners.keys())
        chosen[key] = place
    return chosen


def owners_of(places: Iterable[int]) -> dict[int, int]:
    """Return the keys of the filings that stand at some places, by these. One query; none without a place."""
    asked = list(places)
    live = LiveStory.objects.filter(place__in=asked).order_by().values_list("place", "filing")
    past = PastVersion.objects.filter(place__in=asked).order_by().values_list("place", "filing")
    return dict(live.union(past, all=True)) if asked else {}
