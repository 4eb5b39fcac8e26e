"""Health checks and figures for operators."""

from threading import Event

import pytest
from django.db import DatabaseError

from newsroom import health, schema
from newsroom.storages import folder_storage
from tests.builders import NOON, a_chain

MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"

pytestmark = pytest.mark.django_db


def test_process_that_answers_is_alive_without_asking_anything(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_ready_names_what_works(client, monkeypatch):
    monkeypatch.setattr(health, "CHECK_SECONDS", 60)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, dict.fromkeys(health.CHECKS, "ok"))
    assert set(health.CHECKS) == {"database", "migrations", "static", "disk", "cache"}


def fail():
    raise DatabaseError


def hang():
    Event().wait()


@pytest.mark.parametrize(
    ("broken", "status"), [("database", 503), ("migrations", 503), ("static", 503), ("disk", 503), ("cache", 200)]
)
@pytest.mark.parametrize("check", [fail, hang])
def test_ready_names_what_does_not(client, monkeypatch, broken, status, check):
    monkeypatch.setattr(health, "CHECK_SECONDS", 0.3)
    monkeypatch.setattr(health, "RUNNING", {})
    for name in health.CHECKS:
        monkeypatch.setitem(health.CHECKS, name, check if name == broken else bool_check)

    answer = client.get("/readyz")

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    assert answer.json() == {name: "failed" if name == broken else "ok" for name in health.CHECKS}


def bool_check():
    return True


def test_check_that_hangs_is_not_started_again(monkeypatch):
    monkeypatch.setattr(health, "CHECK_SECONDS", 0.05)
    monkeypatch.setattr(health, "RUNNING", {})

    first, second = ((health.run_checks({"disk": hang}), health.RUNNING["disk"]) for _ in range(2))

    assert first == second == ({"disk": False}, health.RUNNING["disk"])


def test_disk_without_room_or_rights_is_found(settings, monkeypatch, tmp_path):
    settings.STORAGES = {**settings.STORAGES, "default": folder_storage(tmp_path / "new" / "media")}

    assert tmp_path in health.own_folders()
    assert health.check_disk()
    monkeypatch.setattr(health, "FREE_BYTES", 1 << 62)
    assert not health.check_disk()


def test_missing_migration_is_looked_for_again(monkeypatch):
    health.shape_fault.cache_clear()
    plans = iter([[("stories.9999_later", False)], []])
    monkeypatch.setattr(schema.MigrationExecutor, "migration_plan", lambda *_: next(plans))

    assert (health.check_migrations(), health.check_migrations(), health.check_migrations()) == (False, True, True)


def test_metrics_tell_when_the_newest_filing_was_made(client):
    empty = client.get("/metrics").content.decode()
    a_chain("")

    figures = client.get("/metrics").content.decode()

    assert "newsroom_newest_filing_timestamp_seconds 0.0\n" in empty
    assert 'newsroom_due{what="filings"} 0\n' in empty
    assert f"newsroom_newest_filing_timestamp_seconds {NOON.timestamp()}\n" in figures
    assert 'newsroom_check_passed{check="database"} 1\n' in figures
    assert "# TYPE newsroom_web_cpu_seconds_total counter\n" in figures


@pytest.mark.parametrize(
    ("address", "headers", "ops_port", "status"),
    [
        ("127.0.0.1", {}, None, 200),
        ("10.1.2.3", {}, None, 200),
        ("fd00::1", {}, None, 200),
        ("", {}, None, 200),  # a socket of this machine
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, None, 404),  # a proxy of ours, with a stranger behind it
        ("127.0.0.1", {"forwarded": "for=10.0.0.1"}, None, 404),
        ("8.8.8.8", {}, None, 404),
        ("127.0.0.1", {}, 9100, 404),  # the port of their own is the other one
    ],
)
def test_metrics_are_for_operators_alone(client, settings, address, headers, ops_port, status):
    settings.OPS_PORT = ops_port

    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status


def test_style_sheets_that_were_not_collected_are_found(settings, monkeypatch):
    assert health.check_static()

    monkeypatch.setattr(health, "SHEET", "nowhere.css")

    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}
    assert not health.passes(health.check_static)
