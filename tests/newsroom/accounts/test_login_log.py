"""What the log tells of log-ins: the address always, a name where somebody here has it, and what was typed never."""

import logging

import pytest

from newsroom.accounts import login_log
from newsroom.counts import COUNTS_FOLDER, NodeCounts
from tests.builders import an_editor

pytestmark = pytest.mark.django_db
PASSWORD = "barley-is-late-again"  # noqa: S105 invented
PROXIED = {"x-forwarded-for": "203.0.113.9, 192.0.2.7"}  # the first of which the client wrote itself


@pytest.fixture
def told(monkeypatch, caplog, settings):
    """Return a function for what was told since: level and message of each line."""
    settings.TRUSTED_PROXIES = 1
    monkeypatch.delenv(COUNTS_FOLDER, raising=False)
    monkeypatch.setattr(login_log, "counts", NodeCounts())
    caplog.set_level(logging.INFO, "newsroom.accounts.log_in")
    person = an_editor("cleo")
    person.set_password(PASSWORD)
    person.save()
    return lambda: [(record.levelname, record.getMessage()) for record in caplog.records if record.name.endswith("in")]


def log_in(client, name, password):
    """Send the form of the log-in."""
    return client.post("/admin/login/", {"username": name, "password": password}, headers=PROXIED)


def test_log_ins_are_told_with_the_address_that_our_proxy_saw(client, told):
    log_in(client, "cleo", PASSWORD)
    log_in(client, "cleo", "canary")
    log_in(client, "canary", "canary")

    assert told() == [
        ("INFO", "Log-in of cleo from 192.0.2.7."),
        ("WARNING", "Log-in failed from 192.0.2.7: wrong password of cleo."),
        ("WARNING", "Log-in failed from 192.0.2.7: a name that nobody here has."),
    ]


def test_lock_is_told_and_all_are_counted(client, told):
    for _ in range(5):
        log_in(client, "cleo", "canary")

    assert sorted(told()[-2:]) == [
        ("WARNING", "Log-in failed from 192.0.2.7: wrong password of cleo."),
        ("WARNING", "Log-in locked from 192.0.2.7: too many wrong passwords."),
    ]
    assert login_log.counts.total() == {
        'newsroom_logins_total{outcome="failed"}': 5,
        'newsroom_logins_total{outcome="locked"}': 1,
    }
