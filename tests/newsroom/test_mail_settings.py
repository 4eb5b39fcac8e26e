"""Mail settings: one address sets mail up, none leaves it off, a wrong one stops the start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRINTED = """
from newsroom import settings
print(settings.EMAIL_IS_SET_UP, settings.EMAIL_BACKEND.split(".")[-2], settings.EMAIL_HOST, settings.EMAIL_PORT,
      settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT, settings.DEFAULT_FROM_EMAIL)
"""


def run_start(**environment):
    """Start with these settings; return the exit status and the output."""
    return subprocess.run(
        [sys.executable, "-c", PRINTED], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("environment", "printed"),
    [
        ({}, "False dummy None None False 10 desk@example.org"),
        ({"EMAIL_URL": ""}, "False dummy None None False 10 desk@example.org"),
        (
            {"EMAIL_URL": "smtp://u:p@mail.example:587/?tls=True", "EMAIL_FROM": "desk@news.example"},
            "True smtp mail.example 587 True 10 desk@news.example",
        ),
        (
            {"EMAIL_URL": "console://", "SITE_CONTACT": "mailto:night@news.example"},
            "True console None None False 10 night@news.example",
        ),
    ],
)
def test_mail_is_set_up_by_one_address(environment, printed):
    assert run_start(**environment).stdout.strip() == printed


def test_wrong_address_stops_the_start_and_tells_no_password():
    start = run_start(EMAIL_URL="imap://u:zqsecret@mail.example")

    assert start.returncode == 1
    assert 'Environment variable "EMAIL_URL" invalid' in start.stderr
    assert "Like smtp://user:password@host:587/?tls=True" in start.stderr
    assert "zqsecret" not in start.stderr


@pytest.mark.parametrize("name", ["DATABASE_URL", "CACHE_URL"])
def test_an_address_that_cannot_be_read_is_named_and_not_printed(name):
    start = run_start(**{name: "redis://:zq/secret@cache.example:6379/0"})

    assert start.returncode != 0
    assert f"{name} cannot be read." in start.stderr
    assert "secret" not in start.stderr
    assert "zq" not in start.stderr
