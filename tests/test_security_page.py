"""The page on security names tests that exist, each item once, in order."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text()
# How many items of the levels 1 and 2 each section of ASVS 5.0.0 has; they come before those of level 3. OAuth (10) and
# WebRTC (17) have no rows here.
ITEMS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "11.1": 2, "11.2": 3, "11.3": 3,
    "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3,
    "16.5": 3,
}  # fmt: skip
LEVEL_3 = [(3, 4, 7)]  # which have a row all the same


def items():
    """Return the items of the page in order, each a tuple of numbers."""
    found = []
    for first, last in re.findall(r"^\| (\d+\.\d+\.\d+)(?: to (\d+\.\d+\.\d+))? \|", PAGE, re.MULTILINE):
        *section, number = map(int, first.split("."))
        found += [(*section, one) for one in range(number, int((last or first).rpartition(".")[2]) + 1)]
    return found


def test_each_named_test_is_there():
    named = set(re.findall(r"`(tests/[^`]+)`", PAGE))

    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
    assert len(named) > 40


def test_each_item_of_the_standard_stands_once_and_in_order():
    asked = [
        (*map(int, section.split(".")), number) for section, count in ITEMS.items() for number in range(1, count + 1)
    ]

    assert items() == sorted(asked + LEVEL_3)


def test_each_item_is_held_or_explained():
    rows = re.findall(r"^\| \d[^|]*\|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE)

    assert len(rows) == len(re.findall(r"^\| \d", PAGE, re.MULTILINE))
    assert [row for row in rows if len(row.split()) < 1 or row.strip() == "-"] == []
