"""Stored pages as they are pressed, so that no process presses what another has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0050_photo_placements")]

    operations = [
        migrations.CreateModel(
            name="CodedPage",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("address", models.TextField()),
                ("tag", models.TextField()),
                ("fragment", models.TextField(blank=True)),
                ("fragment_tag", models.TextField(blank=True)),
                ("body", models.BinaryField()),
            ],
            options={"default_permissions": ()},
        ),
    ]
