"""An index of the copy that waits at a story: of a long story the desk read all that ever came.

PostgreSQL makes it beside the writes that go on meanwhile, and alone uses it.
"""

from django.db import migrations, models

from stories.migrations._indexes_0011 import AddIndexBeside

IS_OPEN = models.Q(filing__isnull=True, outcome__in=("waiting", "scheduled", "held"))
IS_OPEN |= models.Q(waits_beside_edits=True)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("stories", "0020_topics")]

    operations = [
        AddIndexBeside("item", models.Index(fields=["story"], name="item_open_at_story", condition=IS_OPEN)),
    ]
