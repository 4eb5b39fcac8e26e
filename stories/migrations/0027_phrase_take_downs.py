"""Phrases taken down from filings: the record of each time, and the salt that keeps them from being guessed.

The way back leaves the gaps in the words. Their filings verify again on the way forward alone, which finds the records
that it kept aside.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stories.migrations import _filing_guard as base
from stories.migrations import _filing_guard_0027 as guard

SALTED = "stories_filing_salted"
RECORDS = "stories_phrasetakedown_kept"
COLUMNS = "id, filing_id, number, at, by_id, reason, count, content_before, content_after, digest"


def put_back(apps, schema_editor):
    """Put back what the way back kept aside, if it did."""
    with schema_editor.connection.cursor() as cursor:
        if SALTED not in schema_editor.connection.introspection.table_names(cursor):
            return
        base.lift_guard(apps, schema_editor)
        for column in ("salt", "gaps", "digest_format"):
            cursor.execute(
                f"UPDATE stories_filing SET {column} = "
                f"(SELECT kept.{column} FROM {SALTED} kept WHERE kept.id = stories_filing.id) "
                f"WHERE id IN (SELECT id FROM {SALTED})"
            )
        cursor.execute(f"INSERT INTO stories_phrasetakedown ({COLUMNS}) SELECT {COLUMNS} FROM {RECORDS}")
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('stories_phrasetakedown', 'id'), "
                "COALESCE((SELECT MAX(id) FROM stories_phrasetakedown), 1))"
            )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no trigger can be put up in this transaction
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in (SALTED, RECORDS):
            cursor.execute(f"DROP TABLE {table}")


def keep_aside(_apps, schema_editor):
    """Keep the salts and the records in tables of their own, if there are any."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM stories_filing WHERE digest_format >= 5 OR gaps IS NOT NULL LIMIT 1")
        if cursor.fetchone() is None:
            return
        cursor.execute(
            f"CREATE TABLE {SALTED} AS SELECT id, salt, gaps, digest_format FROM stories_filing "
            "WHERE digest_format >= 5 OR gaps IS NOT NULL"
        )
        cursor.execute(f"CREATE TABLE {RECORDS} AS SELECT {COLUMNS} FROM stories_phrasetakedown")


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0026_story_templates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Without a default and a check: neither database writes or reads a row for it.
        migrations.AddField("filing", "salt", models.CharField(max_length=32, null=True)),
        migrations.AddField("filing", "gaps", models.SmallIntegerField(null=True)),
        migrations.CreateModel(
            name="PhraseTakeDown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.SmallIntegerField()),
                ("at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("count", models.PositiveIntegerField()),
                ("content_before", models.CharField(max_length=64)),
                ("content_after", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phrase_take_downs",
                        to="stories.filing",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("filing", "number"), name="phrase_take_down_in_turn"),
                ],
            },
        ),
        migrations.RunPython(put_back, keep_aside),
        migrations.RunPython(guard.put_up, guard.put_up_those_before),
    ]
