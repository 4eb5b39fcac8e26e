"""Settle copy that waits although later copy of its story was filed: the wire desk called it new for ever."""

from django.db import migrations
from django.db.models import Exists, OuterRef

OPEN_OUTCOMES = ("waiting", "scheduled", "held")


def settle(apps, editor):
    """Say of each such item that later copy was filed, as the desk does from now on."""
    items = apps.get_model("stories", "Item").objects.using(editor.connection.alias)
    filed_later = items.filter(story=OuterRef("story"), pk__gt=OuterRef("pk"), outcome="filed", filing__isnull=False)
    waiting = items.filter(story__isnull=False, filing=None, outcome__in=OPEN_OUTCOMES, waits_beside_edits=False)
    numbers = list(waiting.filter(Exists(filed_later)).values_list("pk", flat=True))
    reason = "Later copy of the story was filed in its place."
    for start in range(0, len(numbers), 500):
        items.filter(pk__in=numbers[start : start + 500]).update(outcome="skipped", reason=reason)


class Migration(migrations.Migration):
    dependencies = [("stories", "0022_section_names")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
