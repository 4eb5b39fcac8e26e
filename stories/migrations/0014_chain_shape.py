"""Indexes of long chains and of the desk's lists."""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("stories", "0013_search_by_place")]

    operations = [
        migrations.RunSQL(
            """CREATE INDEX filing_out_of_run ON stories_filing
            (story_id, number, follows, amends, came_from_id, went_to_id, taken_down_at)
            WHERE follows + 1 <> number OR amends <> '' OR came_from_id IS NOT NULL
            OR went_to_id IS NOT NULL OR taken_down_at IS NOT NULL""",
            "DROP INDEX filing_out_of_run",
        ),
    ]
