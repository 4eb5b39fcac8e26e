"""The salts of filings whose words were taken down whole: they go with the words, as those of phrases did before."""

from django.db import migrations

from stories.migrations import _filing_guard as base
from stories.migrations import _filing_guard_0027 as guard


def forget_salts(apps, schema_editor):
    """Empty the salts that nothing needs any more; without any, the guard of filings stays up."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM stories_filing WHERE taken_down_at IS NOT NULL AND salt IS NOT NULL LIMIT 1")
        if cursor.fetchone() is None:
            return
        base.lift_guard(apps, schema_editor)
        cursor.execute("UPDATE stories_filing SET salt = NULL WHERE taken_down_at IS NOT NULL AND salt IS NOT NULL")
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no trigger can be put up in this transaction
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        guard.put_up(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("stories", "0047_cosignatures")]

    operations = [migrations.RunPython(forget_salts, migrations.RunPython.noop)]
