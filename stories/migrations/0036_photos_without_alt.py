"""An index of the photos that have no alt text yet, made beside the writes that go on meanwhile."""

from django.db import migrations, models

from stories.migrations._indexes_0011 import AddIndexBeside

LACKS_ALT = models.Q(alt="", removed_at=None)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("stories", "0035_expected_copy")]

    operations = [
        AddIndexBeside("photo", models.Index(fields=["-id"], name="photo_without_alt", condition=LACKS_ALT)),
    ]
