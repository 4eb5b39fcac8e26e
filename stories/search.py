"""Finding live stories by their words: FTS5 on SQLite, a text vector on PostgreSQL.

One row a story, keyed by its newest filing, so that the newest comes first in the order of the key. Both engines
are given the same tokens: words in lower case, and for scripts without blanks every two neighbouring characters.
The index only finds; `Filing.public` still says what readers may see.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from stories import copy
from stories.copy.terms import terms
from stories.models import Filing

QUERY_LIMIT = 200  # characters of a query that are looked at
TERM_LIMIT = 12  # terms of a query that are looked for


def index(filing: Filing) -> None:
    """Make a filing the one that its story is found by."""
    remove(filing.story_id)
    text = " ".join(terms(f"{filing.headline}\n{filing.byline}\n{filing.dateline}\n{copy.plain(filing.blocks)}"))
    value = "%s" if connection.vendor == "sqlite" else "to_tsvector('simple', %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO stories_search ({key()}, document) VALUES (%s, {value})",  # noqa: S608 no input in it
            [filing.pk, text],
        )


def remove(story_id: int) -> None:
    """Take a story out of the index."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM stories_search WHERE {key()} IN (SELECT id FROM stories_filing WHERE story_id = %s)",  # noqa: S608 no input in it
            [story_id],
        )


def key() -> str:
    """The column that holds the filing's id."""
    return "rowid" if connection.vendor == "sqlite" else "filing_id"


def matching(filings: QuerySet[Filing], words: str) -> QuerySet[Filing]:
    """Those filings that hold every word of a query; all of them for a query without a word."""
    wanted = terms(words[:QUERY_LIMIT])[:TERM_LIMIT]
    if not wanted:
        return filings
    if connection.vendor == "sqlite":
        found = RawSQL(
            "SELECT rowid FROM stories_search WHERE document MATCH %s", [" ".join(f'"{term}"' for term in wanted)]
        )
    else:
        found = RawSQL(
            "SELECT filing_id FROM stories_search WHERE document @@ to_tsquery('simple', %s)",
            [" & ".join(f"'{term}'" for term in wanted)],
        )
    return filings.filter(pk__in=found)
