"""The reader of HTML over the cases that it has in common with the paste."""

import json

import pytest

from stories.copy import read_html
from tests.sample_folders import HTML_CASES
from tests.stories.copy.block_table import block_rows

CASES = json.loads(HTML_CASES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["html"] for case in CASES])
def test_html_is_read_by_the_rules(case):
    read = read_html(case["html"])

    struck = ", ".join(f"“{words}”" for words in case.get("struck", ()))
    assert block_rows(read.blocks) == case["blocks"]
    assert read.remarks == ((f"Words struck out were left out: {struck}.",) if struck else ())
    assert [caption.words for caption in read.captions] == case.get("captions", [])
