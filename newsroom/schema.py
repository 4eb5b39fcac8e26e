"""The shape of the database against the shape that the code expects: migrations, columns and triggers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DatabaseError, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

GUARD = {
    "sqlite": {"stories_filing_in_turn", "stories_filing_unchanged", "stories_filing_kept"},
    "postgresql": {"stories_filing_guard", "stories_filing_kept"},
}  # the triggers that keep filings as they were made
TRANSPARENCY = {
    *(f"stories_transparency_{name}" for name in ("filed", "taken_down", "noticed", "phrases", "reasoned")),
    *(
        f"stories_{table}_{name}"
        for table in ("transparencyentry", "transparencynode", "checkpoint", "checkpointkey")
        for name in ("kept", "unchanged")
    ),
}  # those that write the log of filings, and keep what it says
# The tables that readers see something of, with the events that a trigger of each counts.
COUNTED_TABLES = {
    "stories_filing": "insert update delete",
    "stories_story": "update",
    "stories_livestory": "insert update delete",
    "stories_notice": "insert update delete",
    "stories_storyrelation": "insert update delete",
    "stories_chainmove": "insert update delete",
    "stories_photouse": "insert update delete",
    "stories_rendition": "insert update delete",
    "stories_photo": "update",
    "stories_section": "insert update delete",
    "stories_sectionname": "insert update delete",
    "stories_source": "insert update delete",
    "stories_subjectname": "insert update delete",
    "ticker_pin": "insert update delete",
}
GENERATIONS = {f"{table}_generation_{event}" for table, events in COUNTED_TABLES.items() for event in events.split()}
# What lets a process answer from memory without asking each time, and a name be changed while a filing is made.
LOCKS = {"sqlite": set[str](), "postgresql": {"stories_generation_announced", "stories_filing_holds_names"}}
PLACEMENTS = {"stories_story_placed", "stories_story_placed_anew"}  # which working copies have which photos
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}

TABLE_MAKERS = frozenset({"migrate", "move_to", "restore"})  # commands whose own errors say why there are no tables yet
NO_TABLES = "The database is empty. Run manage.py migrate."
WAY_OUT = (
    "It was made by migrations that were changed since, or was changed by hand. Put back a backup that this version "
    "made, or make a new database with manage.py migrate and load the rows into it."
)


def is_migrated(connection: BaseDatabaseWrapper) -> bool:
    """Return whether every migration of the code is on the database's list."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def missing_parts(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the tables, columns and triggers that the code needs and a migrated database lacks.

    One query a table: some forty.
    """
    return [*missing_columns(connection), *missing_triggers(connection)]


def missing_columns(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Give each column of a model that its table does not have; for a missing table its name alone."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if model._meta.proxy or not model._meta.managed:
                continue
            if table not in tables:
                yield table
                continue
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            yield from (
                f"{table}.{field.column}" for field in model._meta.local_concrete_fields if field.column not in columns
            )


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the triggers that keep what the code relies on, and do not stand."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    wanted = GUARD[connection.vendor] | TRANSPARENCY | GENERATIONS | LOCKS[connection.vendor] | PLACEMENTS
    return sorted(wanted - standing)


def schema_fault(connection: BaseDatabaseWrapper) -> str:
    """Return what the database lacks of what this code needs, and what to do, in two sentences; empty for nothing.

    A database that is ahead of the code lacks nothing: each migration serves the code before it, so that machines are
    upgraded one after the other. Raises what the database raises while it does not answer. Some forty queries.
    """
    executor = MigrationExecutor(connection)
    missing = [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if not executor.loader.applied_migrations:
        return NO_TABLES
    if missing:
        return (
            f"The database lacks {name_migrations(missing)} of this version. Make a backup, then run manage.py migrate."
        )
    parts = missing_parts(connection)
    if parts:
        return f"The database has run all migrations, and lacks {', '.join(parts)}. {WAY_OUT}"
    return ""


def fault_behind(error: BaseException, arguments: Sequence[str]) -> str:
    """Return what the database lacks, where that is what a command of these arguments failed on; else empty."""
    has_ended_well = isinstance(error, SystemExit) and not error.code
    if has_ended_well or not TABLE_MAKERS.isdisjoint(arguments[1:2]) or not comes_of_database(error):
        return ""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.close()
    try:
        return schema_fault(connection)
    except Error:
        return ""


def comes_of_database(error: BaseException | None) -> bool:
    """Return whether an error, or one that it came of, is the database's."""
    while error is not None and not isinstance(error, DatabaseError):
        error = error.__cause__ or error.__context__
    return error is not None


def name_migrations(names: list[str]) -> str:
    """Return how many migrations there are, with the name of the first and the last."""
    if len(names) == 1:
        return f"the migration {names[0]}"
    return f"{len(names)} migrations ({names[0]} to {names[-1]})"


def migrations_ahead(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the migrations of our own apps that the database has run and this code does not know, in order."""
    loader = MigrationExecutor(connection).loader
    ours = {app for app, _ in loader.disk_migrations}
    unknown = [node for node in loader.applied_migrations if node[0] in ours and node not in loader.disk_migrations]
    replaced = {node for migration in loader.disk_migrations.values() for node in migration.replaces}
    return sorted(f"{app}.{name}" for app, name in unknown if (app, name) not in replaced)


def fault_at_start() -> str:
    """Return the fault of the database that a process begins to work with; empty also while it does not answer.

    A database that is down comes back by itself, and what waits for it may start before.
    """
    try:
        return schema_fault(connections[DEFAULT_DB_ALIAS])
    except Error:
        return ""
