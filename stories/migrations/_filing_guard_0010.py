"""The guard of filings that may go to another story, which changes where they went alone. Nothing here ever changes."""

from django.db import migrations

from stories.migrations import _filing_guard as base
from stories.migrations import _filing_guard_0009 as before

FIXED_0010 = (*before.GUARDED_0009, "came_from_id")
GUARDED_0010 = (*FIXED_0010, "went_to_id")  # which a take-down leaves as they were
WORDS = (*base.EMPTIED, "body", "pictures", "metadata", "taken_down_at")


def is_unchanged(same):
    """Return the SQL condition that an update changes no column but where the filing went."""
    return " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in (*FIXED_0010, *WORDS))


def sqlite():
    """Return the statements that put the triggers up on SQLite."""
    allowed = f"WHEN NOT ({is_unchanged('IS')}) AND NOT ("
    return [statement.replace("WHEN NOT (", allowed) for statement in before.sqlite(GUARDED_0010)]


def postgresql():
    """Return the statements that put the triggers up on PostgreSQL."""
    allowed = f"IF ({is_unchanged('IS NOT DISTINCT FROM')}) OR ("
    statements = before.postgresql(GUARDED_0010)
    condition = base.is_take_down(GUARDED_0010, same="IS NOT DISTINCT FROM", no_words=before.EMPTIED_IN_POSTGRESQL)
    return [statement.replace(f"IF {condition} THEN", f"{allowed}{condition}) THEN", 1) for statement in statements]


def put_up(_apps, schema_editor):
    """Put the triggers up."""
    base.run(schema_editor, {"sqlite": sqlite(), "postgresql": postgresql()})


def put_up_those_before(apps, schema_editor):
    """Put the triggers of migration 0009 up."""
    before.set_guard(before.GUARDED_0009)(apps, schema_editor)


def guarded(operations):
    """Return the operations between the lifting of the guard of before and the setting of this one."""
    return [
        migrations.RunPython(base.lift_guard, put_up_those_before),
        *operations,
        migrations.RunPython(put_up, base.lift_guard),
    ]
