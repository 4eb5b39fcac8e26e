"""Upkeep of the indexes, apart from the acts that write them: merges, purges, and documents made anew.

All of it is the worker's, in slices that hold no lock for long, but for the first slice of a purge.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import F

from stories.models import (
    DeskNote,
    Filing,
    LiveKey,
    LiveStory,
    PastVersion,
    Photo,
    SearchIndex,
    State,
    Story,
    designator_keys,
    keys_of,
)
from stories.search.documents import (
    ANALYSES,
    PLACES_OF_A_PHOTO,
    filing_document,
    photo_document,
    story_document,
    version_documents,
)
from stories.search.engine import HIGHEST, Document, Engine, Index

PAGES_AT_ONCE = 100  # of an index that are written in a slice: some hundredths of a second
MERGES_AT_ONCE = 50  # slices of a sweep
Slice = tuple[list[Document], int | None]  # documents, and the mark behind which the next are; None for no next

RENEWED_AT_ONCE = 200  # documents of a slice
PURGED_AT_ONCE = 250  # pages that are written in the act itself: all of the index of a small newsroom


def begin_purge(engine: Engine) -> None:
    """Begin to rewrite all indexes without the words that were taken out; the merges of the worker go on with it."""
    for index in Index:
        engine.purge(index, PURGED_AT_ONCE)


def tend_index(engine: Engine, index: Index) -> None:
    """Merge the parts of an index, up to some; then make some of its documents anew where the analysis changed."""
    state, _ = SearchIndex.objects.get_or_create(name=index.value, defaults={"analysis": ANALYSES[index]})
    for _slice in range(MERGES_AT_ONCE):
        if not engine.merge(index, PAGES_AT_ONCE):
            break
    if state.analysis != ANALYSES[index]:
        renew_documents(engine, index)


@transaction.atomic
def renew_documents(engine: Engine, index: Index) -> None:
    """Make the next documents of an index anew, from the highest mark down; nobody changes their rows meanwhile."""
    state = SearchIndex.objects.select_for_update(no_key=True).get(pk=index.value)
    analysis = ANALYSES[index]
    if state.next_analysis != analysis or state.mark is None:
        state.next_analysis, state.mark = analysis, HIGHEST
    documents, mark = READERS[index](state.mark)
    engine.write(index, documents)
    if mark is not None:
        state.mark = mark
    else:
        state.analysis, state.next_analysis, state.mark = analysis, "", None
    state.save()


def read_live(below: int) -> Slice:
    """Return the documents of live stories below a place, the highest first; the keys of their designators are kept."""
    rows = LiveStory.objects.select_for_update(no_key=True).filter(place__lt=below).order_by("-place")
    places = dict(rows.values_list("filing", "place")[:RENEWED_AT_ONCE])
    filings = list(Filing.objects.filter(pk__in=places).select_related("story"))
    of_stories = Filing.objects.filter(story__in={filing.story_id for filing in filings}, went_to=None)
    keys: dict[int, set[str]] = {filing.story_id: keys_of(filing) for filing in filings}
    for story_id, designator in of_stories.values_list("story", "designator").distinct():
        keys[story_id] |= designator_keys([designator])
    named = ((filing, key) for filing in filings for key in keys[filing.story_id])
    LiveKey.objects.bulk_create(
        (LiveKey(story_id=filing.story_id, place=places[filing.pk], key=key) for filing, key in named),
        ignore_conflicts=True,
    )
    documents = [filing_document(filing, places[filing.pk], keys[filing.story_id]) for filing in filings]
    return documents, min(places.values(), default=None)


def read_past(below: int) -> Slice:
    """Return the documents of older versions whose keys are below one, the highest first; each gets its place."""
    rows = Filing.objects.filter(pk__lt=below, taken_down_at=None, went_to=None).order_by("-pk")
    keys = list(rows.values_list("pk", flat=True)[:RENEWED_AT_ONCE])
    stories = Story.objects.select_for_update(no_key=True).filter(filings__in=keys, state=State.LIVE)
    live = set(stories.values_list("pk", flat=True))
    older = list(rows.filter(pk__in=keys, story__in=live, live=None))
    places = PastVersion.objects.place(older)
    return version_documents(older, places), min(keys, default=None)


def read_desk(below: int) -> Slice:
    """Return the documents of stories below a place of the newsroom's search, the highest first."""
    rows = Story.objects.select_for_update(of=("self",), no_key=True).select_related("source").order_by("-desk_place")
    stories = list(rows.filter(desk_place__lt=below)[:RENEWED_AT_ONCE])
    newest = Filing.objects.filter(story__in=stories, number=F("story__newest_number"))
    filed = {filing.story_id: filing for filing in newest}
    notes = DeskNote.objects.words_on(stories)
    documents = [story_document(story, filed.get(story.pk), notes.get(story.pk, ())) for story in stories]
    return documents, min((document.place for document in documents), default=None)


def read_photos(below: int) -> Slice:
    """Return the documents of photos at hand below a place, the highest first."""
    rows = Photo.objects.at_hand().select_for_update(no_key=True).filter(pk__lt=below // PLACES_OF_A_PHOTO)
    documents = [photo_document(photo) for photo in rows[:RENEWED_AT_ONCE]]
    return documents, min((document.place for document in documents), default=None)


READERS: dict[Index, Callable[[int], Slice]] = {
    Index.LIVE: read_live,
    Index.PAST: read_past,
    Index.DESK: read_desk,
    Index.PHOTOS: read_photos,
}
