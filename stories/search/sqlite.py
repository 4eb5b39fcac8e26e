"""Search on SQLite, by FTS5: the place of a document is the key of its row, which FTS5 walks by and stops.

The tables keep no words beside their index (contentless). What is taken out is marked, and leaves the index when parts
of it are merged, which is the worker's work and none of an act's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from stories.search.engine import Document, Index, Span
from stories.search.query import Clause, Form, Query
from stories.search_terms import FIRST_MARK, LAST_MARK, is_mark

# FTS5 parts words at the signs that stand on and beside letters: each is kept as a letter of private use instead.
PRIVATE_USE = 0xE000
LETTERS_OF_MARKS = {
    code: PRIVATE_USE + code - FIRST_MARK for code in range(FIRST_MARK, LAST_MARK + 1) if is_mark(chr(code))
}


def fts5_query(query: Query) -> str:
    """Print a query in the notation of FTS5. Quoted, so that no term is taken for an operator."""
    wanted = " AND ".join([*map(print_clause, query.clauses), *map(any_of, query.keys)])
    without = " OR ".join(map(print_clause, query.without))
    return f"({wanted}) NOT ({without})" if without else wanted


def print_clause(clause: Clause) -> str:
    """Print forms of which a document has one."""
    return f"({' OR '.join(map(print_form, clause))})"


def print_form(form: Form) -> str:
    """Print terms in a row."""
    row = quote_term(" ".join(form.terms)) + ("*" if form.is_beginning else "")
    return f"({row} AND {quote_term(form.key)})" if form.key else row


def any_of(keys: Sequence[str]) -> str:
    """Print a group of keys of which a document has one. No key at all is one that no document has."""
    return f"({' OR '.join(map(quote_term, keys or ['_']))})"


def quote_term(term: str) -> str:
    """Print a term, or those of a phrase."""
    return f'"{term.translate(LETTERS_OF_MARKS)}"'


class SqliteEngine:
    """An index in a table of FTS5."""

    def write(self, index: Index, documents: Iterable[Document]) -> None:
        """Put documents at their places: in order, or FTS5 would write a part of the index for each."""
        rows = [
            (document.place, " ".join([*document.terms, *sorted(document.keys)]).translate(LETTERS_OF_MARKS))
            for document in sorted(documents, key=lambda document: document.place)
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT OR REPLACE INTO {index.value} (rowid, document) VALUES (%s, %s)", rows)  # noqa: S608 our own name

    def remove(self, index: Index, places: Iterable[int]) -> None:
        """Mark what stands at places as taken out."""
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {index.value} WHERE rowid = %s", [(place,) for place in places])  # noqa: S608 our own name

    def find(self, index: Index, query: Query, span: Span, limit: int) -> list[int]:
        """Walk the rows of a query in the order of their keys."""
        order = "ASC" if span.is_upward else "DESC"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM {index.value} WHERE {index.value} MATCH %s AND rowid > %s AND rowid < %s "  # noqa: S608 our own name
                f"ORDER BY rowid {order} LIMIT %s",
                [fts5_query(query), span.above, span.below, limit],
            )
            return [place for (place,) in cursor.fetchall()]

    def find_few(self, index: Index, query: Query, span: Span, limit: int) -> list[int]:
        """Walk the rows as for any other query."""
        return self.find(index, query, span, limit)

    def merge(self, index: Index, pages: int) -> bool:
        """Merge parts of the index; FTS5 says by the rows that it changed whether there was anything to do."""
        before = connection.connection.total_changes
        self.command(index, "merge", pages)
        return bool(connection.connection.total_changes - before > 1)

    def purge(self, index: Index, pages: int) -> None:
        """Make one part of all: what was taken out is in none that is written."""
        self.command(index, "merge", -pages)

    def command(self, index: Index, name: str, value: int) -> None:
        """Give FTS5 a command."""
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {index.value} ({index.value}, rank) VALUES (%s, %s)", [name, value])  # noqa: S608 our own name
