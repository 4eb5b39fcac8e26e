"""Comparisons and merges of whole pieces of wire copy."""

import re
from itertools import pairwise

import pytest

from stories.compare import Fate, Text
from stories.copy import from_html, from_text
from stories.merge import merge
from tests.sample_folders import OWN_WIRE, WIRE_FOLDERS, WIRE_SAMPLES
from tests.stories.compare.texts import check_comparison

PARAGRAPHS = re.compile(r"<p[ >].*?</p>", re.DOTALL)
SMALL = 60_000  # characters: the long ones are read elsewhere
MORE_THAN = {OWN_WIRE: 30, WIRE_SAMPLES: 40}  # files in each folder


def texts_in(folder) -> list[Text]:
    """Return the copy of each file, near enough: its paragraphs, or all of it."""
    texts = []
    for path in sorted(folder.glob("*.*")):
        source = path.read_bytes()[:SMALL].decode("utf-8", errors="replace")
        found = PARAGRAPHS.findall(source)
        blocks = from_html("".join(found)) if found else from_text(source)
        texts.append(Text({"headline": path.stem}, tuple(blocks)))
    return texts


@pytest.mark.parametrize("folder", WIRE_FOLDERS)
def test_real_copy_is_compared_right_and_steadily(folder):
    texts = texts_in(folder)

    assert len(texts) > MORE_THAN[folder]
    for old, new in pairwise(texts):
        assert not check_comparison(old, new).is_empty


@pytest.mark.parametrize("folder", WIRE_FOLDERS)
@pytest.mark.parametrize("step", [2, 3, 5])
def test_real_copy_that_only_lost_paragraphs_gained_no_word(folder, step):
    for old in texts_in(folder):
        new = Text(old.head, tuple(block for place, block in enumerate(old.blocks) if place % step != 1))

        comparison = check_comparison(old, new)

        assert comparison.words_added == 0
        assert {row.fate for row in comparison.changes} <= {Fate.SAME, Fate.REMOVED}


@pytest.mark.parametrize("folder", WIRE_FOLDERS)
def test_real_copy_that_only_one_editor_changed_is_as_that_one_left_it(folder):
    for base, theirs in pairwise(texts_in(folder)):
        assert merge(base, base, theirs).settle() == theirs
