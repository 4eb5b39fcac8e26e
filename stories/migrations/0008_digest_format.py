"""The format that the digests of a filing are made in. Those of before are in format 1, which has no number in it.

The way back drops the number and nothing else: the way forward finds it again, in the digest that covers it.
"""

import hashlib
import json
from datetime import UTC

from django.db import migrations, models

from stories.migrations._filing_guard import GUARDED_0002, GUARDED_0008, guarded

HEAD = ("number", "follows", "designator", "amends", "credit", "language", "urgency", "words")


def find_format_2(apps, schema_editor):
    """Mark the filings whose digest is made in format 2: they were filed before a way back."""
    filings = apps.get_model("stories", "Filing").objects.using(schema_editor.connection.alias)
    heads = filings.values("pk", "story_id", *HEAD, "dated_on", "filed_at", "content_digest", "previous_digest", "digest")
    in_format_2 = [row["pk"] for row in heads.iterator() if row["digest"] == digest_in_format_2(row)]
    for start in range(0, len(in_format_2), 500):
        filings.filter(pk__in=in_format_2[start : start + 500]).update(digest_format=2)


def digest_in_format_2(row):
    """Return the digest that a filing has in format 2."""
    head = {name: row[name] for name in HEAD} | {
        "story": row["story_id"],
        "dated_on": row["dated_on"].isoformat(),
        "filed_at": row["filed_at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "digest_format": 2,
    }
    sealed = {"head": head, "content": row["content_digest"], "previous": row["previous_digest"]}
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("stories", "0007_language_tags")]
    operations = guarded(
        [
            migrations.AddField("filing", "digest_format", models.PositiveSmallIntegerField(default=1)),
            migrations.RunPython(find_format_2, migrations.RunPython.noop),
        ],
        before=GUARDED_0002,
        after=GUARDED_0008,
    )
