"""What a reader may have meant, where nothing was found: words of the latest stories that are spelled much alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from stories import search
from stories.models import Filing
from stories.public.archive_filters import KeyGroup

STORIES_READ = 250  # stories whose headlines, first paragraphs, bylines and datelines are read
SHORTEST_MENDED = 4  # letters of a word that is mended
TWICE_WRONG = 7  # letters from which two mistakes are looked past


def suggest_words(words: str, groups: list[KeyGroup], span: search.Span) -> str:
    """Return a query that finds something, with the words changed that nobody wrote; empty for none.

    It costs a query for the words of the latest stories, and a search.
    """
    known = latest_words()
    mended = words
    for word in reversed(list(search.split_words(words))):
        if word.is_unspaced or len(word.term) < SHORTEST_MENDED or word.term in known:
            continue
        if meant := closest_word(word.term, known):
            mended = mended[: word.start] + meant + mended[word.end :]
    is_found = mended != words and search.find_places(search.Index.LIVE, mended, span, limit=1, keys=groups)
    return mended if is_found else ""


def latest_words() -> Counter[str]:
    """Return the words of the latest stories, folded, with how often they stand there. One query."""
    rows = Filing.public.newest().values_list("headline", "summary", "byline", "dateline")[:STORIES_READ]
    return Counter(word.term for texts in rows for text in texts for word in search.split_words(text))


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
