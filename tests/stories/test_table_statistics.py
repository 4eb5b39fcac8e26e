"""What SQLite knows of its tables: of all of them, or in a young newsroom of none."""

import pytest
from django.db import connection

from stories import table_statistics
from tests.builders import a_chain

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks at its tables by itself"),
]


def known_rows():
    """Return what SQLite knows of the rows of its tables, by table and index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if not cursor.fetchone()[0]:
            return {}
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1")
        return {(table, index): stat for table, index, stat in cursor.fetchall()}


def test_young_newsroom_is_not_looked_at():
    a_chain("Urgent")
    before = known_rows()

    table_statistics.refresh_statistics("default")

    assert known_rows() == before


def test_grown_newsroom_is_looked_at_with_its_empty_tables(monkeypatch):
    monkeypatch.setattr(table_statistics, "FEWEST", 1)
    a_chain("Urgent", "1st LD")

    table_statistics.refresh_statistics("default")

    known = known_rows()
    assert known["stories_story", "story_by_change"] == "1 1 1"
    assert known["stories_notice", None] == "1"
