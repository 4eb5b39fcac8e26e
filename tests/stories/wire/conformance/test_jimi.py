"""Real XML of The Canadian Press gives what the index of the samples says."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from stories import copy, wire
from stories.wire import Status
from tests.sample_folders import WIRE_SAMPLES, needs_samples

EASTERN = timezone(timedelta(hours=-4))

# file | headline | id | slugline | version | designator | note | version time | first time | blocks | words
FILES = [
    ("cp-jimi-1st-writethru.xml", "Police in New Brunswick charge man with assault for coughing in person's face",
     "55495658", "COVID-Atlantic", 1, "1st LD Writethru",
     "RECASTS. ADD quotes and details from police. Will be updated",
     datetime(2020, 3, 27, 11, 53, 7, 627000, tzinfo=EASTERN), datetime(2020, 3, 27, 15, 53, 7, 570000, tzinfo=UTC),
     22, 568),
    ("cp-jimi-plain.xml", "Prosecutor: 2 Buffalo police charged with assault in shoving",
     "56127639", "US-America-Protests-Buffalo-Police", 0, "", "",
     datetime(2020, 6, 6, 18, 10, 48, 893000, tzinfo=EASTERN), datetime(2020, 6, 6, 22, 10, 48, 873000, tzinfo=UTC),
     1, 108),
]  # fmt: skip


@needs_samples
@pytest.mark.parametrize(
    ("name", "headline", "identity", "slugline", "version", "designator", "note", "at", "first_at", "blocks", "words"),
    FILES,
    ids=[row[0] for row in FILES],
)
def test_sample_is_read_as_its_index_says(
    name, headline, identity, slugline, version, designator, note, at, first_at, blocks, words
):
    (item,) = wire.read((WIRE_SAMPLES / name).read_bytes())

    assert (item.headline, item.identity, item.slugline, item.version) == (headline, identity, slugline, version)
    assert (str(item.designator or ""), item.note) == (designator, note)
    assert (item.status, item.embargo_at, item.language) == (Status.USABLE, None, "en")
    assert (item.version_at, item.first_at) == (at, first_at)
    assert (len(item.blocks), copy.word_count(item.blocks)) == (blocks, words)


@needs_samples
def test_last_keyword_of_a_field_that_was_cut_is_left_out():
    (item,) = wire.read((WIRE_SAMPLES / "cp-jimi-plain.xml").read_bytes())

    names = [subject.name for subject in item.subjects if subject.scheme == "keyword"]
    assert names[-1] == "Protests and demonstrations"
