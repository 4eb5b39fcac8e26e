"""The one door to the lists and the search that readers get: a story is listed by its newest filing, or taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stories import search
from stories.models import Filing, FilingChange, LiveKey, LiveStory, State, Story, keys_of, live_row, place_of

LISTED = [field.name for field in LiveStory._meta.concrete_fields if not field.primary_key]


def list_filings(filings: Sequence[Filing]) -> None:
    """List filings, each the newest of a live story, in place of what was listed of the story before.

    Any number at once, of different stories, in the transaction that files them. Five queries at most, and the
    search's.
    """
    newest = {filing.story_id: filing for filing in filings}
    places, former = choose_places(newest), places_of(newest)
    remove_keys(newest)
    rows = [live_row(filing, places[story_id]) for story_id, filing in newest.items()]
    LiveStory.objects.bulk_create(rows, update_conflicts=True, unique_fields=["story"], update_fields=LISTED)
    keys = ((row.story_id, row.place, key) for row in rows for key in sorted(keys_of(newest[row.story_id])))
    LiveKey.objects.bulk_create(LiveKey(story_id=story_id, place=place, key=key) for story_id, place, key in keys)
    search.index_filings({places[story_id]: filing for story_id, filing in newest.items()}, instead_of=former)


def remove_stories(story_ids: Iterable[int]) -> None:
    """Take stories out of the lists and the search, and what their filings changed out of the lists of changes."""
    keys = list(story_ids)
    FilingChange.objects.filter(story__in=keys).delete()
    former = places_of(keys)
    remove_keys(keys)
    LiveStory.objects.filter(story__in=keys).delete()
    search.remove_places(search.Index.LIVE, former)


def list_again(story: Story) -> None:
    """List a story by its newest filing if readers may read it and it has words still; else take it out.

    What its filings changed is found anew by the worker: texts may have gone, or stand in another order.
    """
    FilingChange.objects.filter(story=story).delete()
    newest = Filing.objects.filter(story=story, number=story.newest_number, taken_down_at=None).first()
    if newest is None or story.state != State.LIVE:
        remove_stories([story.pk])
    else:
        newest.story = story
        list_filings([newest])


def note_first_move(story: Story) -> None:
    """Note in the lists when the first version of a story moved: copy that arrives late may be older. One query."""
    LiveStory.objects.filter(story=story).update(first_moved_at=story.first_moved_at)


def choose_places(newest: Mapping[int, Filing]) -> dict[int, int]:
    """Return the places of the newest filings of stories, by the keys of these: of two with the same the next free."""
    chosen = {story_id: place_of(filing.moved_at, filing.pk) for story_id, filing in newest.items()}
    owners = owners_of(chosen.values())
    for story_id, place in chosen.items():
        while owners.setdefault(place, story_id) != story_id:
            place += 1
            owners |= owners_of({place} - owners.keys())
        chosen[story_id] = place
    return chosen


def owners_of(places: Iterable[int]) -> dict[int, int]:
    """Return the keys of the stories that are listed at some places, by these. One query; none without a place."""
    return dict(LiveStory.objects.filter(place__in=list(places)).values_list("place", "story"))


def places_of(story_ids: Iterable[int]) -> list[int]:
    """Return the places at which stories are listed. One query."""
    return list(LiveStory.objects.filter(story__in=list(story_ids)).values_list("place", flat=True))


def remove_keys(story_ids: Iterable[int]) -> None:
    """Take out the keys that stories are listed by."""
    LiveKey.objects.filter(story__in=list(story_ids)).delete()
