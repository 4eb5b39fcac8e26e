"""Health checks and figures for operators."""

import pytest
from django.db import DatabaseError

from newsroom import health, schema
from tests.builders import NOON, a_chain

pytestmark = pytest.mark.django_db


def test_process_that_answers_is_alive_without_asking_anything(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_ready_names_what_works(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "migrations": "ok", "cache": "ok"})


def test_ready_names_what_does_not(client, monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setitem(health.CHECKS, "database", fail)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["database"], answer.json()["cache"]) == (503, "failed", "ok")


def test_missing_migration_is_looked_for_again(monkeypatch):
    health.is_migrated.cache_clear()
    plans = iter([["stories.9999_later"], []])
    monkeypatch.setattr(schema.MigrationExecutor, "migration_plan", lambda *_: next(plans))

    assert (health.check_migrations(), health.check_migrations(), health.check_migrations()) == (False, True, True)


def test_metrics_tell_when_the_newest_filing_was_made(client):
    empty = client.get("/metrics").content.decode()
    a_chain("")

    figures = client.get("/metrics").content.decode()

    assert "newsroom_newest_filing_timestamp_seconds 0.0\n" in empty
    assert f"newsroom_newest_filing_timestamp_seconds {NOON.timestamp()}\n" in figures
    assert "newsroom_database_up 1\n" in figures
    assert "# TYPE process_cpu_seconds_total counter\n" in figures
