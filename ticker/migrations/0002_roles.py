"""What the ticker producer may do, and the chief with them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

BOARD = ("view_pin", "add_pin", "change_pin", "delete_pin")
ROLES = ("ticker producer", "chief")


def make_roles(apps, schema_editor):
    """Give the board to its groups. Permissions are otherwise made after all migrations."""
    config = apps.get_app_config("ticker")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    board = Permission.objects.filter(content_type__app_label="ticker", codename__in=BOARD)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*board)


def unmake_roles(apps, schema_editor):
    """Take the board from its groups."""
    Permission = apps.get_model("auth", "Permission")
    board = Permission.objects.filter(content_type__app_label="ticker", codename__in=BOARD)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.remove(*board)


class Migration(migrations.Migration):
    dependencies = [("ticker", "0001_initial"), ("stories", "0004_roles")]
    operations = [migrations.RunPython(make_roles, unmake_roles)]
