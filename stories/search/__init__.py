"""Search of live stories by their words: one interface over the index of the database at hand.

One row a story, keyed by its newest filing, so that the newest comes first in the order of the key. `analysis` makes
the same terms of a text and of a query, and the engines hold nothing else. The index only finds: `Filing.public` says
what readers may see. The desk writes the index; the archive asks it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from stories.models import Filing
from stories.search.analysis import QUERY_LIMIT, filing_terms, query_terms
from stories.search.engine import Engine
from stories.search.postgresql import POSTGRESQL
from stories.search.sqlite import SQLITE

__all__ = ["QUERY_LIMIT", "filing_terms", "filter_by_words", "index_filing", "index_rows", "remove_story"]

ENGINES = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def index_filing(filing: Filing) -> None:
    """Index a filing in the place of its story's earlier one."""
    remove_story(filing.story_id)
    with connection.cursor() as cursor:
        cursor.execute(current_engine().insert, [filing.pk, " ".join(filing_terms(filing))])


def index_rows(documents: Sequence[tuple[int, str]]) -> None:
    """Index filings that are not indexed yet, by their keys and their terms, parted by blanks."""
    with connection.cursor() as cursor:
        cursor.executemany(current_engine().insert, documents)


def remove_story(story_id: int) -> None:
    """Take a story out of the index."""
    with connection.cursor() as cursor:
        cursor.execute(current_engine().delete, [story_id])


def filter_by_words(filings: QuerySet[Filing], words: str) -> QuerySet[Filing]:
    """Return the filings that hold every word of a query; all of them for a query without a word."""
    terms = query_terms(words)
    if not terms:
        return filings
    engine = current_engine()
    return filings.filter(pk__in=RawSQL(engine.select, [engine.query(terms)]))  # noqa: S611 the engines' own statements


def current_engine() -> Engine:
    """Return the engine of the database at hand."""
    return ENGINES[connection.vendor]
