"""Documents of the indexes: the terms that filings and working copies are found by, and keys that narrow a search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, islice

from django.conf import settings

from stories import copy
from stories.models import Filing, LiveKey, Photo, Story, designator_keys, live_key
from stories.models.live_story import language_varieties
from stories.search.engine import Document, Index
from stories.search.query import Phrase, key_term
from stories.search_terms import TERMS_INDEXED, AnalysedText, analyse_text

# The terms and keys of documents as they are made here; the worker makes older ones anew.
ANALYSES = {Index.LIVE: "2", Index.PAST: "2", Index.DESK: "3", Index.PHOTOS: "1"}
PLACES_OF_A_PHOTO = 1 << 36  # so many that a thousand photos are what a day's stories are to an engine
STEMS_INDEXED = 8_000  # different ones
TEXTS_KNOWN, LONGEST_KNOWN = 3_000, 20_000  # texts whose words are kept in memory: those of a batch of copy; characters
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


@lru_cache(TEXTS_KNOWN)  # a filing is indexed as newest, as replaced, and as working copy
def find_words(text: str, language: str) -> AnalysedText:
    """Return what a text is found by, as `analyse_text` does, as it was handed over or told before."""
    return handed_over.pop((text, language), None) or analyse_text(text, language)


handed_over: dict[tuple[str, str], AnalysedText] = {}


def remember_text(text: str, language: str, analysed: AnalysedText) -> None:
    """Remember what a text is found by in a language, by its primary subtag, as another process found it."""
    handed_over[text, language] = analysed
    find_words(text, language)
    handed_over.pop((text, language), None)  # of a text that was known


def make_document(place: int, texts: Iterable[str], language: str, keys: Iterable[str]) -> Document:
    """Return the document of some texts in a language: their words one behind the other, their stems, and keys."""
    root = language_varieties(language)[-1]
    parts = [find_words(text, root) if len(text) < LONGEST_KNOWN else analyse_text(text, root) for text in texts]
    terms: Phrase = tuple(islice(chain.from_iterable(part.terms for part in parts), TERMS_INDEXED))
    stems = islice(chain.from_iterable(part.stems for part in parts), STEMS_INDEXED)
    return Document(place, terms, frozenset({*stems, *map(key_term, keys)}))
