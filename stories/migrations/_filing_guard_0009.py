"""The guard of filings with metadata, which a take-down empties and nothing else changes. Nothing here ever changes."""

from django.db import migrations

from stories.migrations import _filing_guard as before

GUARDED_0009 = (*before.GUARDED_0008, "moved_at", "is_back_dated")
EMPTIED_IN_SQLITE = f"{before.NO_WORDS_IN_SQLITE} AND NEW.metadata = '{{}}'"
EMPTIED_IN_POSTGRESQL = f"{before.NO_WORDS_IN_POSTGRESQL} AND NEW.metadata = '{{}}'::jsonb"


def sqlite(columns):
    """Return the statements that put the triggers up on SQLite."""
    return [statement.replace(before.NO_WORDS_IN_SQLITE, EMPTIED_IN_SQLITE) for statement in before.sqlite(columns)]


def postgresql(columns):
    """Return the statements that put the triggers up on PostgreSQL."""
    return [
        statement.replace(before.NO_WORDS_IN_POSTGRESQL, EMPTIED_IN_POSTGRESQL)
        for statement in before.postgresql(columns)
    ]


def set_guard(columns):
    """Return the operation that puts up the triggers that keep these columns as they were."""

    def put_up(_apps, schema_editor):
        before.run(schema_editor, {"sqlite": sqlite(columns), "postgresql": postgresql(columns)})

    return put_up


def guarded(operations, *, after):
    """Return the operations between the lifting of the guard without metadata and the setting of this one."""
    return [
        migrations.RunPython(before.lift_guard, before.set_guard(before.GUARDED_0008)),
        *operations,
        migrations.RunPython(set_guard(after), before.lift_guard),
    ]
