"""Numbers are dense and unique under concurrent filing, with real processes on a real database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.database

ROOT = Path(__file__).resolve().parents[3]
RACERS = 4


@pytest.fixture
def newsroom(own_newsroom):
    """Give the environment of processes on an empty newsroom."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "DATABASE_URL": own_newsroom}


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
