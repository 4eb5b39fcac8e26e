"""What each filing changed in the text before it. The worker fills it, the newest stories first; lists show it."""

import django.db.models.deletion
from django.db import migrations, models

from stories.migrations import _generations_0012 as generations

# The lists of changes hold no story's own page: these rows count for the newsroom alone.
CHANGES = generations.Rule("stories_filingchange", "SELECT NULL AS story")


def put_up(_apps, schema_editor):
    """Put the triggers up."""
    generations.put_up_rules(schema_editor, [CHANGES])


def lift(_apps, schema_editor):
    """Take the triggers down."""
    generations.lift_rules(schema_editor, [CHANGES])


class Migration(migrations.Migration):
    dependencies = [("stories", "0015_sweeps")]

    operations = [
        migrations.CreateModel(
            name="FilingChange",
            fields=[
                (
                    "filing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="change",
                        serialize=False,
                        to="stories.filing",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="changes", to="stories.story"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("before", models.PositiveIntegerField()),
                ("place", models.BigIntegerField()),
                ("words", models.IntegerField()),
                ("new_paragraphs", models.PositiveIntegerField()),
                ("cut_paragraphs", models.PositiveIntegerField()),
                ("moved_paragraphs", models.PositiveIntegerField()),
                ("is_new_headline", models.BooleanField()),
                ("facts", models.JSONField()),
                ("unnoted", models.JSONField()),
                ("unnoted_weight", models.PositiveIntegerField()),
                ("rules", models.PositiveSmallIntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["-place"], name="change_by_place"),
                    models.Index(
                        condition=models.Q(("unnoted_weight__gt", 0)), fields=["-place"], name="change_without_note"
                    ),
                ],
            },
        ),
        migrations.RunPython(put_up, lift),
    ]
