"""An index of the stories that are handed in, made beside the writes that go on meanwhile."""

from django.db import migrations, models

from stories.migrations._indexes_0011 import AddIndexBeside

IS_HANDED_IN = models.Q(handed_in_at__isnull=False)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("stories", "0024_handed_in")]

    operations = [
        AddIndexBeside("story", models.Index(fields=["handed_in_at"], name="story_handed_in", condition=IS_HANDED_IN)),
    ]
