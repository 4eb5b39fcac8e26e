"""What `make run` prepares: what has changed since the last time, and nothing else."""

import runpy
import socket
import sqlite3
import sys

import pytest

from newsroom import preparation
from newsroom.operator_settings.configuration import read_environment
from newsroom.operator_settings.table import CHECKOUT


@pytest.fixture
def configuration(tmp_path):
    """Return settings that keep everything in a folder of the test's own, with files that were collected there."""
    settings = read_environment({"VAR_DIR": str(tmp_path), "SECRET_KEY": "k"})
    settings.values["STATIC_ROOT"].mkdir()
    (settings.values["STATIC_ROOT"] / "staticfiles.json").touch()
    with sqlite3.connect(settings.values["DATABASE_URL"]["NAME"]) as database:
        database.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT)")
    database.close()
    return settings


def test_nothing_is_due_after_it_was_done(configuration):
    assert preparation.read_stamp(configuration) == {}

    preparation.write_stamp(configuration)

    assert preparation.read_stamp(configuration) == preparation.state_of(configuration)


@pytest.mark.parametrize("content", ["", "[]", "{"])
def test_stamp_that_cannot_be_read_is_none(configuration, content):
    (configuration.values["VAR_DIR"] / preparation.STAMP).write_text(content)

    assert preparation.read_stamp(configuration) == {}


def migrate(configuration, _root):
    with sqlite3.connect(configuration.values["DATABASE_URL"]["NAME"]) as database:
        database.execute("INSERT INTO django_migrations (app, name) VALUES ('stories', '0099_dams')")
    database.close()


def lose_the_database(configuration, _root):
    (configuration.values["VAR_DIR"] / "newsroom.sqlite3").unlink()


def lose_the_files(configuration, _root):
    (configuration.values["STATIC_ROOT"] / "staticfiles.json").unlink()


def add_a_migration(_configuration, root):
    (root / "stories" / "migrations" / "0099_dams.py").touch()


def write_a_sheet(_configuration, root):
    (root / "static" / "site.css").write_text("p { margin: 0 }")


def change_a_library(_configuration, root):
    (root / "requirements.txt").write_text("django==6.0")


@pytest.mark.parametrize(
    ("change", "due"),
    [
        (migrate, ["tables"]),
        (lose_the_database, ["tables"]),
        (lose_the_files, ["files"]),
        (add_a_migration, ["tables"]),
        (write_a_sheet, ["files"]),
        (change_a_library, ["tables", "files"]),
    ],
)
def test_what_has_changed_is_due(configuration, tmp_path_factory, monkeypatch, change, due):
    root = tmp_path_factory.mktemp("checkout")
    for folder in ("stories/migrations", "static"):
        (root / folder).mkdir(parents=True)
    (root / "static" / "site.css").touch()
    (root / "requirements.txt").write_text("django==5.2")
    monkeypatch.setattr(preparation, "ROOT", root)
    migrate(configuration, root)
    before = preparation.state_of(configuration)

    change(configuration, root)

    after = preparation.state_of(configuration)
    assert [part for part in before if before[part] != after[part]] == due


def test_port_that_is_taken_is_told_with_the_next_one():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        (fault,) = preparation.port_faults(read_environment({"PORT": str(port)}))

    assert fault.sentence == f"Port {port} at 127.0.0.1 is taken. Take another: make run PORT={port + 1}"
    assert list(preparation.port_faults(read_environment({"PORT": str(port)}))) == []


def test_host_of_another_machine_is_told():
    (fault,) = preparation.port_faults(read_environment({"HOST": "192.0.2.1"}))

    assert fault.sentence.startswith("HOST is '192.0.2.1', where nothing can listen:")


def test_second_start_is_told_what_is_served(configuration, capsys):
    preparation.tell(configuration)

    assert (
        capsys.readouterr().out == "The site:     http://127.0.0.1:8000/\nThe newsroom: http://127.0.0.1:8000/admin/\n"
    )


def test_both_processes_run_by_the_python_of_the_environment_wherever_it_stands():
    commands = runpy.run_path(str(CHECKOUT / "deploy" / "serve.py"))["commands"]()

    assert commands == {
        "web": [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py", "newsroom.wsgi"],
        "worker": [sys.executable, "manage.py", "worker"],
    }
