"""Rows of copy near pieces in time, by their terms and keywords: statements that are written once.

Copy of many days is asked for in many parts of time, and Django takes longer over each query than a database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import connection

from stories.intake.term_mentions import read_moment
from stories.models import Item, ItemTerm, Source
from stories.models.among import print_among
from stories.models.tables import utc_text

ITEM_TABLE, TERM_TABLE = Item._meta.db_table, ItemTerm._meta.db_table
BY_TERM = (
    f"SELECT of_term.term, CAST(of_term.moved_at AS text), item.story_id FROM {TERM_TABLE} AS of_term "  # noqa: S608 names of models
    f"JOIN {ITEM_TABLE} AS item ON item.id = of_term.item_id "
    "WHERE of_term.source_id = %s AND of_term.term {among} AND of_term.moved_at BETWEEN %s AND %s "
    "AND item.story_id IS NOT NULL LIMIT %s"
)
BY_KEYWORD = (
    f"SELECT keyword, id, story_id, CAST(moved_at AS text) FROM {ITEM_TABLE} "  # noqa: S608 as above
    "WHERE source_id = %s AND keyword {among} AND moved_at BETWEEN %s AND %s AND story_id IS NOT NULL LIMIT %s"
)


def rows_with_terms(
    source: Source, terms: Collection[str], span: tuple[datetime, datetime], *, most: int
) -> Iterator[tuple[str, datetime, int]]:
    """Yield terms with the moments and stories of a source's copy that has them, in a span of time. One query."""
    for term, moved_at, story in select_among(BY_TERM, source, terms, span, most):
        yield term, read_moment(moved_at), story


def rows_with_keywords(
    source: Source, keywords: Collection[str], span: tuple[datetime, datetime], *, most: int
) -> Iterator[tuple[str, int, int, datetime]]:
    """Yield keywords with the keys, stories and moments of a source's copy under them, in a span of time. One query."""
    for keyword, number, story, moved_at in select_among(BY_KEYWORD, source, keywords, span, most):
        yield keyword, number, story, read_moment(moved_at)


def select_among(
    statement: str, source: Source, wanted: Collection[str], span: tuple[datetime, datetime], most: int
) -> list[Any]:
    """Return the rows of a statement for a source whose texts are among some, in a span of time."""
    among, texts = print_among(connection.vendor, wanted)
    since, until = map(utc_text, span)
    zone = "+00" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(among=among), [source.pk, texts, since + zone, until + zone, most])
        return list(cursor.fetchall())
