"""What is looked for: words, phrases of words in a row, and keys, each of which a document holds or does not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2s
from itertools import islice

from stories.copy.terms import UNSPACED, terms

QUERY_LIMIT = 200  # characters of a query that are looked at
TERM_LIMIT = 12  # terms of a query that are looked for
TERM_LENGTH = 255  # characters of a term; PostgreSQL takes no more than 2,046 bytes
QUOTED = re.compile(r"\"([^\"]*)\"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|「([^」]*)」|『([^』]*)』")
RUN = re.compile(rf"[{UNSPACED}]+|[^{UNSPACED}]+")  # of unspaced scripts, and of others

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases that a document has, each of terms in a row, and groups of key terms of which it has one each."""

    phrases: tuple[Phrase, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return not self.phrases and not self.keys


def read_query(words: str, keys: Iterable[Collection[str]] = ()) -> Query:
    """Read a query: words that stand alone, words in quotation marks that stand in a row, and the keys beside them."""
    left, phrases = TERM_LIMIT, list[Phrase]()
    for phrase in phrases_of(words[:QUERY_LIMIT]):
        phrases.append(phrase[:left])
        left -= len(phrases[-1])
        if not left:
            break
    return Query(tuple(phrases), tuple(tuple(sorted(map(key_term, group))) for group in keys))


def phrases_of(words: str) -> Iterator[Phrase]:
    """Yield the phrases of a query: one of each term, but of the spaced words of a quotation one for all.

    A quotation in a script without blanks is as loose as it is without its marks at its blanks, and at them alone.
    """
    end = 0
    for match in QUOTED.finditer(words):
        yield from ((term,) for term in cut_terms(words[end : match.start()]))
        for run in RUN.findall(next(filter(None, match.groups()), "")):
            if phrase := cut_terms(run):
                yield phrase
        end = match.end()
    yield from ((term,) for term in cut_terms(words[end:]))


def cut_terms(text: str, limit: int | None = None) -> Phrase:
    """Return the terms of a text, each no longer than an index takes."""
    return tuple(term[:TERM_LENGTH] for term in islice(terms(text), limit))


def key_term(key: str) -> str:
    """Return the term that stands for a key. No word has an underscore."""
    return f"_{blake2s(key.encode(), digest_size=6).hexdigest()}"
