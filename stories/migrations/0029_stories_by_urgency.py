"""An index of the stories of one urgency in the order of the wire desk."""

from django.db import migrations, models

from stories.migrations._indexes_0011 import AddIndexBeside


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("stories", "0028_desk_rows")]

    operations = [
        AddIndexBeside("story", models.Index(fields=["urgency", "-updated_at", "-id"], name="story_by_urgency")),
    ]
