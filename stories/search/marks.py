"""The words of a text that a query found, and the piece of the text around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from stories.models import language_varieties
from stories.search.analysis import Word, split_words, stem_key, stem_terms
from stories.search.query import Form, Query, key_term

SNIPPET = 220  # characters of a text that are shown, some words more or fewer
BEFORE = 70  # characters of these before the first word that was found
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A piece of a text, and whether the query found it."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Marker:
    """What marks the words of a query in texts."""

    query: Query

    def mark(self, text: str, language: str) -> list[MarkedPart]:
        """Return a text in parts, found and not."""
        return list(split_parts(text, self.spans(text, language), 0, len(text)))

    def snippet(self, text: str, language: str) -> list[MarkedPart]:
        """Return the piece of a text where most words of the query stand together; its beginning where none does."""
        spans = self.spans(text, language)
        start, end = choose_piece(text, spans)
        parts = list(split_parts(text, spans, start, end))
        head = [MarkedPart(ELLIPSIS, False)] if start else []
        return [*head, *parts, *([MarkedPart(ELLIPSIS, False)] if end < len(text) else [])]

    def weigh(self, text: str, language: str) -> int:
        """Return how much of the query a text has: for each clause 2 as it was written, 1 in another form, else 0."""
        words, root = list(split_words(text)), language_varieties(language)[-1]
        weights = (
            (2 if number == 0 else 1)
            for clause in self.query.clauses
            for number, form in islice(
                ((number, form) for number, form in enumerate(clause) if any(find_form(form, words, root))), 1
            )
        )
        return sum(weights)

    def spans(self, text: str, language: str) -> list[tuple[int, int]]:
        """Return where the words that the query found begin and end."""
        words, root = list(split_words(text)), language_varieties(language)[-1]
        forms = [form for clause in self.query.clauses for form in clause]
        found = sorted({span for form in forms for span in find_form(form, words, root)})
        joined: list[tuple[int, int]] = []
        for start, end in found:
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined


def find_form(form: Form, words: Sequence[Word], language: str) -> Iterator[tuple[int, int]]:
    """Yield where terms in a row begin and end among the words of a text in a language."""
    if form.key and form.key != key_term(f"language:{language}"):
        return
    size = len(form.terms)
    for index in range(len(words) - size + 1):
        row = words[index : index + size]
        if all(has_term(term, word, language) for term, word in zip(form.terms[:-1], row, strict=False)) and (
            has_term(form.terms[-1], row[-1], language)
            or (form.is_beginning and row[-1].term.startswith(form.terms[-1]))
        ):
            yield row[0].start, row[-1].end


def has_term(term: str, word: Word, language: str) -> bool:
    """Return whether a term is a word, or its stem in a language."""
    if not term.startswith("_"):
        return term == word.term
    return term in (stem_key(language, stem) for stem in stem_terms(word.written, language))


def choose_piece(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return where the piece of a text begins and ends that has the most spans; it parts no word."""
    counts = [sum(start <= other < start + SNIPPET - BEFORE for other, _end in spans) for start, _end in spans]
    best = spans[counts.index(max(counts))][0] if spans else 0
    start = max(0, best - BEFORE)
    if start:
        start = text.find(" ", start, best) + 1 or start
    end = start + SNIPPET
    if end >= len(text):
        return start, len(text)
    blank = text.rfind(" ", start + SNIPPET // 2, end)
    return start, blank if blank > 0 else end


def split_parts(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[MarkedPart]:
    """Yield a piece of a text in parts."""
    place = start
    for first, last in spans:
        if first >= place and last <= end:
            yield from (MarkedPart(text[place:first], False), MarkedPart(text[first:last], True))
            place = last
    yield MarkedPart(text[place:end], False)
