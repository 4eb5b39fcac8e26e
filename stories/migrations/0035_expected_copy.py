"""The list of copy that is expected; saved views that a webhook is told of, and the events of both."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

EVENTS = (
    ("story.filed", "Filed"),
    ("story.corrected", "Corrected"),
    ("story.held", "Held"),
    ("story.released", "Released"),
    ("story.killed", "Killed"),
    ("story.handed_in", "Handed in"),
    ("source.silent", "A source is silent"),
    ("copy.overdue", "Expected copy is overdue"),
    ("view.new", "New in a saved view"),
    ("test", "Test"),
)


def kept_apart(to, on_delete=django.db.models.deletion.SET_NULL, **options):
    """Return a foreign key that may be empty, and that nothing is looked up by from the other side."""
    return models.ForeignKey(to, on_delete, null=True, related_name="+", **options)


class Migration(migrations.Migration):
    dependencies = [("stories", "0034_heartbeats"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="ExpectedCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        help_text="As on a news list: Central bank's rate decision.",
                        max_length=200,
                        verbose_name="what",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "source",
                    kept_apart(
                        "stories.source", django.db.models.deletion.CASCADE, blank=True, verbose_name="source"
                    ),
                ),
                ("person", kept_apart(settings.AUTH_USER_MODEL, blank=True, verbose_name="who")),
                ("section", kept_apart("stories.section", blank=True, verbose_name="section")),
                ("note", models.TextField(blank=True, max_length=2_000, verbose_name="note")),
                ("item", kept_apart("stories.item")),
                ("story", kept_apart("stories.story")),
                ("noted_by", kept_apart(settings.AUTH_USER_MODEL)),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(condition=models.Q(("settled_at", None)), fields=["due_at"], name="expected_by_time"),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", False)),
                        fields=["-settled_at"],
                        name="expected_settled",
                    ),
                ],
            },
        ),
        migrations.AddField(
            "savedview",
            "webhook",
            models.ForeignKey(
                "stories.webhook",
                django.db.models.deletion.SET_NULL,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="webhook",
            ),
        ),
        migrations.AlterField("webhookdelivery", "event", models.CharField(choices=EVENTS, max_length=20)),
    ]
