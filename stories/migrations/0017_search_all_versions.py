"""An index of all versions but the newest, and where each stands; empty yet, as the worker fills it.

So that code of the version before can go on meanwhile, nothing that it writes is changed.
"""

import django.db.models.deletion
from django.db import migrations, models

from stories.migrations import _search_0013 as search

PAST = "stories_past_search"


def make_table(apps, schema_editor):
    """Make the table of the index, with no analysis that its documents were made with."""
    for statement in search.TABLES[schema_editor.connection.vendor]:
        schema_editor.execute(statement.format(PAST), params=None)
    apps.get_model("stories", "SearchIndex").objects.create(name=PAST, analysis="")


def drop_table(apps, schema_editor):
    """Drop the table of the index."""
    schema_editor.execute(f"DROP TABLE {PAST}", params=None)
    apps.get_model("stories", "SearchIndex").objects.filter(name=PAST).delete()


class Migration(migrations.Migration):
    dependencies = [("stories", "0016_filing_changes")]

    operations = [
        migrations.CreateModel(
            name="PastVersion",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "filing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="past", to="stories.filing"
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["story", "place"], name="past_of_story")],
            },
        ),
        migrations.RunPython(make_table, drop_table),
    ]
