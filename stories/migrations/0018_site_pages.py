"""The pages about the site, as chiefs word them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from stories.migrations import _generations_0012 as generations

# No story's page shows them: these rows count for the newsroom alone.
PAGES = generations.Rule("stories_sitepage", "SELECT NULL AS story")
PLACES = [
    ("about", "About us"),
    ("ethics", "Ethics"),
    ("corrections-policy", "Corrections policy"),
    ("contact", "Contact"),
    ("privacy", "Privacy"),
    ("republishing", "Republishing and license"),
    ("api", "API"),
]
CHIEFS = ("add_sitepage", "change_sitepage", "delete_sitepage", "view_sitepage")


def put_up(_apps, schema_editor):
    """Put the triggers up."""
    generations.put_up_rules(schema_editor, [PAGES])


def lift(_apps, schema_editor):
    """Take the triggers down."""
    generations.lift_rules(schema_editor, [PAGES])


def give(apps, _schema_editor):
    """Give chiefs the permissions, which are otherwise made after all migrations."""
    config = apps.get_app_config("stories")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    wanted = permissions.filter(content_type__app_label="stories", codename__in=CHIEFS)
    for group in apps.get_model("auth", "Group").objects.filter(name="chief"):
        group.permissions.add(*wanted)


def take(apps, _schema_editor):
    """Take the permissions away."""
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="stories", codename__in=CHIEFS).delete()


class Migration(migrations.Migration):
    dependencies = [("stories", "0017_search_all_versions")]

    operations = [
        migrations.CreateModel(
            name="SitePage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(choices=PLACES, max_length=20, verbose_name="page")),
                ("language", models.CharField(max_length=35, verbose_name="language")),
                (
                    "text",
                    models.TextField(
                        help_text="An empty line parts paragraphs. <h2>, <a>, <ul>, <li>, <strong> and <em> are "
                        "understood; links have whole addresses.",
                        verbose_name="text",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "page of the site",
                "verbose_name_plural": "pages of the site",
                "ordering": ["place", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("place", "language"), name="one_text_of_a_page_and_language")
                ],
            },
        ),
        migrations.RunPython(put_up, lift),
        migrations.RunPython(give, take),
    ]
