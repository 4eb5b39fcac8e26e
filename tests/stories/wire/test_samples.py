"""Real ninjs gives what the index of the samples says."""

from datetime import UTC, datetime

import pytest

from stories import copy, wire
from tests.sample_folders import WIRE_SAMPLES, needs_samples

# file | paragraphs | agency
FILES = [
    ("ninjs1.json", 1, "AAP"),
    ("ninjs2.json", 9, "Reuters"),
    ("ninjs_embargoed.json", 18, "360info"),
    ("ninjsExMediumText1.json", 4, "AP"),
    ("ninjs-1.4-complex1.json", 4, "AP"),
    ("ninjs-2.1-dpa_text.json", 9, "dpa"),
    ("ninjs-2.1-businesswire.json", 1, "美國商業資訊"),
    ("ninjs-3.0-addb-nitf.json", 18, "antidopingdatabase"),
    ("ninjs-3.1-complex-text.json", 4, "AP"),
]


def index_of(name):
    """Return the row of a file: headline, slugline, urgency, version, status, and the rest."""
    for line in (WIRE_SAMPLES / "INDEX.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if name in cells[0].split(", "):
            return cells[3:9] if "/" not in cells[1] else [cells[3], "", "", "", "usable", ""]
    raise LookupError(name)


@needs_samples
@pytest.mark.parametrize(("name", "paragraphs", "source"), FILES)
def test_sample_is_read_as_its_index_says(name, paragraphs, source):
    headline, slugline, urgency, version, status, more = index_of(name)

    (item,) = wire.read((WIRE_SAMPLES / name).read_bytes())

    assert (item.headline, item.slugline, item.status) == (headline, slugline, status)
    assert str(item.urgency or "") == urgency.partition(" ")[0]
    assert str(item.version or "") == version
    assert (len(item.blocks), item.source) == (paragraphs, source)
    assert item.embargo_at == (datetime(2022, 6, 29, 2, 30, tzinfo=UTC) if "embargoed" in more else None)
    assert (item.designator, item.remarks) == (None, ())
    assert item.version_at
    assert item.version_at.tzinfo


@needs_samples
def test_two_bodies_of_the_same_words_are_one():
    (item,) = wire.read((WIRE_SAMPLES / "ninjs-3.1-complex-text.json").read_bytes())

    assert item.dateline.endswith("(AP) --")
    assert 150 <= copy.word_count(item.blocks) <= 160


@needs_samples
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("cp-photo-iptc-thumb.jpg", "no text"),
    ],
)
def test_other_formats_are_refused_by_name(name, reason):
    with pytest.raises((wire.NotWireError, wire.UnreadableError), match=reason):
        wire.read((WIRE_SAMPLES / name).read_bytes())
