"""Which working copies have which photos, of those that there are. In parts, each in a transaction of its own."""

from django.db import migrations

from stories.migrations import _placements_0049 as placements


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("stories", "0049_photo_search")]

    operations = [migrations.RunPython(placements.place, migrations.RunPython.noop)]
