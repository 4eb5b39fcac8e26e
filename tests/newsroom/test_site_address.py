"""Commands that are given no SITE_URL print the address of the site that runs from their checkout."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsroom import site_address

ROOT = Path(__file__).resolve().parents[2]
USUAL = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """Return the file of a checkout of the test's own."""
    monkeypatch.setattr(site_address, "FILE", tmp_path / "var" / "site-url")
    site_address.FILE.parent.mkdir()
    return site_address.FILE


@pytest.fixture
def server():
    """Return the process number of a server that runs beside the test."""
    with subprocess.Popen(["/bin/sh", "-c", "read line"], stdin=subprocess.PIPE) as process:
        yield process.pid
        process.communicate()


def settings_in(environment):
    """Return the SITE_URL that a command finds, with this environment and the test's file."""
    program = f"""
from pathlib import Path
from newsroom import site_address
site_address.FILE = Path({str(site_address.FILE)!r})
from newsroom import settings
print(settings.SITE_URL)"""
    others = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=others | environment, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_address_of_the_running_site_is_that_of_commands(file):
    assert settings_in({}) == USUAL

    site_address.announce("http://127.0.0.1:8123", os.getpid())

    assert settings_in({}) == "http://127.0.0.1:8123"
    assert settings_in({"SITE_URL": "https://news.example/"}) == "https://news.example"
    assert [each.name for each in file.parent.iterdir()] == ["site-url"]


def test_address_ends_with_its_server():
    site_address.announce("http://127.0.0.1:8123", os.getpid())

    site_address.withdraw(os.getpid())

    assert site_address.current() == ""


def test_address_of_a_killed_server_counts_for_nothing(server):
    site_address.announce("http://127.0.0.1:8123", server)
    assert site_address.current() == "http://127.0.0.1:8123"

    os.kill(server, 9)
    os.waitpid(server, 0)

    assert site_address.current() == ""


def test_of_two_servers_the_later_stays_when_the_other_ends(server):
    site_address.announce("http://127.0.0.1:8123", server)
    site_address.announce("http://127.0.0.1:8124", os.getpid())

    site_address.withdraw(server)

    assert site_address.current() == "http://127.0.0.1:8124"


@pytest.mark.parametrize("content", [b"", b"8123", b"x http://127.0.0.1:8123", b"1 2 3", b"\xff\xfe"])
def test_file_that_cannot_be_read_counts_for_nothing(file, content):
    file.write_bytes(content)

    assert site_address.current() == ""


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, USUAL),
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"HOST": "news.example", "PORT": "80"}, "http://news.example:80"),
        ({"PORT": "8123", "SITE_URL": "https://news.example"}, "https://news.example"),
    ],
)
def test_web_server_announces_where_it_listens_or_is_said_to_be(environment, address, monkeypatch, file):
    for name in ("HOST", "PORT", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("NEWSROOM_LOOKED", str(os.getpid()))  # at the settings of this process
    gunicorn = runpy.run_path(str(ROOT / "deploy" / "gunicorn.py"))
    arbiter = SimpleNamespace(pid=os.getpid(), LISTENERS=[])

    gunicorn["when_ready"](arbiter)
    assert site_address.current() == address

    gunicorn["on_exit"](arbiter)
    assert not file.exists()
