"""Search on SQLite, by FTS5: the key of a filing is the row's own."""

from __future__ import annotations

from collections.abc import Sequence

from stories.search.engine import Engine


def fts5_query(terms: Sequence[str]) -> str:
    """Print terms as a query of FTS5. Quoted, so that no term is taken for an operator."""
    return " ".join(f'"{term}"' for term in terms)


SQLITE = Engine(
    insert="INSERT INTO stories_search (rowid, document) VALUES (%s, %s)",
    delete="DELETE FROM stories_search WHERE rowid IN (SELECT id FROM stories_filing WHERE story_id = %s)",
    select="SELECT rowid FROM stories_search WHERE document MATCH %s",
    query=fts5_query,
)
