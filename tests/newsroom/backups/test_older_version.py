"""A backup of a newsroom of version 0.1, made before its upgrade: restored, it is one of today."""

import gzip
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from newsroom import schema
from newsroom.backups.archive import ArchiveWriter
from newsroom.backups.head import Head
from stories.models import Filing
from tests.own_database import connected_to, new_database, server_address

pytestmark = pytest.mark.database

SAMPLES = Path(__file__).parents[2] / "samples" / "upgrade"
UNTOUCHED = "SELECT id, story_id, number, headline, body, digest FROM stories_filing ORDER BY id"


def database(folder, name):
    """Make a database without tables; give its file or its name."""
    return nullcontext(folder / f"{name}.sqlite3") if connection.vendor == "sqlite" else new_database(name)


def load_sample(name):
    """Put the newsroom of version 0.1 into a database."""
    if connection.vendor == "sqlite":
        Path(name).write_bytes(gzip.decompress((SAMPLES / "0.1.sqlite3.gz").read_bytes()))
        return
    with psycopg.connect(server_address(name), autocommit=True) as server:
        server.execute(gzip.decompress((SAMPLES / "0.1.postgresql.sql.gz").read_bytes()).decode())


def filings():
    """Return what no upgrade changes of the filings."""
    with connection.cursor() as cursor:
        cursor.execute(UNTOUCHED)
        return cursor.fetchall()


def test_backup_of_an_older_version_is_brought_to_this_one(tmp_path, django_db_blocker):
    backup, out = tmp_path / "old.tar", StringIO()
    with django_db_blocker.unblock(), database(tmp_path, "older") as name:
        load_sample(name)
        with connected_to(name):
            before = filings()
            call_command("backup", str(backup), "--without-media", stdout=out)
        with database(tmp_path, "newer") as restored, connected_to(restored):
            call_command("restore", str(backup), stdout=out)
            assert (filings(), Filing.objects.count()) == (before, 78)
            assert schema.schema_fault(connection) == ""

    assert "chains verified." in out.getvalue()


def test_backup_of_a_later_version_is_refused(tmp_path, django_db_blocker):
    path = tmp_path / "later.tar"
    writer = ArchiveWriter(path)
    later = Head("2030-01-01T12:00:00+00:00", "9.1.0", connection.vendor, [["stories", "0999_later"]], has_media=False)
    writer.add_bytes("backup.json", later.to_json())
    writer.finish()
    writer.close()

    with django_db_blocker.unblock(), pytest.raises(CommandError, match=r"of version 9\.1\.0, whose tables"):
        call_command("restore", str(path))
