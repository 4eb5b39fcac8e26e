"""The length of each working copy, how the wire desk stands for each person, and when a source is late."""

from django.db import migrations, models

from stories import copy

NEVER_FILED = models.Q(state__in=["waiting", "held"], newest_number=0)  # of the others the newest filing says it
AT_ONCE = 500  # rows


def count_words(apps, _schema_editor):
    """Count the words of what was never filed; a story that is saved again has its own counted then."""
    stories = apps.get_model("stories", "Story").objects
    keys = list(stories.filter(NEVER_FILED).values_list("pk", flat=True))
    for first in range(0, len(keys), AT_ONCE):
        for key, body in stories.filter(pk__in=keys[first : first + AT_ONCE]).values_list("pk", "body"):
            stories.filter(pk=key).update(words=copy.word_count(copy.from_json(body)))


class Migration(migrations.Migration):
    dependencies = [("stories", "0027_phrase_take_downs")]

    operations = [
        # Without a default and a check: neither database writes or reads a row for it.
        migrations.AddField("story", "words", models.IntegerField(editable=False, null=True)),
        migrations.AddField(
            "person",
            "row_height",
            models.CharField(
                blank=True,
                choices=[("", "two lines"), ("one", "one line"), ("roomy", "two lines, roomy")],
                db_default="",
                default="",
                max_length=5,
            ),
        ),
        migrations.AddField("person", "urgent_first", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("person", "urgent_rings", models.BooleanField(db_default=False, default=False)),
        migrations.AddField(
            "source",
            "late_after",
            models.PositiveSmallIntegerField(
                blank=True,
                help_text="Minutes from its own time to here after which the wire desk says so. Empty: never.",
                null=True,
                verbose_name="late after",
            ),
        ),
        migrations.RunPython(count_words, migrations.RunPython.noop),
    ]
