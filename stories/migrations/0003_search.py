"""The index that readers search live stories by: FTS5 on SQLite, a text vector on PostgreSQL."""

from django.db import migrations

FORWARD = {
    "sqlite": ["CREATE VIRTUAL TABLE stories_search USING fts5(document, tokenize = 'unicode61 remove_diacritics 0')"],
    "postgresql": [
        "CREATE TABLE stories_search (filing_id bigint PRIMARY KEY, document tsvector NOT NULL)",
        "CREATE INDEX stories_search_document ON stories_search USING gin (document)",
    ],
}
# Words that are taken down leave the index's own pages too (SQLite 3.42 and later).
SECURE_DELETE = "INSERT INTO stories_search (stories_search, rank) VALUES ('secure-delete', 1)"


def forward(apps, schema_editor):
    """Make the index."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for statement in FORWARD[connection.vendor]:
            cursor.execute(statement)
        if connection.vendor == "sqlite" and connection.Database.sqlite_version_info >= (3, 42):
            cursor.execute(SECURE_DELETE)


def back(apps, schema_editor):
    """Drop the index."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DROP TABLE stories_search")


class Migration(migrations.Migration):
    dependencies = [("stories", "0002_filing_guard")]
    operations = [migrations.RunPython(forward, back)]
