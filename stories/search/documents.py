"""Documents of the indexes: the terms that filings and working copies are found by, and keys that narrow a search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, islice, repeat

from django.conf import settings

from stories import copy
from stories.models import Filing, LiveKey, Photo, Story, designator_keys, live_key
from stories.models.live_story import language_varieties
from stories.search.analysis import fold_word, stem_keys, text_runs
from stories.search.engine import Document, Index
from stories.search.query import Phrase, key_term

# The terms and keys of documents as they are made here; the worker makes older ones anew.
ANALYSES = {Index.LIVE: "2", Index.PAST: "2", Index.DESK: "3", Index.PHOTOS: "1"}
PLACES_OF_A_PHOTO = 1 << 36  # so many that a thousand photos are what a day's stories are to an engine
TERMS_INDEXED = 50_000  # of a document; a book has more
STEMS_INDEXED = 8_000  # different ones
TEXTS_KNOWN, LONGEST_KNOWN = 500, 20_000  # texts whose words are kept in memory, and characters of one
BY_WIRE = "wire"  # in the key of who has a story or changed it last, for nobody


def filing_document(filing: Filing, place: int, found_by: Iterable[str] = ()) -> Document:
    """Return the document of the newest filing of a live story, with the keys that the story is listed by."""
    return make_document(place, filing_words(filing), filing.language, {*filing_keys(filing), *found_by})


def filing_words(filing: Filing) -> list[str]:
    """Return the words that a filing is found by.

    Those of headline, byline, dateline, text, of the captions, credits and descriptions of its pictures, and the names
    of its subjects.
    """
    pictures = [words for shown in filing.shown_pictures for words in (shown.caption, shown.credit, shown.alt)]
    subjects = [subject.name for subject in filing.metadata_values.subjects]
    return [filing.headline, filing.byline, filing.dateline, copy.plain_text(filing.blocks), *pictures, *subjects]


def version_documents(filings: Iterable[Filing], places: Mapping[int, int]) -> list[Document]:
    """Return the documents of filings that newer ones replaced, at their places by their keys."""
    return [make_document(places[one.pk], filing_words(one), one.language, filing_keys(one)) for one in filings]


def filing_keys(filing: Filing) -> set[str]:
    """Return the keys of a filing: what the archive filters by."""
    scheme = LiveKey.Scheme
    return {
        *designator_keys([filing.designator]),
        *(live_key(scheme.LANGUAGE, tag) for tag in language_varieties(filing.language)),
        *(live_key(scheme.SUBJECT, subject.key) for subject in filing.metadata_values.subjects),
        story_key(filing.story_id),
        f"section:{filing.section_id}",
        f"credit:{filing.credit.casefold()}",
        f"genre:{filing.genre.casefold()}",
        f"whole designator:{filing.designator.casefold()}",
    }


def story_key(story_id: int) -> str:
    """Return the key of a story, which every document of its filings has."""
    return f"story:{story_id}"


def story_document(story: Story, filed: Filing | None, notes: Iterable[str] = ()) -> Document:
    """Return the document of a story for the newsroom, with the notes on it.

    Its working copy, all that the newsroom says of it, and its newest filing where that differs.
    """
    captions = [picture.caption for picture in story.placements]
    words = [story.slugline, story.headline, story.byline, story.dateline, copy.plain_text(story.blocks), *captions]
    words += [story.source.name, story.located, story.designator, story.note, story.desk_note, *notes]
    if filed is not None:
        words += [filed.designator, filed.note]
        if (filed.headline, filed.body) != (story.headline, story.body):
            words += [filed.headline, filed.byline, copy.plain_text(filed.blocks)]
    if story.desk_place is None:
        raise ValueError("A story is indexed at the place of its last change.")
    return make_document(story.desk_place, words, story.language, story_keys(story))


def story_keys(story: Story) -> set[str]:
    """Return the keys of a story: what the wire desk's list is filtered by."""
    language = (f"language:{tag}" for tag in language_varieties(story.language))
    people = {str(key) for key in (story.updated_by_id, story.assigned_to_id) if key} or {BY_WIRE}
    place = {f"state:{story.state}", f"section:{story.section_id}", f"source:{story.source_id}"}
    return {*place, f"urgency:{story.urgency}", *(f"by:{person}" for person in people), *language}


def photo_document(photo: Photo) -> Document:
    """Return the document of a photo at hand: its number for a place, its words taken for those of the house."""
    words = (photo.caption, photo.credit, photo.byline, photo.headline, photo.place, photo.name, photo.alt)
    language = settings.LANGUAGE_CODE
    keys = [f"language:{tag}" for tag in language_varieties(language)]
    return make_document(photo.pk * PLACES_OF_A_PHOTO, words, language, keys)


def read_runs(text: str) -> tuple[str, ...]:
    """Return the words of a text as it writes them, those of which nothing is left when they are folded left out."""
    return tuple(filter(fold_word, text_runs(text)))


known_runs = lru_cache(TEXTS_KNOWN)(read_runs)  # a filing is indexed as newest, as replaced, and as working copy


def make_document(place: int, texts: Iterable[str], language: str, keys: Iterable[str]) -> Document:
    """Return the document of some texts in a language: their words one behind the other, their stems, and keys.

    A stem that is the word itself is not kept: a query asks for the word, too.
    """
    root = language_varieties(language)[-1]
    runs = (known_runs(text) if len(text) < LONGEST_KNOWN else read_runs(text) for text in texts)
    written = list(islice(chain.from_iterable(runs), TERMS_INDEXED))
    stems = chain.from_iterable(map(stem_keys, dict.fromkeys(written), repeat(root)))
    terms: Phrase = tuple(map(fold_word, written))
    return Document(place, terms, frozenset({*islice(stems, STEMS_INDEXED), *map(key_term, keys)}))
