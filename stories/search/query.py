"""What is looked for: words, phrases, beginnings of words, either of two, none of some, and keys of documents.

`harbor wall` are two words in any order, each in any of its forms; `"harbor wall"` stand in a row as they are written;
`harbo*` begins a word; `-wall` (or `NOT wall`) is in no document; `harbor OR port` is one of both.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2s

from stories.search_terms import Word, split_words, stem_key, stem_languages, stem_terms

QUERY_LIMIT = 200  # characters of a query that are looked at
TERM_LIMIT = 12  # words of a query that are looked for
SHORTEST_BEGINNING = 3  # letters before an asterisk; fewer begin too many words to look through
QUOTES = r"\"([^\"]*)\"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|「([^」]*)」|『([^』]*)』"
PART = re.compile(rf"(?P<sign>(?<!\S)[-−])?(?:{QUOTES}|(?P<bare>[^\s\"“„«「『]+))")
LANGUAGE_KEY = re.compile(r"language:([a-z]{2,3})")

EITHER = ("OR", "|")
OPERATORS = (*EITHER, "AND", "NOT")
APOSTROPHE = re.compile(r"\w['’]\w")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Terms in a row, the last one a beginning where `is_beginning`, in a document that has the key, where one is."""

    terms: Phrase
    is_beginning: bool = False
    key: str = ""


Clause = tuple[Form, ...]  # forms of which a document has one


@dataclass(frozen=True, slots=True)
class Query:
    """Clauses that a document answers to, others that it does not, and groups of key terms of which it has one each."""

    clauses: tuple[Clause, ...] = ()
    without: tuple[Clause, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for: what is not wanted alone finds nothing."""
        return not self.clauses and not self.keys

    def words_alone(self) -> Query:
        """Return the query without keys and without what is not wanted; without words, the keys."""
        return Query(self.clauses, (), () if self.clauses else self.keys)

    def with_keys(self, group: Iterable[str]) -> Query:
        """Return the query for documents that have one of some keys, too."""
        return Query(self.clauses, self.without, (*self.keys, tuple(sorted(map(key_term, group)))))

    def without_keys(self, keys: Iterable[str]) -> Query:
        """Return the query for documents that have none of some keys."""
        clauses = tuple((Form((key_term(key),)),) for key in sorted(keys))
        return Query(self.clauses, (*self.without, *clauses), self.keys)


@dataclass(slots=True)
class QueryReading:
    """A query while it is read: what was found of it, and what stands before the next part."""

    languages: tuple[str, ...]
    left: int = TERM_LIMIT
    clauses: list[Clause] = field(default_factory=list)
    without: list[Clause] = field(default_factory=list)
    is_either: bool = False
    is_unwanted: bool = False

    def add(self, clauses: list[Clause]) -> None:
        """Take up the clauses of a part; the first is joined to the last one before where OR stands between."""
        if self.is_unwanted:
            self.without += clauses
        elif self.is_either and self.clauses and clauses:
            self.clauses[-1:] = [(*self.clauses[-1], *clauses[0]), *clauses[1:]]
        else:
            self.clauses += clauses
        self.is_either = self.is_unwanted = False

    def take(self, words: list[Word]) -> list[Word]:
        """Return as many words as are still looked for."""
        taken = words[: self.left]
        self.left -= len(taken)
        return taken


def read_query(words: str, keys: Iterable[Collection[str]] = ()) -> Query:
    """Read a query, and the keys beside it; words are taken for those of a language among these, or else of any."""
    groups = [sorted(group) for group in keys]
    found = [LANGUAGE_KEY.match(key) for group in groups for key in group]
    reading = QueryReading(tuple(match[1] for match in found if match))
    for part in PART.finditer(words[:QUERY_LIMIT]):
        read_part(reading, part)
    terms = tuple(tuple(map(key_term, group)) for group in groups)
    return Query(tuple(reading.clauses), tuple(reading.without), terms)


def words_to_check(words: str) -> Iterator[Word]:
    """Yield the words of a query that are looked for, with their places in it, and none that is not wanted."""
    is_unwanted = False
    for part in PART.finditer(words[:QUERY_LIMIT]):
        if part["bare"] == "NOT":
            is_unwanted = True
            continue
        if not (is_unwanted or part["sign"]) and part["bare"] not in OPERATORS:
            for word in split_words(part[0]):
                yield replace(word, start=part.start() + word.start, end=part.start() + word.end)
        is_unwanted = False


def read_part(reading: QueryReading, part: re.Match[str]) -> None:
    """Read what stands between two blanks or quotation marks."""
    bare = part["bare"]
    reading.is_unwanted |= bool(part["sign"])
    if bare is None:
        quoted = next(filter(None, part.groups()[1:-1]), "")
        reading.add([(row_form(row),) for row in split_rows(reading.take(list(split_words(quoted))))])
    elif bare in EITHER:
        reading.is_either = True
    elif bare == "NOT":
        reading.is_unwanted = True
    elif bare not in OPERATORS:
        reading.add(bare_clauses(reading, bare))


def split_rows(words: list[Word]) -> Iterator[list[Word]]:
    """Yield the words of a quotation that stand in a row: in scripts without blanks, each run between blanks."""
    row: list[Word] = []
    for word in words:
        if row and is_parted(row[-1], word):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def is_parted(one: Word, other: Word) -> bool:
    """Return whether two words of a quotation stand in no row: one is of an unspaced script, and they are apart."""
    return (one.is_unspaced or other.is_unspaced) and other.start >= one.end


def bare_clauses(reading: QueryReading, bare: str) -> list[Clause]:
    """Return the clauses of what was written without blanks: a figure and a run of characters stay in a row."""
    words = reading.take(drop_elisions(list(split_words(bare)), bare))
    if len(words) > 1 and all(word.term.isdigit() for word in words):
        return [(row_form(words),)]
    clauses: list[Clause] = []
    for row in split_rows(words):
        clauses += [(row_form(row),)] if row[0].is_unspaced else [word_forms(word, reading.languages) for word in row]
    if bare.endswith("*") and words and len(words[-1].term) >= SHORTEST_BEGINNING:
        clauses[-1] = (Form((words[-1].term,), is_beginning=True),)
    return clauses


def drop_elisions(words: list[Word], bare: str) -> list[Word]:
    """Return words without the single letters that an apostrophe ties to them: l’été, Karse’s."""
    return [word for word in words if len(word.term) > 1 or not APOSTROPHE.search(bare)] or words


def row_form(row: list[Word]) -> Form:
    """Return words in a row; a single character of a script without blanks begins the pairs that are indexed."""
    return Form(tuple(word.term for word in row), is_beginning=len(row) == 1 and row[0].is_unspaced)


def word_forms(word: Word, languages: Collection[str]) -> Clause:
    """Return the forms of a word: as it is, by its stem, and where a document of the language has the stem itself."""
    forms = [Form((word.term,))]
    for language in languages or stem_languages(word.term):
        for stem in sorted(stem_terms(word.written, language)):
            forms.append(Form((stem_key(language, stem),)))
            if stem != word.term:
                forms.append(Form((stem,), key=key_term(f"language:{language}")))
    return tuple(forms)


def key_term(key: str) -> str:
    """Return the term that stands for a key. No word has an underscore."""
    return f"_{blake2s(key.encode(), digest_size=6).hexdigest()}"
