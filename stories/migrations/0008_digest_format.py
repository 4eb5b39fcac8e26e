"""The format that the digests of a filing are made in. Those of before are in format 1, which has no number in it."""

from django.db import migrations, models

from stories.migrations._filing_guard import GUARDED_0002, GUARDED_0008, guarded


class Migration(migrations.Migration):
    dependencies = [("stories", "0007_language_tags")]
    operations = guarded(
        [migrations.AddField("filing", "digest_format", models.PositiveSmallIntegerField(default=1))],
        before=GUARDED_0002,
        after=GUARDED_0008,
    )
