"""Search by words: one interface over four indexes, on whichever database is at hand.

Readers find live stories by their newest filings, or by all their versions; the newsroom finds every story by its
working copy, and the photos of its library. `documents` makes terms of a text and `query` those of a query, both by
`stories.search_terms`, and an engine holds nothing else: it tells the places of what it finds, and the rows that have
these places, of `LiveStory`, `PastVersion` and `Story`, say what that is; the place of a photo is made of its number.
The desk writes the indexes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count
from secrets import randbits

from django.db import connection

from stories.models import DeskNote, Filing, Photo, Story, place_of
from stories.search.documents import (
    PLACES_OF_A_PHOTO,
    filing_document,
    photo_document,
    remember_text,
    story_document,
    version_documents,
)
from stories.search.engine import HIGHEST, LOWEST, Document, Engine, Index, Span
from stories.search.marks import MarkedPart, Marker
from stories.search.postgresql import PostgresqlEngine
from stories.search.query import QUERY_LIMIT, read_query, words_to_check
from stories.search.sqlite import SqliteEngine
from stories.search.upkeep import begin_purge, tend_index
from stories.search.versions import (
    NumberRun,
    StoryHit,
    find_stories,
    list_replaced,
    list_runs,
    list_stories,
    stories_at,
)
from stories.search_terms import split_words

__all__ = [
    "HIGHEST",
    "LOWEST",
    "QUERY_LIMIT",
    "Document",
    "Index",
    "MarkedPart",
    "Marker",
    "NumberRun",
    "Span",
    "StoryHit",
    "current_engine",
    "desk_place",
    "erase_removed_words",
    "filing_document",
    "find_in_all_versions",
    "find_photos",
    "find_places",
    "has_words",
    "index_photos",
    "index_stories",
    "list_runs",
    "make_marker",
    "photo_document",
    "remember_text",
    "remove_photos",
    "remove_places",
    "replace_documents",
    "split_words",
    "stories_at",
    "stories_in_all_versions",
    "stories_with_replaced_words",
    "story_document",
    "tend_indexes",
    "version_documents",
    "words_to_check",
    "write_documents",
]

ENGINES: dict[str, Engine] = {"sqlite": SqliteEngine(), "postgresql": PostgresqlEngine()}
_counter = count(randbits(20))  # two processes that save in one millisecond hardly come to the same


def find_places(
    index: Index, words: str, span: Span, *, limit: int, keys: Sequence[Collection[str]] = ()
) -> list[int] | None:
    """Return the first places of a span at which a document has all words and phrases, and one key of each group.

    None where neither a word nor a key is looked for.
    """
    query = read_query(words, keys)
    return None if query.is_empty else current_engine().find(index, query, span, limit)


def find_in_all_versions(
    words: str, span: Span, *, below: int, limit: int, keys: Sequence[Collection[str]] = ()
) -> list[StoryHit]:
    """Return the first stories whose latest version in a span that answers to a query lies below a place."""
    query = read_query(words, keys)
    return [] if query.is_empty else find_stories(current_engine(), query, span, below, limit)


def stories_in_all_versions(words: str, span: Span, *, limit: int, keys: Sequence[Collection[str]] = ()) -> list[int]:
    """Return the stories of the latest versions that answer to a query, up to a limit of these."""
    query = read_query(words, keys)
    return [] if query.is_empty else list_stories(current_engine(), query, span, limit)


def stories_with_replaced_words(words: str, *, limit: int) -> list[int]:
    """Return the stories of the latest replaced versions with all words of a query, up to a limit of these.

    None where a word is not wanted: a story may have that elsewhere.
    """
    query = read_query(words)
    return [] if query.is_empty or query.without else list_replaced(current_engine(), query, limit)


def find_photos(words: str, *, limit: int) -> list[int]:
    """Return the numbers of the latest photos at hand that have all words of a query, up to a limit."""
    places = find_places(Index.PHOTOS, words, Span(), limit=limit) or []
    return [place // PLACES_OF_A_PHOTO for place in places]


def make_marker(words: str, keys: Sequence[Collection[str]] = ()) -> Marker:
    """Return what marks the words of a query in texts."""
    return Marker(read_query(words, keys))


def has_words(query: str) -> bool:
    """Return whether a query looks for any word."""
    return not read_query(query).is_empty


def replace_documents(index: Index, documents: Iterable[Document], instead_of: Iterable[int] = ()) -> None:
    """Put documents into an index; take out what stands at other places."""
    remove_places(index, instead_of)
    current_engine().write(index, documents)


def index_stories(stories: Mapping[Story, Filing | None], instead_of: Iterable[int] = ()) -> None:
    """Index stories for the newsroom, each at its `desk_place`, with its newest filing; take out other places."""
    notes = DeskNote.objects.words_on(stories)
    documents = (story_document(story, filed, notes.get(story.pk, ())) for story, filed in stories.items())
    replace_documents(Index.DESK, documents, instead_of)


def index_photos(photos: Iterable[Photo]) -> None:
    """Index photos for the newsroom; take those that were removed out."""
    listed = list(photos)
    remove_photos(photo.pk for photo in listed if photo.removed_at)
    write_documents(Index.PHOTOS, [photo_document(photo) for photo in listed if not photo.removed_at])


def remove_photos(numbers: Iterable[int]) -> None:
    """Take photos out of what the newsroom finds."""
    remove_places(Index.PHOTOS, [number * PLACES_OF_A_PHOTO for number in numbers])


def write_documents(index: Index, documents: Iterable[Document]) -> None:
    """Put documents that were made apart into an index, any number at once."""
    current_engine().write(index, documents)


def remove_places(index: Index, places: Iterable[int]) -> None:
    """Take out of an index what stands at some places. Nothing is asked of the database for none."""
    if taken := list(places):
        current_engine().remove(index, taken)


def erase_removed_words() -> None:
    """Let no file of the database keep words that were taken out of an index: of a large one the worker does it."""
    begin_purge(current_engine())


def tend_indexes(_now: datetime) -> None:
    """Do some of what keeps the indexes fast. For the worker, again and again."""
    for index in Index:
        tend_index(current_engine(), index)


def desk_place(changed_at: datetime) -> int:
    """Return a place for a story that changed at a time, which no other story has."""
    return place_of(changed_at, next(_counter))


def current_engine() -> Engine:
    """Return the engine of the database at hand."""
    return ENGINES[connection.vendor]
