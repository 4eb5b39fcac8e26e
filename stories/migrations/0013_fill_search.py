"""Every story in the indexes of the search, and the indexes of the desk's list.

Both are filled in slices, each in a transaction of its own; one that is interrupted is run again. The index of before is
emptied, as nothing takes words out of it any more; its table stays, so that code of before can file until it is replaced.
The way back fills it again, and unpacks what code from here on keeps compressed: revisions, and copy as it came.
"""

from datetime import datetime, timedelta, timezone

from django.db import migrations, models, transaction

from stories.migrations import _search_0013 as search
from stories.migrations._indexes_0011 import AddIndexBeside
from stories.models.packed import MARK, unpack_bytes, unpack_text

SLICE = 500  # rows
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
FILING = ("headline", "byline", "dateline", "body", "metadata", "language", "section", "credit", "genre", "designator")
STORY = ("state", "slugline", "headline", "byline", "dateline", "body", "language", "section", "source", "updated_at",
         "newest_number")  # fmt: skip
PRIMARY_LANGUAGE = models.Func(
    models.F("language"),
    template="REPLACE(LOWER(SUBSTR(%(expressions)s, 1, 3)), '-', '')",
    output_field=models.CharField(),
)


def fill(apps, schema_editor):
    """Fill both indexes, from the latest down, and empty the one of before."""
    database = schema_editor.connection
    for fill_slice in (fill_live, fill_desk):
        below = 2**63 - 1
        while below is not None:
            with transaction.atomic(using=database.alias):
                below = fill_slice(apps, database, below)
    if database.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {search.OLD}")
        schema_editor.execute(search.OLD_TABLE["sqlite"])
    else:
        schema_editor.execute(f"TRUNCATE {search.OLD}")


def fill_live(apps, database, below):
    """Index live stories below a place; return the lowest place done, None behind the last."""
    live, keys = (apps.get_model("stories", name).objects.using(database.alias) for name in ("LiveStory", "LiveKey"))
    places = list(live.filter(place__lt=below).order_by("-place").values_list("place", "filing")[:SLICE])
    filings = apps.get_model("stories", "Filing").objects.using(database.alias)
    by_key = filings.only(*FILING).in_bulk([filing for _place, filing in places])
    listed_by = {}
    for place, key in keys.filter(place__in=[place for place, _filing in places]).values_list("place", "key"):
        listed_by.setdefault(place, []).append(key)
    rows = []
    for place, key in sorted(places):
        filing = by_key[key]
        found, found_by = search.filing_terms(filing), search.filing_keys(filing, listed_by.get(place, ()))
        rows.append((place, search.document(database.vendor, place, found, found_by)))
    write(database, search.LIVE, rows)
    return places[-1][0] if places else None


def fill_desk(apps, database, below):
    """Index stories with keys below one, and give them their places; return the lowest key done, None behind the last.

    Their order is that of their keys only while they are indexed; they are found by the time of their last change.
    """
    stories = apps.get_model("stories", "Story").objects.using(database.alias)
    rows = list(stories.filter(pk__lt=below).order_by("-pk").only(*STORY)[:SLICE])
    filings = apps.get_model("stories", "Filing").objects.using(database.alias)
    newest = {row.pk: row.newest_number for row in rows if row.newest_number}
    filed = {
        filing.story_id: filing
        for filing in filings.filter(story__in=newest).only("story", "number", "headline", "body")
        if filing.number == newest[filing.story_id]
    }
    documents = []
    for story in rows:
        story.desk_place = (story.updated_at - EPOCH) // timedelta(milliseconds=1) * 2**20 + story.pk % 2**20
        found = search.story_terms(story, filed.get(story.pk))
        place = story.desk_place
        documents.append((place, search.document(database.vendor, place, found, search.story_keys(story))))
    stories.bulk_update(rows, ["desk_place"], batch_size=100)
    write(database, search.DESK, documents)
    return rows[-1].pk if rows else None


def write(database, table, rows):
    """Write documents into an index."""
    with database.cursor() as cursor:
        cursor.executemany(search.WRITE[database.vendor].format(table), sorted(rows))


def fill_again(apps, schema_editor):
    """Fill the index of before from the live stories."""
    database = schema_editor.connection
    places = apps.get_model("stories", "LiveStory").objects.using(database.alias).values_list("place", "filing")
    filings = apps.get_model("stories", "Filing").objects.using(database.alias).only(*FILING)
    schema_editor.execute(f"DELETE FROM {search.OLD}")
    below = 2**63 - 1
    while page := list(places.filter(place__lt=below).order_by("-place")[:SLICE]):
        below = page[-1][0]
        rows = [
            (filing.pk, " ".join(search.filing_terms(filing)))
            for filing in filings.filter(pk__in=[key for _place, key in page])
        ]
        with transaction.atomic(using=database.alias), database.cursor() as cursor:
            cursor.executemany(search.WRITE_OLD[database.vendor], rows)


PACKED = {
    "reversion_version": ("serialized_data", "format = 'packed_json'", ", format = 'json'", unpack_text),
    "stories_delivery": ("content", "substr(content, 1, 8) = %s", "", unpack_bytes),
}


def unpack(apps, schema_editor):
    """Unpack revisions and copy as it came, in slices."""
    database = schema_editor.connection
    for table, (column, condition, also, unpacked) in PACKED.items():
        mark = [MARK] if "%s" in condition else []
        select = f"SELECT id, {column} FROM {table} WHERE {condition} AND id > %s ORDER BY id LIMIT {SLICE}"
        update = f"UPDATE {table} SET {column} = %s{also} WHERE id = %s"
        rows, last = [None], 0
        while rows:
            with transaction.atomic(using=database.alias), database.cursor() as cursor:
                cursor.execute(select, [*mark, last])
                rows = [
                    (unpacked(value if isinstance(value, str) else bytes(value)), key)
                    for key, value in cursor.fetchall()
                ]
                if rows:
                    cursor.executemany(update, rows)
                    last = rows[-1][1]


class Migration(migrations.Migration):
    atomic = False  # slices, and indexes while others write

    dependencies = [("stories", "0013_search_by_place")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, unpack),
        migrations.RunPython(fill, fill_again),
        AddIndexBeside("story", models.Index(fields=["section", "-updated_at", "-id"], name="story_in_section")),
        AddIndexBeside("story", models.Index(fields=["source", "-updated_at", "-id"], name="story_by_source")),
        AddIndexBeside(
            "story",
            models.Index(
                PRIMARY_LANGUAGE, models.F("updated_at").desc(), models.F("id").desc(), name="story_in_language"
            ),
        ),
        AddIndexBeside("story", models.Index(fields=["desk_place"], name="story_by_desk_place")),
    ]
