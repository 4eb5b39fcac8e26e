"""The board of the ticker changes what readers see: its pins count as every public change does."""

from django.db import migrations

from stories.migrations import _generations_0012 as generations

PINS = generations.Rule("ticker_pin", "SELECT NULL AS story")


def put_up(_apps, schema_editor):
    """Put the triggers up."""
    generations.put_up_rules(schema_editor, [PINS])


def lift(_apps, schema_editor):
    """Take the triggers down."""
    generations.lift_rules(schema_editor, [PINS])


class Migration(migrations.Migration):
    dependencies = [("ticker", "0002_roles"), ("stories", "0012_generations")]
    operations = [migrations.RunPython(put_up, lift)]
