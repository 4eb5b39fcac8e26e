"""The one door to the lists and the search that readers get: a story is listed by its newest filing, or taken out.

Beside it stand its older versions, which are found in the search of all versions alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from stories import search
from stories.desk.past_versions import add_past, keep_past, remove_past
from stories.models import (
    Filing,
    FilingChange,
    LiveKey,
    LiveStory,
    State,
    Story,
    designator_keys,
    free_places,
    keys_of,
    live_row,
)
from stories.models.tables import Table

LIVE_STORIES, LIVE_KEYS = Table(LiveStory), Table(LiveKey, keys=False)
DESIGNATOR_KEYS = f"{LiveKey.Scheme.DESIGNATOR.value}:"


def list_filings(filings: Sequence[Filing], older: Sequence[Filing] = ()) -> None:
    """List filings, each the newest of a live story, in place of what was listed of the story before.

    `older` are other new filings of the same stories. Any number at once, of different stories, in the transaction
    that files them. What was listed before joins the older versions.
    """
    newest = {filing.story_id: filing for filing in filings}
    former = live_filings(newest)
    keys = designators_before(former)
    for filing in older:
        keys[filing.story_id] |= designator_keys([filing.designator])
    write_lists(newest, keys, former=[place for place, _filing in former.values()])
    replaced = {key for _place, key in former.values()} - {filing.pk for filing in filings}
    add_past([*readable_filings(replaced), *older])


def write_lists(newest: Mapping[int, Filing], keys: Mapping[int, set[str]], former: Iterable[int]) -> None:
    """Write the lists of the newest filings of stories, each with the keys of its older versions, into all lists."""
    places = free_places(newest.values())
    remove_keys(newest)
    rows = [live_row(filing, places[filing.pk]) for filing in newest.values()]
    LIVE_STORIES.upsert(rows)
    found_by = {key: keys_of(filing) | keys.get(key, set()) for key, filing in newest.items()}
    LIVE_KEYS.insert_rows([(row.story_id, key, row.place) for row in rows for key in sorted(found_by[row.story_id])])
    documents = [search.filing_document(row.filing, row.place, found_by[row.story_id]) for row in rows]
    search.replace_documents(search.Index.LIVE, documents, instead_of=former)


def remove_stories(story_ids: Iterable[int]) -> None:
    """Take stories out of the lists and the search, with all their versions and what these changed."""
    keys = list(story_ids)
    FilingChange.objects.filter(story__in=keys).delete()
    remove_listing(keys)
    remove_past(keys)


def remove_listing(story_ids: Iterable[int]) -> None:
    """Take the newest filings of stories out of the lists and the search."""
    keys = list(story_ids)
    former = [place for place, _filing in live_filings(keys).values()]
    remove_keys(keys)
    LiveStory.objects.filter(story__in=keys).delete()
    search.remove_places(search.Index.LIVE, former)


def list_again(story: Story) -> None:
    """List a story by its newest filing if readers may read it and it has words still; else take it out.

    Its older versions are found as long as readers may read the story. What its filings changed is found anew by the
    worker: texts may have gone, or stand in another order.
    """
    FilingChange.objects.filter(story=story).delete()
    if story.state != State.LIVE:
        remove_stories([story.pk])
        return
    newest = Filing.objects.filter(story=story, number=story.newest_number, taken_down_at=None).first()
    if newest is None:
        remove_listing([story.pk])
    else:
        newest.story = story
        designators = Filing.objects.filter(story=story, went_to=None).values_list("designator", flat=True).distinct()
        former = [place for place, _filing in live_filings([story.pk]).values()]
        write_lists({story.pk: newest}, {story.pk: designator_keys(designators)}, former)
    keep_past(story, newest)


def live_filings(story_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return the places at which stories are listed, and the keys of the filings there. One query."""
    rows = LiveStory.objects.filter(story__in=list(story_ids)).values_list("story", "place", "filing")
    return {story_id: (place, filing) for story_id, place, filing in rows}


def designators_before(story_ids: Iterable[int]) -> defaultdict[int, set[str]]:
    """Return the keys of the designators that listed stories had so far. One query; none without a story."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    keys = list(story_ids)
    rows = LiveKey.objects.filter(story__in=keys, key__startswith=DESIGNATOR_KEYS).values_list("story", "key")
    for story_id, key in rows if keys else ():
        found[story_id].add(key)
    return found


def readable_filings(keys: Iterable[int]) -> list[Filing]:
    """Return filings that have words still, with these keys. One query; none without a key."""
    asked = list(keys)
    return list(Filing.objects.filter(pk__in=asked, taken_down_at=None, went_to=None)) if asked else []


def remove_keys(story_ids: Iterable[int]) -> None:
    """Take out the keys that stories are listed by."""
    LiveKey.objects.filter(story__in=list(story_ids)).delete()
