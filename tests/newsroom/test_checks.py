"""System checks: settings that do harm later are named at the start."""

import pytest

from newsroom import checks


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://news.example.org", ""),
        ("http://127.0.0.1:8000", ""),
        ("https://[::1]:8000", ""),
        ("news.example.org", "it must begin with http:// or https://"),
        ("ftp://news.example.org", "it must begin with http:// or https://"),
        ("https://", "it names no host"),
        ("https://news.example.org/site", "it must end with the host or its port"),
        ("https://news.example.org?a=1", "it must end with the host or its port"),
        ("https://me@news.example.org", "it must end with the host or its port"),
        ("https://news.example.org:port", "Port could not be cast to integer value as 'port'"),
        ("https://[::1", "Invalid IPv6 URL"),
    ],
)
def test_site_url_is_refused_with_its_fault(settings, address, fault):
    settings.SITE_URL = address

    found = checks.check_site_url()

    assert [error.msg for error in found] == ([f"SITE_URL is {address!r}: {fault}."] if fault else [])
    assert all(error.is_serious() for error in found)


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
