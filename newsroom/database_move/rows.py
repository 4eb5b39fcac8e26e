"""The rows of one table, from the one database to the other: copied by key, so that a move that stopped goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Max, Model, TextField
from psycopg import DataError, sql

from newsroom.backups.postgresql import copy_statement
from newsroom.backups.tables import RefusedError

SLICE_ROWS = 500  # that are written in a transaction

Values = tuple[Any, ...]


def copy_rows(model: type[Model], target: BaseDatabaseWrapper) -> None:
    """Copy the rows of a table that the target does not have yet. Raises RefusedError for one that it does not take."""
    if has_text_keys(model):  # databases order texts in their own ways
        with transaction.atomic(using=target.alias), target.cursor() as cursor:
            cursor.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(model._meta.db_table)))
            write_slice(model, list(read_rows(model, connection)), target)
        return
    last = model._base_manager.using(target.alias).aggregate(last=Max(model._meta.pk.attname))["last"]
    while rows := list(read_rows(model, connection, behind=last, limit=SLICE_ROWS)):
        write_slice(model, rows, target)
        last = rows[-1][key_column(model)]


def read_rows(
    model: type[Model], database: BaseDatabaseWrapper, *, behind: int | None = None, limit: int | None = None
) -> Iterator[Values]:
    """Yield the rows of a table in the order of their keys, with the values that Python has for them."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    rows = model._base_manager.using(database.alias).order_by(model._meta.pk.attname).values_list(*names)
    if behind is not None:
        rows = rows.filter(pk__gt=behind)
    yield from rows[:limit] if limit else rows.iterator(SLICE_ROWS)


def has_text_keys(model: type[Model]) -> bool:
    """Return whether the keys of a table are texts; there are few in each of these tables."""
    return isinstance(model._meta.pk, CharField | TextField)


def key_column(model: type[Model]) -> int:
    """Return which of a row's values is its key."""
    return [field.primary_key for field in model._meta.local_concrete_fields].index(True)


def write_slice(model: type[Model], rows: list[Values], target: BaseDatabaseWrapper) -> None:
    """Write rows in one transaction. Raises RefusedError with the one that PostgreSQL does not take."""
    try:
        write_rows_by_copy(model, rows, target)
    except DataError as fault:
        if len(rows) == 1:
            name = f"{model._meta.db_table} {rows[0][key_column(model)]}"
            raise RefusedError(f"PostgreSQL does not take {name}: {str(fault).splitlines()[0]}") from fault
        for row in rows:
            write_slice(model, [row], target)


def write_rows_by_copy(model: type[Model], rows: Iterable[Values], target: BaseDatabaseWrapper) -> None:
    """Write rows as COPY takes them."""
    fields = model._meta.local_concrete_fields
    statement = copy_statement(model._meta.db_table, [str(field.column) for field in fields], "FROM STDIN")
    with transaction.atomic(using=target.alias), target.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(value, target) for field, value in zip(fields, row, strict=True)])


def compare_rows(model: type[Model], target: BaseDatabaseWrapper) -> int:
    """Compare the rows of a table in both databases, every value; return how many. Raises RefusedError for another."""
    count, key = 0, key_column(model)
    sides = [read_rows(model, database) for database in (connection, target)]
    if has_text_keys(model):
        sides = [iter(sorted(side, key=lambda row: str(row[key]))) for side in sides]
    for own, other in zip_longest(*sides, fillvalue=()):
        if plain_values(own) != plain_values(other):
            raise RefusedError(
                f"{model._meta.db_table} {(own or other)[key]} is another in PostgreSQL. Stop all that writes to "
                "SQLite, make the new database anew, and move again."
            )
        count += 1
    return count


def plain_values(row: Values) -> list[Any]:
    """Return a row with its bytes as such: PostgreSQL gives a view of them."""
    return [bytes(value) if isinstance(value, memoryview) else value for value in row]
