"""What a reader may have meant, where nothing was found: words of the latest stories that are spelled much alike.

A word that some story has is left as it is, and so is one that is not wanted: the reader meant it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from stories import copy, search
from stories.models import Filing
from stories.public.archive_filters import KeyGroup
from stories.search_terms import Word

STORIES_READ = 250  # stories whose headlines, first paragraphs, bylines and datelines are read
WORDS_MENDED = 4  # words of a query that are looked for one by one
SHORTEST_MENDED = 4  # letters of a word that is mended
TEXTS_READ = 50  # stories whose whole text is read, too
TWICE_WRONG = 7  # letters from which two mistakes are looked past


def suggest_words(words: str, groups: list[KeyGroup], span: search.Span, indexes: Sequence[search.Index]) -> str:
    """Return a query that finds something, with the words changed that no index has; empty for none.

    It costs a search in each index for a word or more, and where one is in none of them two queries for the words of
    the latest stories, and a search.
    """
    wanted = [word for word in search.words_to_check(words) if is_mendable(word)][:WORDS_MENDED]
    unknown = [word for word in wanted if not is_indexed(word, indexes)]
    known = latest_words() if unknown else Counter[str]()
    mended = words
    for word in reversed(unknown):
        if meant := closest_word(word.term, known):
            mended = mended[: word.start] + meant + mended[word.end :]
    is_found = mended != words and search.find_places(search.Index.LIVE, mended, span, limit=1, keys=groups)
    return mended if is_found else ""


def is_mendable(word: Word) -> bool:
    """Return whether a word of a query is long enough to know what it was meant for."""
    return not word.is_unspaced and len(word.term) >= SHORTEST_MENDED


def is_indexed(word: Word, indexes: Iterable[search.Index]) -> bool:
    """Return whether some index has a word in any form. One query for each index until one has it."""
    return any(search.find_places(index, word.written, search.Span(), limit=1) for index in indexes)


def latest_words() -> Counter[str]:
    """Return the words of the latest stories, folded, with how often they stand there. Two queries."""
    newest = Filing.public.newest()
    rows = newest.values_list("headline", "summary", "byline", "dateline")[:STORIES_READ]
    texts = [text for row in rows for text in row]
    bodies = newest.values_list("body", flat=True)[:TEXTS_READ]
    texts += [copy.plain_text(copy.from_json(body)) for body in bodies]
    return Counter(word.term for text in texts for word in search.split_words(text))


def closest_word(term: str, known: Mapping[str, int]) -> str:
    """Return the word that takes the fewest changes to a term, of several the most frequent; empty for none."""
    cutoff = 2 if len(term) >= TWICE_WRONG else 1
    found = process.extract(term, known.keys(), scorer=OSA.distance, score_cutoff=cutoff, limit=None)
    likely = (
        (distance, -known[word], word)
        for word, distance, _index in found
        if len(word) >= SHORTEST_MENDED and word.isalpha()
    )
    return min(likely, default=(0, 0, ""))[2]
