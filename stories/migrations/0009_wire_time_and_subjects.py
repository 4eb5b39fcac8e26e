"""The wire's own time, subjects, character sets, feeds and tokens.

A filing of before gets the time of the copy that it was made from, and its own where the copy says none; its digest
covers neither, and stays as it was. The way back keeps what digests of format 3 cover in a table aside, and the way
forward puts it back: every chain verifies after both.
"""

from datetime import timedelta

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce, Least

from stories.migrations._filing_guard_0009 import GUARDED_0009, guarded

ASIDE = "stories_filing_of_format_3"
BACK_DATED = timedelta(hours=48)


def fill(apps, schema_editor):
    """Give every filing the wire's time and every story its first, and put back what was kept aside."""
    filings = apps.get_model("stories", "Filing").objects.using(schema_editor.connection.alias)
    items = apps.get_model("stories", "Item").objects.using(schema_editor.connection.alias)
    stories = apps.get_model("stories", "Story").objects.using(schema_editor.connection.alias)
    of_copy = items.filter(filing=OuterRef("pk"), is_timed=True).order_by("pk").values("moved_at")[:1]
    filings.update(moved_at=Least(Coalesce(Subquery(of_copy), F("filed_at")), F("filed_at")))
    with schema_editor.connection.cursor() as cursor:
        if ASIDE in schema_editor.connection.introspection.table_names(cursor):
            kept = f"FROM {ASIDE} aside WHERE aside.id = stories_filing.id"
            cursor.execute(
                f"UPDATE stories_filing SET moved_at = (SELECT aside.moved_at {kept}), "
                f"metadata = (SELECT aside.metadata {kept}), digest_format = (SELECT aside.digest_format {kept}) "
                f"WHERE id IN (SELECT id FROM {ASIDE})"
            )
            cursor.execute(f"DROP TABLE {ASIDE}")
    filings.filter(moved_at__lt=F("filed_at") - BACK_DATED).update(is_back_dated=True)
    first = filings.filter(story=OuterRef("pk")).order_by().values("story").annotate(at=Min("moved_at")).values("at")
    stories.filter(filed_number__gt=0).update(first_moved_at=Subquery(first))
    if schema_editor.connection.vendor == "postgresql":  # or no index can be made in this transaction
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def keep_aside(apps, schema_editor):
    """Keep what digests of format 3 cover in a table of its own, if there are any."""
    filings = apps.get_model("stories", "Filing").objects.using(schema_editor.connection.alias)
    if not filings.filter(digest_format__gte=3).exists():
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {ASIDE} AS SELECT id, moved_at, metadata, digest_format "
            "FROM stories_filing WHERE digest_format >= 3"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0008_digest_format"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="FeedState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.URLField(max_length=2000)),
                ("etag", models.CharField(blank=True, max_length=500)),
                ("last_modified", models.CharField(blank=True, max_length=100)),
                ("next_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("gone_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SectionMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        help_text="As its copy has it: medtop:04000000, 04000000, or a name. A broader one holds for all under it.",
                        max_length=405,
                        verbose_name="subject",
                    ),
                ),
            ],
            options={
                "verbose_name": "subject",
                "verbose_name_plural": "subjects to sections",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SourceToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("beginning", models.CharField(max_length=8)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SubjectName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("broader", models.CharField(blank=True, db_index=True, max_length=200)),
                ("is_retired", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["name"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SubjectUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=405)),
                ("name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="item",
            name="charset",
            field=models.CharField(blank=True, default="", db_default="", max_length=40, verbose_name="character set"),
        ),
        migrations.AddField(
            model_name="item",
            name="readings",
            field=models.JSONField(blank=True, db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddField(
            model_name="notice",
            name="hidden_headline",
            field=models.TextField(blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            model_name="source",
            name="charset",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                help_text="Of its copy, where the bytes do not say. Empty: found from the bytes.",
                max_length=40,
                verbose_name="character set",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="default_section",
            field=models.ForeignKey(
                blank=True,
                help_text="Of its stories, where neither the copy nor its subjects name one.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                to="stories.section",
                verbose_name="section",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="feed_address",
            field=models.URLField(
                blank=True,
                default="",
                db_default="",
                help_text="RSS, Atom or JSON Feed that the worker asks for new copy. Empty: none.",
                max_length=2000,
                verbose_name="feed address",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="gives_full_text",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Whether feeds may carry the whole text of its stories.",
                verbose_name="full text in feeds",
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="edited_fields",
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list, editable=False),
        ),
        migrations.AddField(
            model_name="story",
            name="first_moved_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="story",
            name="genre",
            field=models.CharField(blank=True, default="", db_default="", editable=False, max_length=80),
        ),
        migrations.AddField(
            model_name="story",
            name="located",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                help_text="Where the copy was written.",
                max_length=200,
                verbose_name="place",
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="priority",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="story",
            name="subjects",
            field=models.JSONField(
                blank=True, db_default=models.Value([], models.JSONField()), default=list, verbose_name="subjects"
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="terms",
            field=models.TextField(blank=True, default="", db_default="", editable=False, verbose_name="terms of use"),
        ),
        migrations.AddField(
            model_name="feedstate",
            name="source",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="feed_state", to="stories.source"
            ),
        ),
        migrations.AddField(
            model_name="sectionmapping",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="stories.section", verbose_name="section"
            ),
        ),
        migrations.AddField(
            model_name="sectionmapping",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="section_mappings", to="stories.source"
            ),
        ),
        migrations.AddField(
            model_name="sourcetoken",
            name="made_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sourcetoken",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to="stories.source"
            ),
        ),
        migrations.AddField(
            model_name="subjectuse",
            name="filing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="subject_uses", to="stories.filing"
            ),
        ),
        migrations.AddIndex(
            model_name="feedstate",
            index=models.Index(condition=models.Q(("gone_at", None)), fields=["next_at"], name="feed_by_turn"),
        ),
        migrations.AddConstraint(
            model_name="sectionmapping",
            constraint=models.UniqueConstraint(fields=("source", "subject"), name="subject_of_source_unique"),
        ),
        migrations.AddIndex(
            model_name="subjectuse",
            index=models.Index(fields=["key", "-filing"], name="filing_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="subjectuse",
            constraint=models.UniqueConstraint(fields=("filing", "key"), name="subject_of_filing_unique"),
        ),
        *guarded(
            [
                migrations.RemoveIndex(
                    model_name="filing",
                    name="filing_by_section",
                ),
                migrations.AddField(
                    model_name="filing",
                    name="is_back_dated",
                    field=models.BooleanField(db_default=False, default=False),
                ),
                migrations.AddField(
                    model_name="filing",
                    name="metadata",
                    field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
                ),
                migrations.AddField(
                    model_name="filing",
                    name="moved_at",
                    field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                migrations.RunPython(fill, keep_aside),
                migrations.AddIndex(
                    model_name="filing",
                    index=models.Index(fields=["section", "-moved_at", "-id"], name="filing_in_section"),
                ),
                migrations.AddIndex(
                    model_name="filing",
                    index=models.Index(fields=["-moved_at", "-id"], name="filing_by_move"),
                ),
                migrations.AddIndex(
                    model_name="filing",
                    index=models.Index(
                        condition=models.Q(("is_back_dated", False)), fields=["-moved_at", "-id"], name="filing_recent"
                    ),
                ),
            ],
            after=GUARDED_0009,
        ),
    ]
