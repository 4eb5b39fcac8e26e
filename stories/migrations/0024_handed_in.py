"""Stories that are handed in, who wrote what is not filed yet, and sections in which another person must file it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stories.migrations import _generations_0012 as generations

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
)


def a_person():
    """Return a column for a person that no list is read by."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        django.db.models.deletion.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0023_settle_older_copy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # SQLite makes the table of sections anew, and on the way back that of stories.
    operations = generations.without_triggers(
        [
            migrations.AddField(
                "section",
                "needs_second_eyes",
                models.BooleanField(
                    db_default=False,
                    default=False,
                    help_text="Who wrote a story cannot file it: somebody else reads it first.",
                    verbose_name="second pair of eyes",
                ),
            ),
            migrations.AddField("story", "written_by", a_person()),
            migrations.AddField("story", "handed_in_at", models.DateTimeField(editable=False, null=True)),
            migrations.AddField("story", "handed_in_by", a_person()),
            migrations.AlterField("notification", "what", models.CharField(choices=NOTIFICATIONS, max_length=12)),
        ]
    )
