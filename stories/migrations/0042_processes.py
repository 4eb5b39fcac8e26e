"""What is known of processes: how far a worker's clock has jumped, and which one kept a delivery."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0038_transparency_log")]

    operations = [
        migrations.AddField("heartbeat", "clock_jump", models.FloatField(db_default=0.0, default=0.0)),
        migrations.AddField(
            "delivery", "kept_by", models.CharField(blank=True, db_default="", default="", max_length=120)
        ),
    ]
