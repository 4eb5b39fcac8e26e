"""Rows of many tables, as values that both databases take, and how they are written in bulk."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, JSONField, Model

from stories import search
from stories.models.packed import PackedBytesField, pack_bytes

Row = tuple[Any, ...]


def naive_utc(at: datetime) -> str:
    """Return a moment in UTC as a column keeps it, which says no zone on SQLite."""
    return str(at.replace(tzinfo=None))


class Table:
    """A table, and how instances of its model become rows. Without `keys` the database numbers them itself."""

    def __init__(self, model: type[Model], *, keys: bool = True) -> None:
        fields = [field for field in model._meta.concrete_fields if keys or not field.primary_key]
        self.model, self.keys = model, keys
        self.name = model._meta.db_table
        self.columns = [field.column for field in fields]
        self.readers = [(field.attname, conversion_of(field)) for field in fields]

    def row(self, instance: Model) -> Row:
        """Return an instance as a row."""
        values = instance.__dict__
        return tuple(
            values[name] if convert is None or values[name] is None else convert(values[name])
            for name, convert in self.readers
        )

    @property
    def statement(self) -> str:
        """The statement that writes a row, without its values."""
        quoted = ", ".join(f'"{column}"' for column in self.columns)
        return f'"{self.name}" ({quoted})'


def conversion_of(field: Any) -> Callable[[Any], Any] | None:
    """Return what makes a value of a field one of its column; None where they are the same."""
    if isinstance(field, DateTimeField):
        return naive_utc
    if isinstance(field, DateField):
        return date.isoformat
    if isinstance(field, PackedBytesField):
        return pack_bytes
    return partial(json.dumps, cls=field.encoder) if isinstance(field, JSONField) else None


class Rows:
    """Rows by their table, in the order in which they were added, and documents of the search by their index."""

    def __init__(self) -> None:
        self.by_table: dict[str, list[Row]] = defaultdict(list)
        self.documents: dict[search.Index, list[search.Document]] = defaultdict(list)

    def add(self, table: Table, *instances: Model) -> None:
        """Add instances to those of a table."""
        self.by_table[table.name] += map(table.row, instances)


def write(table: Table, rows: Sequence[Row]) -> None:
    """Write rows of a table: by COPY on PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table.statement} FROM STDIN") as copying:
                for row in rows:
                    copying.write_row(row)
        else:
            places = ", ".join(["%s"] * len(table.columns))
            cursor.executemany(f"INSERT INTO {table.statement} VALUES ({places})", rows)  # noqa: S608 names of models
