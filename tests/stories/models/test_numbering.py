"""Numbers are dense and unique under concurrent filing, with real processes on a real database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.database

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def newsroom(tmp_path):
    """Give the environment of a migrated database of its own; SQLite in a file, or one beside the tests' own."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    if connection.vendor == "sqlite":
        environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'race.sqlite3'}"
        yield migrate(environment)
        return
    name = f"race_{os.getpid()}"
    maintenance("CREATE DATABASE", name)
    environment["DATABASE_URL"] = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
    try:
        yield migrate(environment)
    finally:
        maintenance("DROP DATABASE", name)


def maintenance(act, name):
    with psycopg.connect(os.environ["DATABASE_URL"].replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(f"{act} {name}")


def migrate(environment):
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    return environment


def race(environment, *arguments):
    """Start the processes of tests/racer.py together; return what each printed."""
    racers = [
        subprocess.Popen([sys.executable, "-m", "tests.racer", *arguments, str(number)], cwd=ROOT, env=environment,
                         stdout=subprocess.PIPE, text=True)
        for number in range(8)
    ]  # fmt: skip
    printed = [racer.communicate(timeout=120)[0] for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * 8
    return [json.loads(line) for line in printed]


def prepare(environment, act):
    done = subprocess.run([sys.executable, "-m", "tests.racer", act], cwd=ROOT, env=environment, check=True,
                          stdout=subprocess.PIPE, text=True)  # fmt: skip
    return json.loads(done.stdout)


def test_eight_editors_filing_one_story_get_dense_numbers(newsroom):
    prepare(newsroom, "open")

    filed = race(newsroom, "file")

    numbers = sorted(number for each in filed for number in each)
    assert numbers == list(range(1, 41))
    assert prepare(newsroom, "verify") == {"broken": None, "newest": 40}


def test_of_eight_saves_from_one_base_exactly_one_wins(newsroom):
    prepare(newsroom, "open")

    saved = race(newsroom, "save")

    assert sorted(saved) == [False] * 7 + [True]


def test_eight_deliveries_of_one_item_make_one_filing(newsroom):
    prepare(newsroom, "open")

    outcomes = race(newsroom, "ingest")

    assert sorted(outcomes) == ["duplicate"] * 7 + ["filed"]


def test_eight_workers_release_a_due_story_once(newsroom):
    prepare(newsroom, "schedule")

    released = race(newsroom, "release")

    assert sum(released) == 1
