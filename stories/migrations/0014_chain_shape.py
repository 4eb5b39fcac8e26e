"""Indexes of long chains and of the desk's lists."""

from django.db import migrations

INDEX = """filing_out_of_run ON stories_filing
    (story_id, number, follows, amends, came_from_id, went_to_id, taken_down_at)
    WHERE follows + 1 <> number OR amends <> '' OR came_from_id IS NOT NULL
    OR went_to_id IS NOT NULL OR taken_down_at IS NOT NULL"""


def make_index(_apps, schema_editor):
    """Make the index; on PostgreSQL beside those who write meanwhile."""
    way = "CONCURRENTLY" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"CREATE INDEX {way} {INDEX}")


def drop_index(_apps, schema_editor):
    """Drop the index."""
    schema_editor.execute("DROP INDEX filing_out_of_run")


class Migration(migrations.Migration):
    atomic = False  # PostgreSQL makes no index concurrently within a transaction

    dependencies = [("stories", "0013_search_by_place")]

    operations = [migrations.RunPython(make_index, drop_index)]
