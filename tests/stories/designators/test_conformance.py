"""Designators against a list of ours, and against 482 headlines and slugs as agencies really printed them."""

import csv

import pytest

from stories.designators import Designator, Kind, Position, genre, read
from tests.sample_folders import OWN_WIRE, WIRE_FOLDERS, WIRE_SAMPLES

pytestmark = pytest.mark.parametrize("folder", WIRE_FOLDERS)

NAMES = {"version suffix": Kind.VERSION, "lead (roundup of all)": Kind.LEAD_ALL}
PLACES = {"AP": Position.SLUG, "PTI": Position.SLUG, "dpa": Position.LINE}
CYCLE_MARK = "the list keeps AP's cycle mark on keyword lines; here it goes, as the keyword links the filings"

# What is not read as the list has it, and why.
MISREAD = {
    "BC-BKN--Heat-Hawks 1stLd-Writethru": CYCLE_MARK,
    "BC-BKN--Heat-Hawks, 1st Ld-Writethru,416": CYCLE_MARK,
    "BC-US--Giant Lobster Death, 1st Ld-Writethru,127": CYCLE_MARK,
    "BC-US--APNewsAlert,17": CYCLE_MARK,
}
KNOWN_MISREAD = {OWN_WIRE: set(), WIRE_SAMPLES: set(MISREAD)}
ROWS = {OWN_WIRE: 139, WIRE_SAMPLES: 482}
LEAST_TRAPS = {OWN_WIRE: 60, WIRE_SAMPLES: 60}


def list_rows(folder):
    """Return the rows of the list: headline, agency, kinds, ordinal, clean headline."""
    with (folder / "headlines.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row[:5] for row in rows[1:]]


def place_of(agency):
    """Where the list says that a row was printed."""
    return Position.SLUG if "slug" in agency else PLACES.get(agency.split()[0], Position.HEADLINE)


def list_reading(raw, kinds, ordinal, clean):
    """Return the designator and the rest as the list has them."""
    if kinds.startswith(("none", "genre")):
        return None, raw
    names = kinds.split("+")
    return Designator(tuple(NAMES.get(name) or Kind(name) for name in names), int(ordinal) if ordinal else None), clean


def test_headlines_are_read_as_the_list_has_them(folder):
    misread = {
        raw
        for raw, agency, kinds, ordinal, clean in list_rows(folder)
        if read(raw, printed_in=place_of(agency)) != list_reading(raw, kinds, ordinal, clean)
    }

    assert misread == KNOWN_MISREAD[folder]


def test_list_is_whole_and_at_least_98_in_100_are_read(folder):
    rows = list_rows(folder)

    assert len(rows) == ROWS[folder]
    assert len(KNOWN_MISREAD[folder]) <= len(rows) * 0.02


def test_no_trap_is_taken_in_any_place_of_a_headline(folder):
    traps = [raw for raw, _, kinds, *_ in list_rows(folder) if kinds.startswith(("none", "genre"))]

    assert len(traps) > LEAST_TRAPS[folder]
    assert [trap for trap in traps if read(trap) != (None, trap)] == []
    assert [trap for trap in traps if read(trap, printed_in=Position.LINE) != (None, trap)] == []


def test_printed_again_every_designator_reads_the_same(folder):
    for raw, agency, *_ in list_rows(folder):
        designator, _ = read(raw, printed_in=place_of(agency))
        if designator:
            assert read(f"{designator}: Dam holds") == (designator, "Dam holds")


def test_genres_of_the_list_are_known(folder):
    genres = {genre(raw) for raw, _, kinds, *_ in list_rows(folder) if kinds in ("genre", "none (genre tag stays)")}
    topics = {genre(raw) for raw, _, kinds, *_ in list_rows(folder) if kinds == "none (topic tag stays)"}

    assert "" not in genres
    assert topics == {""}
