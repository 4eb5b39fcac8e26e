"""Rows of many tables, gathered until they are written."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Model

from stories import search
from stories.models.tables import Row, Table


class Rows:
    """Rows by their table, in the order in which they were added, and documents of the search by their index."""

    def __init__(self) -> None:
        self.by_table: dict[str, list[Row]] = defaultdict(list)
        self.documents: dict[search.Index, list[search.Document]] = defaultdict(list)

    def add(self, table: Table, *instances: Model) -> None:
        """Add instances to those of a table."""
        self.by_table[table.name] += map(table.row, instances)
