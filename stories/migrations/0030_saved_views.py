"""Lists of the wire desk that people keep under a name, and who is told what is new in them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NOTIFICATIONS = (
    ("corrected", "Corrected"),
    ("held", "Held"),
    ("released", "Released"),
    ("killed", "Killed"),
    ("spiked", "Spiked"),
    ("taken-down", "Taken down"),
    ("came", "New copy beside yours"),
    ("unscheduled", "No longer scheduled"),
    ("given", "Given to you"),
    ("taken-over", "Taken over from you"),
    ("joined", "Joined with another story"),
    ("parted", "Versions moved elsewhere"),
    ("undone", "Move of versions undone"),
    ("handed-in", "Handed in"),
    ("sent-back", "Sent back"),
    ("original", "The original was filed again"),
    ("in-view", "New in a view"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0029_stories_by_urgency"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=1000)),
                ("is_shared", models.BooleanField(default=False, verbose_name="shared")),
                ("is_pinned", models.BooleanField(default=True, verbose_name="pinned")),
                ("looked_at", models.DateTimeField(null=True)),
                ("known_stories", models.JSONField(default=list)),
                ("followers", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("owner", "name"), name="saved_view_named_once")],
            },
        ),
        migrations.AddField(
            "notification",
            "view",
            models.ForeignKey(
                "stories.savedview",
                django.db.models.deletion.SET_NULL,
                db_index=False,
                null=True,
                related_name="+",
            ),
        ),
        migrations.AlterField("notification", "what", models.CharField(choices=NOTIFICATIONS, max_length=12)),
    ]
