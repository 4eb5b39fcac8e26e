"""The log of all filings: its entries, the hashes of its tiles, its signed heads, and the triggers that write it.

The way back keeps a log that was signed aside, and the way forward puts it back: no head is ever signed twice.
"""

from django.db import migrations, models

from stories.migrations import _transparency_0038 as transparency


class Migration(migrations.Migration):
    dependencies = [("stories", "0037_request_ids")]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("note", models.TextField()),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="CheckpointKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("written", models.CharField(max_length=300, unique=True)),
                ("since", models.DateTimeField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="TransparencyEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("story", models.BigIntegerField()),
                ("number", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("position", models.BigIntegerField(null=True, unique=True)),
                ("leaf", models.BinaryField(max_length=32, null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["story", "number"], name="transparency_by_filing"),
                    models.Index(
                        fields=["id"], name="transparency_waiting", condition=models.Q(("position", None))
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TransparencyNode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.SmallIntegerField()),
                ("position", models.BigIntegerField()),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("level", "position"), name="transparency_node_once")
                ],
            },
        ),
        migrations.RunPython(transparency.put_back, transparency.keep_aside),
        migrations.RunPython(transparency.write_past_entries, migrations.RunPython.noop),
        migrations.RunPython(transparency.put_up, transparency.lift),
    ]
