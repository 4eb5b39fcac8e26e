"""Own words for a pinned headline, as long as the filing that they were written for is the newest."""

from django.db import migrations, models

from stories.migrations import _generations_0012 as generations

PINS = generations.Rule("ticker_pin", "SELECT NULL AS story")
KINDS = (
    ("pinned", "pinned"),
    ("moved", "moved"),
    ("timed", "given other times"),
    ("worded", "worded"),
    ("off", "taken off"),
    ("held", "held"),
    ("killed", "killed"),
)


def put_up(_apps, schema_editor):
    """Put the triggers up."""
    generations.put_up_rules(schema_editor, [PINS])


def lift(_apps, schema_editor):
    """Take the triggers down: SQLite makes the table anew."""
    generations.lift_rules(schema_editor, [PINS])


class Migration(migrations.Migration):
    dependencies = [("ticker", "0003_generations")]

    operations = [
        migrations.RunPython(lift, put_up),
        migrations.AddField(
            "pin",
            "wording",
            models.CharField(blank=True, db_default="", default="", max_length=140, verbose_name="own wording"),
        ),
        migrations.AddField("pin", "worded_number", models.PositiveIntegerField(editable=False, null=True)),
        migrations.RunPython(put_up, lift),
        migrations.AlterField("change", "kind", models.CharField(choices=KINDS, max_length=8)),
    ]
