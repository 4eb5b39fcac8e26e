"""The roles of the newsroom, as groups with permissions."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

REPORTER = ("view_story", "add_story", "change_story", "view_item", "view_section", "view_source",
            "view_photo", "add_photo", "change_photo")  # fmt: skip
EDITOR = (*REPORTER, "file_story", "correct_story", "hold_story", "spike_story")
CHIEF = (
    *EDITOR, "kill_story", "take_down_story", "remove_photo", "add_section", "change_section", "add_source", "change_source",
    "view_user", "add_user", "change_user", "view_group", "view_audit",
)  # fmt: skip
TICKER_PRODUCER = ("view_story",)
ROLES = {"reporter": REPORTER, "editor": EDITOR, "chief": CHIEF, "ticker producer": TICKER_PRODUCER}


def make_roles(apps, schema_editor):
    """Make the groups. Permissions are otherwise made after all migrations, so those needed here are made now."""
    for label in ("auth", "stories"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = Permission.objects.filter(content_type__app_label__in=("auth", "stories"), codename__in=codenames)
        group.permissions.add(*wanted)


def unmake_roles(apps, schema_editor):
    """Drop the groups."""
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [("stories", "0003_search"), ("auth", "0012_alter_user_first_name_max_length"), ("contenttypes", "0002_remove_content_type_name")]
    operations = [migrations.RunPython(make_roles, unmake_roles)]
