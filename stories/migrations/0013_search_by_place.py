"""Search by place: an index that readers' words are found in, newest first, and one for the newsroom, both empty yet."""

from django.db import migrations, models

from stories.migrations import _search_0013 as search


def make_tables(apps, schema_editor):
    """Make the tables of both indexes."""
    for table in (search.LIVE, search.DESK):
        for statement in search.TABLES[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table), params=None)
        apps.get_model("stories", "SearchIndex").objects.create(name=table, analysis="1")


def drop_tables(apps, schema_editor):
    """Drop the tables of both indexes."""
    for table in (search.LIVE, search.DESK):
        schema_editor.execute(f"DROP TABLE {table}", params=None)


class Migration(migrations.Migration):
    dependencies = [("stories", "0012_generations")]

    operations = [
        migrations.CreateModel(
            name="SearchIndex",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("analysis", models.CharField(max_length=20)),
                ("next_analysis", models.CharField(blank=True, max_length=20)),
                ("mark", models.BigIntegerField(null=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddField("story", "desk_place", models.BigIntegerField(editable=False, null=True)),
        migrations.RunPython(make_tables, drop_tables),
    ]
