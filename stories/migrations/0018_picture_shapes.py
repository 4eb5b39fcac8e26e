"""The newest photos are cut again, as there are shapes now that they lack. Older ones go without."""

from django.db import migrations

CUT_AGAIN = 500  # a worker's few minutes: new photos do not wait behind an archive


def cut_again(apps, _schema_editor):
    """Leave the newest photos to the worker."""
    photos = apps.get_model("stories", "Photo").objects
    newest = photos.filter(removed_at=None, fault="").order_by("-pk").values_list("pk", flat=True)[:CUT_AGAIN]
    photos.filter(pk__in=list(newest)).update(renditions_current=False)


class Migration(migrations.Migration):
    dependencies = [("stories", "0018_site_pages")]

    operations = [migrations.RunPython(cut_again, migrations.RunPython.noop)]
