"""The setting of the hub: an address of the web, or nothing; anything else stops the start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRINTED = "from newsroom import settings; print(repr(settings.WEBSUB_HUB))"
HUBS = ("", "https://hub.example.org/", "http://hub:8080", "http://127.0.0.1:9000/publish?of=news", "http://[::1]:80/")
NO_HUBS = (
    "hub.example.org",
    "ftp://hub.example.org/",
    "https://ilse:zqsecret@hub.example.org/",
    "https://hub.example.org/>; rel=x",
    "https://hub.example.org/a b",
    "https://hub.example.org/\n",
    "javascript:alert(1)",
    "https://",
)


def run_start(hub):
    """Start with this hub; return the exit status and the output."""
    environment = {**os.environ, "WEBSUB_HUB": hub}
    return subprocess.run(
        [sys.executable, "-c", PRINTED], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("hub", HUBS)
def test_address_of_the_web_is_taken(hub):
    assert run_start(hub).stdout.strip() == repr(hub)


@pytest.mark.parametrize("hub", NO_HUBS)
def test_anything_else_stops_the_start_and_says_what_to_write(hub):
    start = run_start(hub)

    assert start.returncode == 1
    assert 'Environment variable "WEBSUB_HUB" invalid' in start.stderr
    assert "Write its address, like https://hub.example.org/" in start.stderr
    assert "zqsecret" not in start.stderr
