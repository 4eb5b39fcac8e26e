"""Groups of copy whose chains are known, each into an empty newsroom."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.builders import public_chain
from tests.sample_folders import SHARED, needs_samples

pytestmark = [pytest.mark.django_db, needs_samples]

GROUPS = SHARED / "chain-inputs"

# The chains in the order of their stories, each from its oldest text to its newest.
CHAINS = [
    ("01", ["a", "b"]),
    ("02", ["ac", "bd"]),
    ("04", ["ac", "b"]),
    ("06", ["ac", "bd"]),
    ("08", ["a", "b"]),
    ("10", ["ab"]),
    ("12", ["ab"]),
    ("13", ["bca"]),
    ("15", ["a"]),
    ("16", []),
    ("17", ["ab"]),
    ("20", ["a"]),
]


def ingest(group):
    """Take a group in; return what was told of each file, by its letter."""
    out = io.StringIO()
    paths = sorted(str(path) for path in GROUPS.glob(f"{group}*"))
    call_command("ingest", *paths, "--file", "--json", stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    return {Path(line["path"]).stem[-1]: line for line in lines}


def chains(told):
    """Return the files of each public story, in the order of its chain."""
    files = {(line["story"], line["filing"]): letter for letter, line in told.items() if line["outcome"] != "duplicate"}
    stories = sorted({line["story"] for line in told.values() if line["filing"]})
    histories = [public_chain(story) for story in stories]
    return ["".join(files[filing.story_id, filing.number] for filing in history.filings) for history in histories]


@pytest.mark.parametrize(("group", "expected"), CHAINS)
def test_group_ends_in_its_chains(group, expected):
    assert chains(ingest(group)) == expected


def test_missing_middle_says_that_two_stories_are_one():
    told = ingest("19")

    assert told["c"]["likely"] == told["b"]["story"]
    assert f"Its links say that story {told['b']['story']} is one with it." in told["c"]["reason"]


def test_stop_in_words_waits_as_urgent_beside_the_story_that_it_names():
    told = ingest("15")

    assert (told["b"]["outcome"], told["b"]["story"], told["b"]["likely"]) == ("waiting", None, told["a"]["story"])
    assert told["b"]["reason"].startswith("Urgent: ")


def test_the_same_words_by_another_route_are_a_duplicate_of_the_first():
    told = ingest("20")

    assert (told["b"]["outcome"], told["b"]["story"], told["b"]["filing"]) == ("duplicate", told["a"]["story"], 1)
