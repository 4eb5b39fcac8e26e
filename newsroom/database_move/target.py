"""The database that a newsroom moves to, and the table there that says that a move is under way.

While it is, the triggers are off and the foreign keys gone, so `/readyz` of a newsroom on it answers 503.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import dj_database_url
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.utils import ConnectionHandler
from psycopg import sql

from newsroom.backups.postgresql import TABLE_COLUMNS, switch_triggers
from newsroom.backups.tables import RefusedError, count_anew, refuse_in_use
from stories.search import Index

ALIAS = "target"
MOVE = "newsroom_move"  # the table of the foreign keys that are to be put back
STAYING = {MOVE, "django_migrations"}
FOREIGN_KEYS = """
SELECT relname, conname, pg_get_constraintdef(pg_constraint.oid)
FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE contype = 'f' AND relnamespace = current_schema()::regnamespace
"""


def connect_target(address: str) -> BaseDatabaseWrapper:
    """Return the connection to the database of an address. Raises RefusedError unless it is PostgreSQL's."""
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(address))
    except ValueError:
        database = {}
    if not str(database.get("ENGINE", "")).endswith("postgresql"):
        raise RefusedError("The address is not PostgreSQL's. Write it like postgres://name:password@host/base")
    connections.settings[ALIAS] = ConnectionHandler({DEFAULT_DB_ALIAS: database}).settings[DEFAULT_DB_ALIAS]
    return connections[ALIAS]


def disconnect_target() -> None:
    """Forget the database that was moved to."""
    connections[ALIAS].close()
    del connections[ALIAS]
    del connections.settings[ALIAS]


def is_under_way(target: BaseDatabaseWrapper) -> bool:
    """Return whether a move into this database was begun, and not finished."""
    with target.cursor() as cursor:
        return MOVE in target.introspection.table_names(cursor)


def begin_move(target: BaseDatabaseWrapper) -> None:
    """Empty the tables that migrations filled, with triggers off and foreign keys noted and gone, in one transaction.

    Raises RefusedError where the target is in use.
    """
    refuse_in_use(target)
    with transaction.atomic(using=target.alias), target.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE TABLE {} AS " + FOREIGN_KEYS).format(sql.Identifier(MOVE)))
        tables = own_tables(cursor)
        switch_triggers(cursor, tables, "DISABLE")
        cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, tables))))
        cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(MOVE)))
        for table, name, _definition in cursor.fetchall():
            drop = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
            cursor.execute(drop.format(sql.Identifier(table), sql.Identifier(name)))


def finish_move(target: BaseDatabaseWrapper, models: Iterable[type[Model]]) -> None:
    """Put foreign keys and triggers back and the numbers of new rows right, in one transaction."""
    with transaction.atomic(using=target.alias), target.cursor() as cursor:
        for model in models:
            set_sequence(cursor, model)
        for index in Index:  # the worker finds that their documents are of no analysis, and makes them
            cursor.execute(
                "INSERT INTO stories_searchindex (name, analysis, next_analysis) VALUES (%s, '', '')", [index.value]
            )
        count_anew(target)
        cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(MOVE)))
        for table, name, definition in cursor.fetchall():
            add = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} " + definition)
            cursor.execute(add.format(sql.Identifier(table), sql.Identifier(name)))
        switch_triggers(cursor, own_tables(cursor), "ENABLE")
        cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(MOVE)))


def own_tables(cursor: Any) -> list[str]:
    """Return the tables that are filled."""
    cursor.execute(TABLE_COLUMNS)
    return [table for table, _columns in cursor.fetchall() if table not in STAYING]


def set_sequence(cursor: Any, model: type[Model]) -> None:
    """Have the next row of a table get the number that it would get in SQLite, also behind rows that are gone."""
    table, column = model._meta.db_table, model._meta.pk.column
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
    if sequence := cursor.fetchone()[0]:
        with connection.cursor() as own:
            own.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = own.fetchone()
        if found and found[0]:
            cursor.execute("SELECT setval(%s::regclass, %s)", [sequence, found[0]])
