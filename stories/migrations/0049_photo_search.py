"""What photos are found by: an index of their words, empty yet as the worker fills it; and whose working copies have them."""

import django.db.models.deletion
from django.db import migrations, models

from stories.migrations import _placements_0049 as placements
from stories.migrations import _search_0013 as search

PHOTOS = "stories_photo_search"


def make_table(apps, schema_editor):
    """Make the table of the index, with no analysis that its documents were made with."""
    for statement in search.TABLES[schema_editor.connection.vendor]:
        schema_editor.execute(statement.format(PHOTOS), params=None)
    apps.get_model("stories", "SearchIndex").objects.create(name=PHOTOS, analysis="")


def drop_table(apps, schema_editor):
    """Drop the table of the index."""
    schema_editor.execute(f"DROP TABLE {PHOTOS}", params=None)
    apps.get_model("stories", "SearchIndex").objects.filter(name=PHOTOS).delete()


class Migration(migrations.Migration):
    dependencies = [("stories", "0048_forget_salts")]

    operations = [
        migrations.CreateModel(
            name="PhotoPlacement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("photo", models.BigIntegerField()),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photo_placements", to="stories.story"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=["photo", "story"], name="placement_once")],
            },
        ),
        migrations.RunPython(placements.put_up, placements.take_down),
        migrations.RunPython(make_table, drop_table),
    ]
