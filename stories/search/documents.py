"""Documents of the indexes: the terms that filings and working copies are found by, and keys that narrow a search."""

from __future__ import annotations

from collections.abc import Iterable

from stories import copy
from stories.models import Filing, LiveKey, Story, keys_of, live_key
from stories.models.live_story import language_varieties
from stories.search.engine import Document
from stories.search.query import Phrase, cut_terms, key_term

ANALYSIS = "1"  # the terms and keys of documents as they are made here; the worker makes older ones anew
TERMS_INDEXED = 50_000  # of a document; a book has more


def filing_document(filing: Filing, place: int) -> Document:
    """Return the document of the newest filing of a live story.

    Its words are those of headline, byline, dateline, text and the names of its subjects.
    """
    subjects = (subject.name for subject in filing.metadata_values.subjects)
    words = [filing.headline, filing.byline, filing.dateline, copy.plain_text(filing.blocks), *subjects]
    return Document(place, join_terms(words), frozenset(map(key_term, filing_keys(filing))))


def filing_keys(filing: Filing) -> set[str]:
    """Return the keys of a filing: what the archive filters by."""
    language = (live_key(LiveKey.Scheme.LANGUAGE, tag) for tag in language_varieties(filing.language))
    return {
        *keys_of(filing),
        *language,
        f"section:{filing.section_id}",
        f"credit:{filing.credit.casefold()}",
        f"genre:{filing.genre.casefold()}",
        f"whole designator:{filing.designator.casefold()}",
    }


def story_document(story: Story, filed: Filing | None) -> Document:
    """Return the document of a story for the newsroom: its working copy, and its newest filing where that differs."""
    words = [story.slugline, story.headline, story.byline, story.dateline, copy.plain_text(story.blocks)]
    if filed is not None and (filed.headline, filed.body) != (story.headline, story.body):
        words += [filed.headline, copy.plain_text(filed.blocks)]
    if story.desk_place is None:
        raise ValueError("A story is indexed at the place of its last change.")
    return Document(story.desk_place, join_terms(words), frozenset(map(key_term, story_keys(story))))


def story_keys(story: Story) -> set[str]:
    """Return the keys of a story: what the wire desk's list is filtered by."""
    language = (f"language:{tag}" for tag in language_varieties(story.language))
    return {f"state:{story.state}", f"section:{story.section_id}", f"source:{story.source_id}", *language}


def join_terms(words: Iterable[str]) -> Phrase:
    """Return the terms of some texts, one behind the other."""
    return cut_terms("\n".join(words), TERMS_INDEXED)
