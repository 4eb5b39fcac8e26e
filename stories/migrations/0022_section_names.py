"""Names of sections in the languages of the editions."""

import django.db.models.deletion
from django.db import migrations, models

from stories.migrations import _generations_0012 as generations

NAMES = generations.Rule("stories_sectionname", generations.EVERY_PAGE)


def put_up(_apps, schema_editor):
    """Put the triggers up."""
    generations.put_up_rules(schema_editor, [NAMES])


def lift(_apps, schema_editor):
    """Take the triggers down."""
    generations.lift_rules(schema_editor, [NAMES])


class Migration(migrations.Migration):
    dependencies = [("stories", "0021_open_items")]

    operations = [
        migrations.CreateModel(
            name="SectionName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="stories.section",
                        verbose_name="section",
                    ),
                ),
            ],
            options={
                "verbose_name": "name in a language",
                "verbose_name_plural": "names in languages",
                "ordering": ["language"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("section", "language"), name="one_name_in_a_language"),
                ],
            },
        ),
        migrations.RunPython(put_up, lift),
    ]
