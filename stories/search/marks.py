"""The words of a text that a query found, and the piece of the text around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stories.models import language_varieties
from stories.search.query import Clause, Phrase, Query, key_term
from stories.search_terms import Word, split_words, stem_key, stem_terms

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
        return sum(
            2 if has_any((clause[:1],), words, root) else int(has_any((clause,), words, root))
            for clause in self.query.clauses
        )

    def answers(self, texts: Sequence[str], language: str) -> bool:
        """Return whether texts have all clauses of the query among them, and nothing that is not wanted."""
        rows, root = [list(split_words(text)) for text in texts], language_varieties(language)[-1]

        def is_found(clause: Clause) -> bool:
            return any(has_any((clause,), words, root) for words in rows)

        return all(map(is_found, self.query.clauses)) and not any(map(is_found, self.query.without))

    def spans(self, text: str, language: str) -> list[tuple[int, int]]:
        """Return where the words that the query found begin and end."""
        words, root = list(split_words(text)), language_varieties(language)[-1]
        found = sorted(terms_to_mark(self.query.clauses, root).find(words, root))
        joined: list[tuple[int, int]] = []
        for start, end in found:
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined


@dataclass(frozen=True, slots=True)
class WantedTerms:
    """What is looked for in a text of one language: words, stems and beginnings, and terms in a row."""

    words: frozenset[str]
    stems: frozenset[str]
    beginnings: tuple[str, ...]
    rows: tuple[Phrase, ...]

    def find(self, words: Sequence[Word], language: str) -> Iterator[tuple[int, int]]:
        """Yield where that begins and ends among the words of a text."""
        for index, word in enumerate(words):
            if (
                word.term in self.words
                or (self.beginnings and word.term.startswith(self.beginnings))
                or (self.stems and not self.stems.isdisjoint(stem_terms(word.written, language)))
            ):
                yield word.start, word.end
            for row in self.rows:
                if word.term == row[0] and row == tuple(one.term for one in words[index : index + len(row)]):
                    yield word.start, words[index + len(row) - 1].end


@lru_cache(64)  # the languages of a page, for some queries
def terms_to_mark(clauses: tuple[Clause, ...], language: str) -> WantedTerms:
    """Return what clauses look for in texts of a language."""
    head, key = stem_key(language, ""), key_term(f"language:{language}")
    forms = [form for clause in clauses for form in clause if form.key in ("", key)]
    single = [(form.terms[0], form.is_beginning) for form in forms if len(form.terms) == 1]
    return WantedTerms(
        words=frozenset(term for term, is_beginning in single if not is_beginning),
        stems=frozenset(term.removeprefix(head) for term, _is_beginning in single if term.startswith(head)),
        beginnings=tuple(term for term, is_beginning in single if is_beginning),
        rows=tuple(form.terms for form in forms if len(form.terms) > 1),
    )


def has_any(clauses: tuple[Clause, ...], words: Sequence[Word], language: str) -> bool:
    """Return whether the words of a text have anything that clauses look for."""
    return any(True for _span in terms_to_mark(clauses, language).find(words, language))


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
