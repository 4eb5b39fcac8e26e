"""System checks: settings that do harm later are named at the start."""

import pytest

from newsroom import checks


@pytest.mark.parametrize(
    ("engine", "version", "expected"),
    [
        ("django.db.backends.sqlite3", (3, 6, 23), False),
        ("django.db.backends.sqlite3", (3, 7, 0), True),
        ("django.db.backends.sqlite3", (3, 40, 1), True),
        ("django.db.backends.sqlite3", (3, 51, 2), True),
        ("django.db.backends.sqlite3", (3, 51, 3), False),
        ("django.db.backends.sqlite3", (3, 53, 4), False),
        ("django.db.backends.postgresql", (3, 40, 1), False),
    ],
)
def test_sqlite_that_can_damage_its_file_is_known(engine, version, expected):
    assert checks.can_be_damaged(engine, version) == expected


def test_sqlite_here_is_mended():
    assert checks.check_sqlite_version() == []


@pytest.mark.parametrize(("setting", "warned"), [("optional", ["newsroom.W002"]), ("required", [])])
def test_password_alone_is_warned_of(settings, setting, warned):
    settings.SECOND_FACTOR = setting

    assert [warning.id for warning in checks.check_second_factor()] == warned
