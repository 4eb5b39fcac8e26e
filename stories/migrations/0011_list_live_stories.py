"""Every live story in the lists, and the indexes that readers' lists and the wire's finding go by.

The tables are filled in slices of stories, each in a transaction of its own, from what is filed; one that is interrupted
is run again. What the code of today makes of a designator, a language and a time is written out here: that code may change.
"""


from datetime import datetime, timedelta, timezone

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models, transaction
from django.db.models import F

from stories.migrations._indexes_0011 import AddIndexBeside, RemoveIndexBeside, drop_index

SLICE = 1_000  # keys of stories
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
KINDS = (
    "urgent newsalert flash bulletin extra writethru update wrapup net version correction clarification refile repeat "
    "hold kill advisory"
).split()
COLUMNS = (
    "pk", "story", "section", "source", "credit", "language", "genre", "designator", "urgency", "is_back_dated",
    "moved_at", "metadata", "story__is_corrected", "story__first_moved_at",
)  # fmt: skip


def place_of(moved_at, filing_id):
    """Return the place of a filing in the order of the wire."""
    milliseconds = max(-(2**42), min((moved_at - EPOCH) // timedelta(milliseconds=1), 2**42 - 1))
    return milliseconds * 2**20 + filing_id % 2**20


def keys_of(row):
    """Return the keys that a story is found by, where it may have several of a scheme."""
    printed = row["designator"].casefold().replace(",", " ")
    kinds = {kind for kind in printed.split() if kind in KINDS}
    if "ld" in printed.split():
        kinds |= {"ld", "ld all"} if "ld all" in printed else {"ld"}
    subtags = row["language"].lower().split("-")
    languages = ["-".join(subtags[:count]) for count in range(2, len(subtags) + 1)]
    subjects = [f"{subject['scheme']}:{subject['code'] or subject['name'].casefold()}" for subject in row["metadata"].get("subjects", ())]
    named = {"designator": kinds, "language": languages, "subject": subjects}
    return {f"{scheme}:{key}" for scheme, keys in named.items() for key in keys}


def fill(apps, schema_editor):
    """List every live story whose newest filing has words, slice by slice."""
    alias = schema_editor.connection.alias
    stories = apps.get_model("stories", "Story").objects.using(alias)
    last = stories.order_by("-pk").values_list("pk", flat=True).first() or 0
    for start in range(0, last, SLICE):
        with transaction.atomic(using=alias):
            fill_slice(apps, alias, start)


def fill_slice(apps, alias, start):
    """List the live stories behind a key."""
    filings = apps.get_model("stories", "Filing").objects.using(alias)
    live, keys = (apps.get_model("stories", name) for name in ("LiveStory", "LiveKey"))
    rows = filings.filter(
        story__gt=start,
        story__lte=start + SLICE,
        story__state="live",
        number=F("story__newest_number"),
        taken_down_at=None,
        went_to=None,
    ).values(*COLUMNS)
    wanted = {row["story"]: (place_of(row["moved_at"], row["pk"]), row) for row in rows}
    stories = live.objects.using(alias)
    stories.filter(story__in=wanted).delete()
    taken = set(stories.filter(place__in=[place for place, _row in wanted.values()]).values_list("place", flat=True))
    listed, found_by = [], []
    for story_id, (place, row) in wanted.items():
        while place in taken:
            place += 1
            taken |= set(stories.filter(place=place).values_list("place", flat=True))
        taken.add(place)
        listed.append(listing(live, row, place))
        found_by += [keys(story_id=story_id, key=key, place=place) for key in sorted(keys_of(row))]
    stories.bulk_create(listed)
    keys.objects.using(alias).bulk_create(found_by)


def listing(live, row, place):
    """Return the row that lists a story."""
    return live(
        story_id=row["story"],
        filing_id=row["pk"],
        place=place,
        section_id=row["section"],
        source_id=row["source"],
        credit_key=row["credit"].casefold(),
        language=row["language"].lower(),
        language_root=row["language"].lower().partition("-")[0],
        genre_key=row["genre"].casefold(),
        designator_key=row["designator"].casefold(),
        urgency=row["urgency"],
        is_corrected=row["story__is_corrected"],
        is_back_dated=row["is_back_dated"],
        first_moved_at=row["story__first_moved_at"] or row["moved_at"],
    )


def drop_own_index(apps, schema_editor):
    """Drop the index of its own that a piece of copy has for its story: another begins with the story now."""
    item = apps.get_model("stories", "Item")
    for name in schema_editor._constraint_names(item, ["story_id"], index=True):
        drop_index(schema_editor, name)


def make_own_index(apps, schema_editor):
    """Make the index again."""
    schema_editor.execute(schema_editor._create_index_sql(apps.get_model("stories", "Item"), fields=[apps.get_model("stories", "Item")._meta.get_field("story")]))


class Migration(migrations.Migration):
    atomic = False  # slices, and indexes while others write

    dependencies = [
        ('stories', '0011_live_stories'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        RemoveIndexBeside(
            model_name='filing',
            name='filing_amending',
        ),
        RemoveIndexBeside(
            model_name='filing',
            name='filing_in_section',
        ),
        RemoveIndexBeside(
            model_name='filing',
            name='filing_by_move',
        ),
        RemoveIndexBeside(
            model_name='filing',
            name='filing_recent',
        ),
        RemoveIndexBeside(
            model_name='filing',
            name='filing_recent_in_section',
        ),
        RemoveIndexBeside(
            model_name='notice',
            name='notice_by_kind',
        ),
        AddIndexBeside(
            model_name='chainmove',
            index=models.Index(fields=['-at', '-id'], name='move_by_time'),
        ),
        AddIndexBeside(
            model_name='chainmove',
            index=models.Index(condition=models.Q(('undone_at__isnull', False)), fields=['-undone_at', '-id'], name='move_by_undoing'),
        ),
        AddIndexBeside(
            model_name='filing',
            index=models.Index(fields=['section', '-filed_at', '-id'], name='filing_in_section'),
        ),
        AddIndexBeside(
            model_name='filing',
            index=models.Index(condition=models.Q(('is_back_dated', False)), fields=['-filed_at', '-id'], name='filing_news'),
        ),
        AddIndexBeside(
            model_name='filing',
            index=models.Index(models.Func(models.F('language'), output_field=models.CharField(), template="REPLACE(LOWER(SUBSTR(%(expressions)s, 1, 3)), '-', '')"), models.OrderBy(models.F('filed_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('is_back_dated', False)), name='filing_in_language'),
        ),
        AddIndexBeside(
            model_name='filing',
            index=models.Index(condition=models.Q(('amends', ''), _negated=True), fields=['-filed_at', '-id'], name='filing_amending'),
        ),
        AddIndexBeside(
            model_name='filing',
            index=models.Index(condition=models.Q(('amends', ''), _negated=True), fields=['amends', '-filed_at', '-id'], name='filing_amending_as'),
        ),
        AddIndexBeside(
            model_name='item',
            index=models.Index(fields=['story', 'received_at'], name='item_by_story'),
        ),
        AddIndexBeside(
            model_name='notice',
            index=models.Index(fields=['kind', '-at', '-id'], name='notice_by_kind'),
        ),
        AddIndexBeside(
            model_name='notice',
            index=models.Index(fields=['-at', '-id'], name='notice_by_time'),
        ),
        AddIndexBeside(
            model_name='story',
            index=models.Index(models.F('source'), django.db.models.functions.text.Lower('slugline'), models.F('created_at'), name='story_by_slugline'),
        ),
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(drop_own_index, make_own_index)],
            [
                migrations.AlterField(
                    model_name='item',
                    name='story',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='stories.story'),
                ),
            ],
        ),
    ]
