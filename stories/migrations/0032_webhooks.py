"""Webhooks: addresses that are told of events, and the log of what was sent to them."""

import django.db.models.deletion
import django.utils.timezone
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

MADE = [f"{act}_webhook" for act in ("add", "change", "delete", "view")]
EVENTS = (
    ("story.filed", "Filed"),
    ("story.corrected", "Corrected"),
    ("story.held", "Held"),
    ("story.released", "Released"),
    ("story.killed", "Killed"),
    ("story.handed_in", "Handed in"),
    ("source.silent", "A source is silent"),
    ("test", "Test"),
)


def give(apps, _schema_editor):
    """Give chiefs the permissions, which are otherwise made after all migrations."""
    config = apps.get_app_config("stories")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    wanted = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="stories", codename__in=MADE)
    for group in apps.get_model("auth", "Group").objects.filter(name="chief"):
        group.permissions.add(*wanted)


def take(apps, _schema_editor):
    """Take the permissions away."""
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="stories", codename__in=MADE).delete()


def number():
    """Return the key of a row."""
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("stories", "0031_struck_notes")]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", number()),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "address",
                    models.URLField(
                        help_text="Each event is sent there as JSON by POST, and signed.",
                        max_length=2000,
                        verbose_name="address",
                    ),
                ),
                ("events", models.JSONField(default=list, verbose_name="events")),
                (
                    "is_on",
                    models.BooleanField(
                        default=True,
                        help_text="Off, nothing is sent, nor later what happened meanwhile.",
                        verbose_name="on",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64)),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("looked_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={"verbose_name": "webhook", "verbose_name_plural": "webhooks", "ordering": ["name"]},
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", number()),
                ("event", models.CharField(choices=EVENTS, max_length=20)),
                ("subject", models.CharField(max_length=80)),
                ("number", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=200)),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="stories.story",
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="stories.webhook",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["webhook", "-id"], name="webhook_log"),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="webhook_due"
                    ),
                    models.Index(fields=["at"], name="webhook_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("webhook", "subject"), name="webhook_told_once")
                ],
            },
        ),
        migrations.RunPython(give, take),
    ]
