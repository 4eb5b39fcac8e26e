"""The page on security names tests that exist, each item once, in order."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text()
# Items of the levels 1 and 2 by section, as ASVS 5.0 counts them; those of level 3 stand in between
SECTIONS = 44


def items():
    """Return the items of the page in order, each a tuple of numbers."""
    found = re.findall(r"^\| (\d+\.\d+\.\d+)(?: to (\d+\.\d+\.\d+))? \|", PAGE, re.MULTILINE)
    return [tuple(map(int, first.split("."))) for first, _ in found]


def test_each_named_test_is_there():
    named = set(re.findall(r"`(tests/[^`]+)`", PAGE))

    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
    assert len(named) > 40


def test_each_item_stands_once_and_in_order():
    assert items() == sorted(set(items()))
    assert len(items()) > 180
    assert len({item[:2] for item in items()}) >= SECTIONS


def test_each_item_is_held_or_explained():
    rows = re.findall(r"^\| \d[^|]*\|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE)

    assert len(rows) == len(items())
    assert [row for row in rows if len(row.split()) < 1 or row.strip() == "-"] == []
