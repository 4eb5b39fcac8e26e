"""The shape of the database: what is missing is named by the check, by /readyz, at the start, and by the version."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from newsroom import health, schema
from newsroom.checks import tables_are_those_of_the_code
from newsroom.version import VERSION
from tests.filing_guard import lift_guard, set_guard

pytestmark = pytest.mark.django_db


@pytest.fixture
def _forget_migration_check():
    """Forget that the database was found whole, before and after."""
    health.shape_fault.cache_clear()
    yield
    health.shape_fault.cache_clear()


@pytest.mark.usefixtures("_forget_migration_check")
def test_whole_database_lacks_nothing():
    assert schema.missing_parts(connection) == []
    assert tables_are_those_of_the_code(databases=["default"]) == []
    assert tables_are_those_of_the_code(databases=None) == []
    assert health.check_migrations()


@pytest.mark.usefixtures("_forget_migration_check")
@pytest.mark.parametrize(
    ("sql", "missing"),
    [
        ("ALTER TABLE stories_item RENAME COLUMN waits_beside_edits TO is_aside", "stories_item.waits_beside_edits"),
        ("ALTER TABLE stories_photouse RENAME TO stories_use", "stories_photouse"),
        ("ALTER TABLE stories_person_sections RENAME COLUMN section_id TO part", "stories_person_sections.section_id"),
    ],
)
def test_missing_column_is_named(sql, missing):
    with connection.cursor() as cursor:
        cursor.execute(sql)

    (error,) = tables_are_those_of_the_code(databases=["default"])

    assert error.msg == f"The database 'default' has run all migrations, and lacks {missing}."
    assert "manage.py migrate" in error.hint
    assert not health.check_migrations()
    with pytest.raises(CommandError, match=missing):
        call_command("check", databases=["default"])
    with pytest.raises(CommandError, match=missing):
        call_command("migrate", skip_checks=False)
    with pytest.raises(CommandError, match=missing):
        call_command("worker")


@pytest.mark.usefixtures("_forget_migration_check")
@pytest.mark.django_db(transaction=True)
def test_missing_trigger_is_named(client):
    lift_guard()
    try:
        assert set(schema.missing_parts(connection)) == schema.GUARD[connection.vendor] | schema.TRANSPARENCY
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["advice"] == schema.schema_fault(connection)
    finally:
        set_guard()
    assert schema.missing_parts(connection) == []


def test_database_that_is_not_migrated_is_left_to_migrate(monkeypatch):
    monkeypatch.setattr(schema, "is_migrated", lambda _connection: False)
    monkeypatch.setattr(schema, "missing_parts", lambda _connection: ["stories_item.rank"])

    assert tables_are_those_of_the_code(databases=["default"]) == []


BEGIN = r"The database lacks the migration stories\.\d{4}_\w+"
WAY_ON = r" of this version\. Make a backup, then run manage\.py migrate\."
LAST = BEGIN + WAY_ON
ALL = r"The database lacks \d\d migrations \(\w+\.\w+ to \w+\.\w+\)" + WAY_ON


@pytest.mark.parametrize(
    ("forgotten", "sentence"),
    [("the last", LAST), ("all but the first of one app", ALL), ("all", re.escape(schema.NO_TABLES))],
)
@pytest.mark.usefixtures("_forget_migration_check")
def test_database_behind_the_code_is_told_with_what_to_do(settings, forgotten, sentence):
    settings.STATICFILES_DIRS = []  # the tests serve static files from there, which the check does not like
    forget_migrations(forgotten)

    said = schema.schema_fault(connection)

    assert re.fullmatch(sentence, said)
    assert said in run("version")
    assert said == schema.fault_at_start()
    assert not health.check_migrations()
    assert health.ADVICE["migrations"] == said
    if said == schema.NO_TABLES:
        assert said in run("check")
        return
    with pytest.raises(CommandError, match=re.escape(said)):
        call_command("check")
    with pytest.raises(CommandError, match=re.escape(said)):
        call_command("worker")


def test_database_ahead_of_the_code_serves_it_and_is_told():
    MigrationRecorder(connection).record_applied("stories", "9999_later")

    assert schema.schema_fault(connection) == ""
    assert "ahead of this code by the migration stories.9999_later of a newer version." in run("version")


def test_version_is_told_by_the_command_and_to_prometheus(client):
    assert run("version").startswith(f"Off the Wire {VERSION}\nPython ")
    assert "it has all that this version needs." in run("version")
    assert f'newsroom_build_info{{version="{VERSION}"}} 1\n' in client.get("/metrics").content.decode()


def forget_migrations(which):
    """Take migrations off the list of those that ran."""
    rows = MigrationRecorder(connection).migration_qs
    if which == "the last":
        rows.filter(pk=rows.filter(app="stories").latest("pk").pk).delete()
    else:
        rows.exclude(app="auth" if which != "all" else "").delete()


def run(command):
    """Return what a command prints."""
    out = StringIO()
    call_command(command, stdout=out, stderr=out)
    return out.getvalue()
