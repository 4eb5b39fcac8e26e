"""What the reason of a withdrawal is held to: its digest, which the log has, and the salt in that."""

import django.db.models.deletion
from django.db import migrations, models

from stories.migrations import _notice_seals_0052 as seals


class Migration(migrations.Migration):
    dependencies = [("stories", "0051_coded_pages")]

    operations = [
        migrations.CreateModel(
            "NoticeSeal",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="seal",
                        serialize=False,
                        to="stories.notice",
                    ),
                ),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(seals.put_back, seals.keep_aside),
        migrations.RunPython(seals.put_up, seals.lift),
    ]
