"""Numbers are dense and unique under concurrent filing, with real processes on a real database."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.database

ROOT = Path(__file__).resolve().parents[3]
RACERS = 4


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """Give the path or the name of an empty migrated database: SQLite in a file, or one beside the tests' own."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("race") / "migrated.sqlite3"
        migrate(f"sqlite:///{path}")
        yield path
        return
    name = f"race_{os.getpid()}"
    maintenance(f"CREATE DATABASE {name}")
    try:
        migrate(address_beside(name))
        yield name
    finally:
        maintenance(f"DROP DATABASE {name}")


@pytest.fixture
def newsroom(migrated, tmp_path):
    """Give the environment of a copy of the migrated database."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    if connection.vendor == "sqlite":
        path = shutil.copy(migrated, tmp_path / "race.sqlite3")
        yield {**environment, "DATABASE_URL": f"sqlite:///{path}"}
        return
    name = f"{migrated}_copy"
    maintenance(f"CREATE DATABASE {name} TEMPLATE {migrated}")
    try:
        yield {**environment, "DATABASE_URL": address_beside(name)}
    finally:
        maintenance(f"DROP DATABASE {name}")


def address_beside(name):
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


def maintenance(statement):
    with psycopg.connect(os.environ["DATABASE_URL"].replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(statement)


def migrate(address):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "DATABASE_URL": address}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)


def race(environment, *arguments):
    """Start the processes of tests/racer.py together; return what each printed."""
    racers = [
        subprocess.Popen([sys.executable, "-m", "tests.racer", *arguments, str(number)], cwd=ROOT, env=environment,
                         stdout=subprocess.PIPE, text=True)
        for number in range(RACERS)
    ]  # fmt: skip
    printed = [racer.communicate(timeout=120)[0] for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * RACERS
    return [json.loads(line) for line in printed]


def prepare(environment, act):
    done = subprocess.run([sys.executable, "-m", "tests.racer", act], cwd=ROOT, env=environment, check=True,
                          stdout=subprocess.PIPE, text=True)  # fmt: skip
    return json.loads(done.stdout)


def test_editors_filing_one_story_get_dense_numbers(newsroom):
    prepare(newsroom, "open")

    filed = race(newsroom, "file")

    numbers = sorted(number for each in filed for number in each)
    assert numbers == list(range(1, 5 * RACERS + 1))
    assert prepare(newsroom, "verify") == {"broken": None, "newest": 5 * RACERS}


def test_of_saves_from_one_base_exactly_one_wins(newsroom):
    prepare(newsroom, "open")

    saved = race(newsroom, "save")

    assert sorted(saved) == [False] * (RACERS - 1) + [True]


def test_deliveries_of_one_item_make_one_filing(newsroom):
    prepare(newsroom, "open")

    outcomes = race(newsroom, "ingest")

    assert sorted(outcomes) == ["duplicate"] * (RACERS - 1) + ["filed"]


def test_of_two_stories_each_made_one_with_the_other_exactly_one_is_joined(newsroom):
    prepare(newsroom, "open two")

    joined = race(newsroom, "join")

    assert sorted(joined) == [False] * (RACERS - 1) + [True]


def test_workers_release_a_due_story_once(newsroom):
    prepare(newsroom, "schedule")

    released = race(newsroom, "release")

    assert sum(released) == 1
