"""Topics: what readers are told of them, and the one that an editor chose for a story."""

from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from stories.migrations import _generations_0012 as generations

# No story's own page shows them: these rows count for the newsroom alone.
TOPICS = generations.Rule("stories_topic", "SELECT NULL AS story")
EDITORS = ("add_topic", "change_topic", "delete_topic", "view_topic")


def put_up(_apps, schema_editor):
    """Put the triggers up."""
    generations.put_up_rules(schema_editor, [TOPICS])


def lift(_apps, schema_editor):
    """Take the triggers down."""
    generations.lift_rules(schema_editor, [TOPICS])


def give(apps, _schema_editor):
    """Give editors and chiefs the permissions, which are otherwise made after all migrations."""
    config = apps.get_app_config("stories")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    wanted = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="stories", codename__in=EDITORS
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=("editor", "chief")):
        group.permissions.add(*wanted)


def take(apps, _schema_editor):
    """Take the permissions away."""
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="stories", codename__in=EDITORS).delete()


class Migration(migrations.Migration):
    dependencies = [("stories", "0019_announced_changes")]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.CharField(
                        help_text="The stem of the sluglines of its stories: dam-flood.",
                        max_length=80,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("intro", models.TextField(blank=True, max_length=600, verbose_name="in a sentence or two")),
            ],
            options={"verbose_name": "topic", "verbose_name_plural": "topics"},
        ),
        # Without a default and a check: neither database writes or reads a row for it.
        migrations.AddField("story", "topic", models.CharField(editable=False, max_length=80, null=True)),
        migrations.RunPython(put_up, lift),
        migrations.RunPython(give, take),
    ]
