"""Search on PostgreSQL, by a text vector with a GIN index."""

from __future__ import annotations

from collections.abc import Sequence

from stories.search.engine import Engine


def tsquery(terms: Sequence[str]) -> str:
    """Print terms as a tsquery. Quoted, so that no term is taken for an operator."""
    return " & ".join(f"'{term}'" for term in terms)


POSTGRESQL = Engine(
    insert="INSERT INTO stories_search (filing_id, document) VALUES (%s, to_tsvector('simple', %s))",
    delete="DELETE FROM stories_search WHERE filing_id IN (SELECT id FROM stories_filing WHERE story_id = %s)",
    select="SELECT filing_id FROM stories_search WHERE document @@ to_tsquery('simple', %s)",
    query=tsquery,
)
