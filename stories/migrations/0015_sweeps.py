"""When each sweep of the workers last ended, and how far it is; and how many pieces the delivery of an item had."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0014_chain_shape")]

    operations = [
        migrations.CreateModel(
            name="Sweep",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("finished_at", models.DateTimeField()),
                ("number", models.BigIntegerField(db_default=0, default=0)),
            ],
            options={"default_permissions": ()},
        ),
        # Without a default and a check: neither database writes or reads a row for it.
        migrations.AddField("item", "piece_count", models.IntegerField(blank=True, null=True)),
    ]
