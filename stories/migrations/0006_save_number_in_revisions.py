"""The save number under its new name in the revisions that were kept before.

A quote within a text is escaped in JSON, so `, "saves": ` stands between fields alone.
"""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Replace


def rename(old, new):
    """Return the operation that renames a field of Story in the JSON of its revisions."""

    def in_revisions(apps, _schema_editor):
        versions = apps.get_model("reversion", "Version").objects
        versions.filter(content_type__app_label="stories", content_type__model="story").update(
            serialized_data=Replace(F("serialized_data"), Value(f', "{old}": '), Value(f', "{new}": '))
        )

    return in_revisions


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0005_clear_names"),
        ("reversion", "0002_add_index_on_version_for_content_type_and_db"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(rename("saves", "save_number"), rename("save_number", "saves"))]
