"""Search on PostgreSQL, by text vectors with a GIN index, which knows no order.

So the latest documents are tested first, one by one: a word that many have is found there. A rarer one is looked for in
the index, among the documents of some days, then of eight times as many, and so on: each has the days and longer times
that it belongs to as terms beside its words, so that the index itself leaves out all others. The widest look-up is for
words so rare that few documents are found in all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, connections, router
from django.db.backends.utils import CursorWrapper

from stories.models import LiveStory
from stories.search.engine import Document, Index, Span
from stories.search.query import Clause, Form, Query

LATEST = 500  # documents that are tested one by one
PLACES_OF_A_DAY = 86_400_000 << 20  # places of a day
BUCKETS = (PLACES_OF_A_DAY, 8 * PLACES_OF_A_DAY, 64 * PLACES_OF_A_DAY, 512 * PLACES_OF_A_DAY)  # places
FURTHEST_POSITION = 16_383  # of a term in a text vector
MOST_POSITIONS = 255  # of one term
MOST_BYTES = 600_000  # of the words of a text vector; it may have a million, with its stems and keys


def text_vector(document: Document) -> str:
    """Print a document as a text vector: terms with their positions, then keys and buckets. Long ones are cut."""
    positions: dict[str, list[int]] = defaultdict(list)
    for position, term in enumerate(document.terms, start=1):
        if (len(known := positions[term]) < MOST_POSITIONS and position <= FURTHEST_POSITION) or not known:
            known.append(min(position, FURTHEST_POSITION))
    lexemes, size = list[str](), 0
    for term, places in positions.items():
        size += 8 + len(term.encode()) + 2 * len(places)
        if size > MOST_BYTES:
            break
        lexemes.append(f"{quote_term(term)}:{','.join(map(str, places))}")
    keys = [*sorted(document.keys), *(bucket_term(level, document.place) for level in range(len(BUCKETS)))]
    return " ".join([*lexemes, *map(quote_term, keys)])


def bucket_term(level: int, place: int) -> str:
    """Return the term of the bucket that a place is in, at a level."""
    return f"_{level}x{place // BUCKETS[level]}"


def tsquery(query: Query) -> str:
    """Print a query in the notation of PostgreSQL. Quoted, so that no term is taken for an operator."""
    without = (f"!{print_clause(clause)}" for clause in query.without)
    return " & ".join([*map(print_clause, query.clauses), *map(any_of, query.keys), *without])


def print_clause(clause: Clause) -> str:
    """Print forms of which a document has one."""
    return f"({' | '.join(map(print_form, clause))})"


def print_form(form: Form) -> str:
    """Print terms in a row."""
    row = " <-> ".join(map(quote_term, form.terms)) + (":*" if form.is_beginning else "")
    return f"({row} & {quote_term(form.key)})" if form.key else f"({row})"


def any_of(keys: Sequence[str]) -> str:
    """Print a group of keys of which a document has one. No key at all is one that no document has."""
    return f"({' | '.join(map(quote_term, keys or ['_']))})"


def quote_term(term: str) -> str:
    """Print a term."""
    return f"'{term}'"


def reading_cursor() -> CursorWrapper:
    """Open a cursor on the database that a request reads from: a replica, where it may."""
    return connections[router.db_for_read(LiveStory)].cursor()


class PostgresqlEngine:
    """An index in a table of text vectors."""

    def write(self, index: Index, documents: Iterable[Document]) -> None:
        """Put documents at their places, all in one statement."""
        rows = [(document.place, text_vector(document)) for document in documents]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {index.value} (place, document) "  # noqa: S608 our own name
                "SELECT place, document::tsvector FROM unnest(%s::bigint[], %s::text[]) AS rows (place, document) "
                "ON CONFLICT (place) DO UPDATE SET document = excluded.document",
                [[place for place, _ in rows], [vector for _, vector in rows]],
            )

    def remove(self, index: Index, places: Iterable[int]) -> None:
        """Take out what stands at places."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {index.value} WHERE place = ANY(%s::bigint[])", [list(places)])  # noqa: S608 our own name

    def find(self, index: Index, query: Query, span: Span, limit: int) -> list[int]:
        """Test the documents at the beginning of a span, then ask the index for wider and wider parts of it."""
        found = self.test_latest(index, query, span, limit)
        if len(found) == limit:
            return found
        for terms, part in list_parts(self.latest_places(index, span), span):
            found = self.look_up(index, [tsquery(query), *terms], part, limit)
            if len(found) == limit:
                break
        return found

    def test_latest(self, index: Index, query: Query, span: Span, limit: int) -> list[int]:
        """Return the places at which documents answer to a query, of those at the beginning of a span."""
        with reading_cursor() as cursor:
            cursor.execute(
                f"SELECT place FROM (SELECT place, document {first_rows(index, span)}) AS latest "  # noqa: S608 our own name
                "WHERE document @@ %s::tsquery LIMIT %s",
                [span.above, span.below, LATEST, tsquery(query), limit],
            )
            return [place for (place,) in cursor.fetchall()]

    def latest_places(self, index: Index, span: Span) -> tuple[int, int] | None:
        """Return the first and the last of the places at the beginning of a span; None where all of it is there."""
        with reading_cursor() as cursor:
            cursor.execute(
                f"SELECT min(place), max(place), count(*) "  # noqa: S608 our own name
                f"FROM (SELECT place {first_rows(index, span)}) AS latest",
                [span.above, span.below, LATEST],
            )
            lowest, highest, count = cursor.fetchone()
        if count < LATEST:
            return None
        return (lowest, highest) if span.is_upward else (highest, lowest)

    def look_up(self, index: Index, conditions: Iterable[str], span: Span, limit: int) -> list[int]:
        """Return the first places of a span by the text index: it is read first, whatever the planner would think."""
        order = "ASC" if span.is_upward else "DESC"
        with reading_cursor() as cursor:
            cursor.execute(
                f"WITH found AS MATERIALIZED (SELECT place FROM {index.value} WHERE document @@ %s::tsquery) "  # noqa: S608 our own name
                f"SELECT place FROM found WHERE place > %s AND place < %s ORDER BY place {order} LIMIT %s",
                [" & ".join(conditions), span.above, span.below, limit],
            )
            return [place for (place,) in cursor.fetchall()]

    def find_few(self, index: Index, query: Query, span: Span, limit: int) -> list[int]:
        """Ask the index at once."""
        return self.look_up(index, [tsquery(query)], span, limit)

    def merge(self, index: Index, pages: int) -> bool:
        """Put into the text index what was written beside it. All at once: there is never much."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{index.value}_document"])
        return False

    def purge(self, index: Index, pages: int) -> None:
        """Do nothing: a row that is deleted leaves the table and its index by the database's own vacuum."""


def first_rows(index: Index, span: Span) -> str:
    """Return the part of a statement that reads the rows at the beginning of a span."""
    order = "ASC" if span.is_upward else "DESC"
    return f"FROM {index.value} WHERE place > %s AND place < %s ORDER BY place {order} LIMIT %s"


def list_parts(latest: tuple[int, int] | None, span: Span) -> Iterator[tuple[list[str], Span]]:
    """Yield the parts of a span that are looked through, each with its terms; none where all of it was tested.

    A part is two neighbouring buckets from the beginning of the span on: so each is all that the span has up to its
    end. A part that is no longer than what was tested is passed over.
    """
    if latest is None:
        return
    first, last = latest
    step = 1 if span.is_upward else -1
    for level, size in enumerate(BUCKETS):
        buckets = (first // size, first // size + step)
        low, high = min(buckets) * size, (max(buckets) + 1) * size
        if high <= last if span.is_upward else low > last:
            continue
        terms = any_of([f"_{level}x{bucket}" for bucket in buckets])
        yield [terms], Span(max(span.above, low - 1), min(span.below, high), span.is_upward)
        if high >= span.below if span.is_upward else low <= span.above:
            return
    yield [], span
