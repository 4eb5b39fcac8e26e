"""Upkeep of the indexes, apart from the acts that write them: merges, purges, and documents made anew.

All of it is the worker's, in slices that hold no lock for long, but for the first slice of a purge.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import F

from stories.models import Filing, LiveStory, SearchIndex, Story
from stories.search.documents import ANALYSIS, filing_document, story_document
from stories.search.engine import HIGHEST, Document, Engine, Index

PAGES_AT_ONCE = 100  # of an index that are written in a slice: some hundredths of a second
MERGES_AT_ONCE = 50  # slices of a sweep
RENEWED_AT_ONCE = 200  # documents of a slice
PURGED_AT_ONCE = 250  # pages that are written in the act itself: all of the index of a small newsroom


def begin_purge(engine: Engine) -> None:
    """Begin to rewrite both indexes without the words that were taken out; the merges of the worker go on with it."""
    for index in Index:
        engine.purge(index, PURGED_AT_ONCE)


def tend_index(engine: Engine, index: Index) -> None:
    """Merge the parts of an index, up to some; then make some of its documents anew where the analysis changed."""
    state, _ = SearchIndex.objects.get_or_create(name=index.value, defaults={"analysis": ANALYSIS})
    for _slice in range(MERGES_AT_ONCE):
        if not engine.merge(index, PAGES_AT_ONCE):
            break
    if state.analysis != ANALYSIS:
        renew_documents(engine, index)


@transaction.atomic
def renew_documents(engine: Engine, index: Index) -> None:
    """Make the next documents of an index anew, from the highest place down; nobody changes their rows meanwhile."""
    state = SearchIndex.objects.select_for_update(no_key=True).get(pk=index.value)
    if state.next_analysis != ANALYSIS or state.mark is None:
        state.next_analysis, state.mark = ANALYSIS, HIGHEST
    documents = READERS[index](state.mark)
    engine.write(index, documents)
    if documents:
        state.mark = min(document.place for document in documents)
    else:
        state.analysis, state.next_analysis, state.mark = ANALYSIS, "", None
    state.save()


def read_live(below: int) -> list[Document]:
    """Return the documents of live stories below a place, the highest first."""
    rows = LiveStory.objects.select_for_update(no_key=True).filter(place__lt=below).order_by("-place")
    places = dict(rows.values_list("filing", "place")[:RENEWED_AT_ONCE])
    return [filing_document(filing, places[filing.pk]) for filing in Filing.objects.filter(pk__in=places)]


def read_desk(below: int) -> list[Document]:
    """Return the documents of stories below a place of the newsroom's search, the highest first."""
    rows = (
        Story.objects.select_for_update(of=("self",), no_key=True).filter(desk_place__lt=below).order_by("-desk_place")
    )
    stories = list(rows[:RENEWED_AT_ONCE])
    newest = Filing.objects.filter(story__in=stories, number=F("story__newest_number"))
    filed = {filing.story_id: filing for filing in newest}
    return [story_document(story, filed.get(story.pk)) for story in stories]


READERS: dict[Index, Callable[[int], list[Document]]] = {Index.LIVE: read_live, Index.DESK: read_desk}
