"""Rows of models written many at a time, as values that both databases take.

Django's own `bulk_create` asks every field of every row for its value, which costs more than the writing. Signals and
`save` methods are passed over as it does; the caller gives the keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, JSONField, Model

from stories.models.packed import PackedBytesField, pack_bytes

Row = tuple[Any, ...]


class Table:
    """A table, and how instances of its model become rows. Without `keys` the database numbers them itself."""

    def __init__(self, model: type[Model], *, keys: bool = True) -> None:
        self.model, self.keys, self.name = model, keys, model._meta.db_table
        self.fields = [field for field in model._meta.concrete_fields if keys or not field.primary_key]
        self.readers = [(field.attname, conversion_of(field)) for field in self.fields]

    def row(self, instance: Model) -> Row:
        """Return an instance as a row."""
        values = instance.__dict__
        return tuple(
            value if convert is None or value is None else convert(value)
            for value, convert in ((values[name], convert) for name, convert in self.readers)
        )

    def insert(self, instances: Iterable[Model]) -> None:
        """Write instances that are new."""
        self.insert_rows(self._rows_of(instances))

    def insert_rows(self, rows: Sequence[Row]) -> None:
        """Write rows that are new: by COPY on PostgreSQL, which takes them in one go."""
        if not rows or connection.vendor != "postgresql":
            self._execute(f"INSERT INTO {self.target} VALUES ({self.places})", rows)  # noqa: S608 names of models
            return
        with connection.cursor() as cursor, cursor.copy(f"COPY {self.target} FROM STDIN") as copying:
            for row in rows:
                copying.write_row(row)

    def upsert(self, instances: Iterable[Model]) -> None:
        """Write instances, those that are there already in the place of what stands there."""
        changed = ", ".join(f'"{field.column}" = excluded."{field.column}"' for field in self.fields[1:])
        key = self.fields[0].column
        statement = f'INSERT INTO {self.target} VALUES ({self.places}) ON CONFLICT ("{key}") DO UPDATE SET {changed}'  # noqa: S608 as above
        self._execute(statement, self._rows_of(instances))

    @cached_property
    def target(self) -> str:
        """The table with its columns, as statements that write rows name it."""
        columns = ", ".join(f'"{field.column}"' for field in self.fields)
        return f'"{self.name}" ({columns})'

    @property
    def places(self) -> str:
        """The places of a row's values in a statement."""
        return ", ".join(["%s"] * len(self.fields))

    def _rows_of(self, instances: Iterable[Model]) -> list[Row]:
        rows = []
        for instance in instances:
            rows.append(self.row(instance))
            instance._state.adding, instance._state.db = False, connection.alias
        return rows

    def _execute(self, statement: str, rows: Sequence[Row]) -> None:
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(statement, rows)


def conversion_of(field: Any) -> Callable[[Any], Any] | None:
    """Return what makes a value of a field one of its column; None where they are the same."""
    if isinstance(field, DateTimeField):
        return utc_text
    if isinstance(field, DateField):
        return date.isoformat
    if isinstance(field, PackedBytesField):
        return pack_bytes
    if isinstance(field, JSONField):
        return (field.encoder or json.JSONEncoder)().encode
    return None


def utc_text(at: datetime) -> str:
    """Return a moment in UTC as a column keeps it, which says no zone on SQLite."""
    return str(at.astimezone(UTC).replace(tzinfo=None))


class Keys:
    """Keys of rows that are written later in the same transaction, before any other row of their table.

    PostgreSQL gives them `chunk` at a time, and those that are left over are never used.
    """

    def __init__(self, model: type[Model], *, chunk: int = 1) -> None:
        self.table, self.chunk = model._meta.db_table, chunk
        self.ahead: list[int] = []

    def take(self) -> int:
        """Return the next key. One query for a chunk on PostgreSQL, and for all of them on SQLite."""
        if connection.vendor == "sqlite":
            self.ahead = [key + 1 for key in self.ahead] or [self._last_key() + 1]
            return self.ahead[0]
        if not self.ahead:
            self.ahead = self._next_keys()
        return self.ahead.pop()

    def _last_key(self) -> int:
        """Return the last key that SQLite gave, be its row there or not."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self.table])
            row = cursor.fetchone()
        return int(row[0]) if row else 0

    def _next_keys(self) -> list[int]:
        """Return keys that PostgreSQL gives to nobody else, the first last."""
        with connection.cursor() as cursor:
            call = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(call, [self.table, self.chunk])
            return [int(key) for (key,) in cursor.fetchall()][::-1]
