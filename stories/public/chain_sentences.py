"""The sentences of the filings of a page of a chain by their digests, each with the first and last that has it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.core.cache import cache

from stories.compare import cut_sentences, sentence_form
from stories.display.comparison_cache import CACHE_SECONDS, code_fingerprint
from stories.models import Filing, PublicStory
from stories.public.growth_page import paragraphs_with_kinds

Digests = tuple[str, ...]


class ChainSentences:
    """The digests of the sentences of some filings of a story, where they are cached. One request."""

    def __init__(self, public_story: PublicStory, numbers: Iterable[int]) -> None:
        shape = public_story.shape
        self._keys = {
            number: f"sentences:{code_fingerprint()}:{public_story.story_id}:{number}"
            for number in numbers
            if shape.has_words(number)
        }
        self._cached: dict[str, tuple[str, Digests]] = cache.get_many(list(self._keys.values()))

    @property
    def texts_to_read(self) -> set[int]:
        """The numbers of the filings whose texts are needed."""
        return {number for number, key in self._keys.items() if key not in self._cached}

    def spans(self, public_story: PublicStory) -> list[dict[str, object]]:
        """Return each sentence with the first and the last of the filings in which it stands, in the order of these.

        One that went and came back has a span for each time.
        """
        spans: list[dict[str, object]] = []
        standing: dict[str, dict[str, object]] = {}
        for filing, digests in self._digests(public_story):
            current = {digest: standing.get(digest) or new_span(digest, filing.number) for digest in digests}
            spans += [span for digest, span in current.items() if digest not in standing]
            for span in current.values():
                span["last"] = filing.number
            standing = current
        return spans

    def _digests(self, public_story: PublicStory) -> list[tuple[Filing, Digests]]:
        """Return the filings with words in the order of the chain, with the digests of their sentences."""
        made: dict[str, tuple[str, Digests]] = {}
        rows: list[tuple[Filing, Digests]] = []
        for filing in public_story.filings:
            key = self._keys.get(filing.number)
            if key is None or filing.is_taken_down:
                continue
            kept = self._cached.get(key)
            if kept is None or kept[0] != filing.standing_digest:
                kept = made[key] = (filing.standing_digest, tuple(sentence_digests(filing)))
            rows.append((filing, kept[1]))
        if made:
            self._cached |= made
            cache.set_many(made, CACHE_SECONDS)
        return rows


def new_span(digest: str, number: int) -> dict[str, object]:
    """Return the span of a sentence that begins with a filing."""
    return {"digest": digest, "first": number, "last": number}


def sentence_digests(filing: Filing) -> Iterable[str]:
    """Return the digests of the sentences of a filing, its headline first; each once."""
    paragraphs = paragraphs_with_kinds(filing)
    sentences = (sentence_form(words, kind) for kind, text in paragraphs for words in cut_sentences(text, kind))
    return dict.fromkeys(hashlib.sha256(sentence.encode()).hexdigest() for sentence in sentences if sentence)
