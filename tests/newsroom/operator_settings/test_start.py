"""Every process of the newsroom looks at its settings first, and ends with all that is wrong and status 2."""

import os
import subprocess
import sys
from contextlib import nullcontext

import pytest

from newsroom import schema
from newsroom.operator_settings import start
from newsroom.operator_settings.table import CHECKOUT, SETTINGS
from tests.on_postgresql import free_port

WEB = ("-m", "gunicorn", "--config", "deploy/gunicorn.py", "newsroom.wsgi")
TOLD = """\
2 settings are wrong:
  TIME_ZONE is 'Europe/Viena': there is no such zone. Did you mean Europe/Vienna? Write one like Europe/Vienna or UTC.
  EMAIL_URL: imap:// is not known here. Write it like smtp://user:password@host:587/?tls=True
All settings stand in docs/settings.md.
"""


def run(*words, **environment):
    """Run Python with these settings and no others; return the status and what it printed as errors."""
    others = {name: value for name, value in os.environ.items() if name not in {each.name for each in SETTINGS}}
    ran = subprocess.run(
        [sys.executable, *words],
        cwd=CHECKOUT,
        env={**others, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("words", [("manage.py", "worker"), ("manage.py", "collectstatic"), WEB])
def test_process_with_wrong_settings_ends_with_all_faults(words, tmp_path):
    assert run(
        *words, VAR_DIR=str(tmp_path / "var"), TIME_ZONE="Europe/Viena", EMAIL_URL="imap://u:zqsecret@mail.example"
    ) == (2, TOLD)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("manage.py", "migrate"), ("manage.py", "worker"), WEB])
def test_process_without_its_database_ends_with_the_sentence_of_the_server(words, tmp_path):
    address = f"postgres://wire:zqsecret@127.0.0.1:{free_port()}/wire"

    status, told = run(*words, VAR_DIR=str(tmp_path), DATABASE_URL=address)

    assert status == 2
    assert told.splitlines()[0] == "A setting is wrong:"
    assert "failed: Connection refused" in told
    assert "zqsecret" not in told
    assert "Traceback" not in told


def test_settings_alone_say_the_same_and_keep_the_secret(tmp_path):
    status, told = run("-c", "import newsroom.settings", VAR_DIR=str(tmp_path), DATABASE_URL="postgres://u:zq/s@h/b")

    assert status == 1
    assert "ImproperlyConfigured: A setting is wrong:\n  DATABASE_URL: it cannot be read." in told
    assert "zq" not in told


def test_command_of_the_code_needs_no_server_no_secret_and_no_folder(tmp_path):
    address = f"postgres://wire@127.0.0.1:{free_port()}/wire"

    assert run("manage.py", "findstatic", "site.css", VAR_DIR=str(tmp_path / "var"), DATABASE_URL=address)[0] == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("verify",), ("backup", "wire.backup"), ("ingest", "README.md", "--file")])
def test_command_that_finds_no_tables_says_how_to_make_them(words, tmp_path):
    status, told = run("manage.py", *words, VAR_DIR=str(tmp_path / "var"))

    assert (status, told.splitlines()[-1]) == (1, schema.NO_TABLES)
    assert "Traceback" not in told


@pytest.mark.parametrize(("command", "status"), [("check", 2), ("verify", 0)])
def test_cache_that_is_away_stops_a_check_and_is_told_by_the_rest(command, status, tmp_path, capsys, monkeypatch):
    address = f"redis://127.0.0.1:{free_port()}/0"
    set_environment(monkeypatch, VAR_DIR=str(tmp_path), DATABASE_URL="sqlite://:memory:", CACHE_URL=address)

    with nullcontext() if status == 0 else pytest.raises(SystemExit, match=str(status)):
        start.check_command(["manage.py", command])

    told = capsys.readouterr().err
    assert "CACHE_URL: the server does not answer: " in told
    assert ("The start goes on without it." in told) is (status == 0)


@pytest.mark.parametrize("command", ["check", "verify"])
def test_name_of_elsewhere_is_told_and_stops_nothing(command, tmp_path, capsys, monkeypatch):
    given = {"VAR_DIR": str(tmp_path), "DATABASE_URL": "sqlite://:memory:", "EMAIL_URL": "", "EMAIL_HOST": "zqmail"}
    set_environment(monkeypatch, **given)

    start.check_command(["manage.py", command])

    told = "EMAIL_HOST is not read here: set EMAIL_URL instead, like smtp://user:password@host:587/?tls=True\n"
    assert capsys.readouterr().err == told


def set_environment(monkeypatch, **settings):
    """Set settings in the environment of this process, whose mask of files stays that of the tests."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(os, "umask", lambda _mask: 0)
