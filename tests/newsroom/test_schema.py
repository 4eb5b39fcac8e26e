"""The shape of the database: what is missing is named by the check and by /readyz."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from newsroom import health, schema
from newsroom.checks import tables_are_those_of_the_code
from tests.filing_guard import lift_guard, set_guard

pytestmark = pytest.mark.django_db


@pytest.fixture
def _forget_migration_check():
    """Forget that the database was found whole, before and after."""
    health.is_migrated.cache_clear()
    yield
    health.is_migrated.cache_clear()


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


@pytest.mark.usefixtures("_forget_migration_check")
@pytest.mark.django_db(transaction=True)
def test_missing_trigger_is_named(client):
    lift_guard()
    try:
        assert set(schema.missing_parts(connection)) == schema.GUARD[connection.vendor] | schema.TRANSPARENCY
        assert client.get("/readyz").status_code == 503
    finally:
        set_guard()
    assert schema.missing_parts(connection) == []


def test_database_that_is_not_migrated_is_left_to_migrate(monkeypatch):
    monkeypatch.setattr(schema, "is_migrated", lambda _connection: False)
    monkeypatch.setattr(schema, "missing_parts", lambda _connection: ["stories_item.rank"])

    assert tables_are_those_of_the_code(databases=["default"]) == []
