"""Comparisons and merges of real wire copy."""

import re
from itertools import pairwise

import pytest

from stories.compare import Fate, Text
from stories.copy import from_html, from_text
from stories.merge import merge
from tests.shared_samples import WIRE_SAMPLES, needs_samples
from tests.stories.compare.texts import checked

PARAGRAPHS = re.compile(r"<p[ >].*?</p>", re.DOTALL)
SMALL = 60_000  # characters: the long ones are read elsewhere


def real_texts() -> list[Text]:
    """The copy of each file, near enough: what stands in paragraphs, or all of it."""
    texts = []
    for path in sorted(WIRE_SAMPLES.glob("*.*")):
        source = path.read_bytes()[:SMALL].decode("utf-8", errors="replace")
        found = PARAGRAPHS.findall(source)
        blocks = from_html("".join(found)) if found else from_text(source)
        texts.append(Text({"headline": path.stem}, tuple(blocks)))
    return texts


@needs_samples
def test_real_copy_is_compared_right_and_steadily():
    texts = real_texts()

    assert len(texts) > 40
    for old, new in pairwise(texts):
        assert not checked(old, new).is_empty


@needs_samples
@pytest.mark.parametrize("step", [2, 3, 5])
def test_real_copy_that_only_lost_paragraphs_gained_no_word(step):
    for old in real_texts():
        new = Text(old.head, tuple(block for place, block in enumerate(old.blocks) if place % step != 1))

        comparison = checked(old, new)

        assert comparison.words_added == 0
        assert {row.fate for row in comparison.changes} <= {Fate.SAME, Fate.REMOVED}


@needs_samples
def test_real_copy_that_only_one_editor_changed_is_as_that_one_left_it():
    for base, theirs in pairwise(real_texts()):
        assert merge(base, base, theirs).settled() == theirs
