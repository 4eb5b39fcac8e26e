"""Heartbeats of the processes that run beside the web servers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0032_webhooks")]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("role", models.CharField(choices=[("worker", "Worker"), ("watch", "Watch")], max_length=12)),
                ("build", models.CharField(max_length=64)),
                ("started_at", models.DateTimeField()),
                ("beat_at", models.DateTimeField()),
            ],
            options={"default_permissions": ()},
        ),
    ]
