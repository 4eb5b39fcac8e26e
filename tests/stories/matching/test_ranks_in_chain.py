"""The place of copy in its chain: by its designator, and beside other copy."""

import itertools

import pytest

from stories import designators
from stories.designators import Designator, Kind
from stories.matching import chain_rank, precedes
from tests.matching_pieces import a_piece

IN_ORDER = ["Urgent: ", "", "1st LD: ", "1st LD Writethru: ", "2nd LD: ", "2nd LD Writethru: ", "3rd LD: "]
RANKS = """
(URGENT) Dam breaks          | 0
Dam breaks                   | 1
Dam breaks (2)               | 4
Dam breaks (3)               | 6
UPDATE 1-Dam breaks          | 4
1st LD Writethru: Dam breaks | 5
2nd LD: Dam breaks           | 6
WRAPUP 2-Dam breaks          | 6
CORRECTED-UPDATE 1-Dam broke | 4
CORRECTED-Dam breaks         | None
"""
BODY = "The dam above Oltva broke, engineer Rita Semm said.\nWater ran into the town.\nNobody was hurt."


@pytest.mark.parametrize("row", RANKS.strip().split("\n"))
def test_designators_have_ranks(row):
    headline, rank = (cell.strip() for cell in row.split("|"))

    assert str(chain_rank(designators.read(headline)[0])) == rank


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_rank_or_none_on_purpose(kind):
    has_none = kind in {
        *(Kind.CORRECTION, Kind.CLARIFICATION, Kind.REFILE, Kind.REPEAT, Kind.HOLD, Kind.KILL, Kind.ADVISORY),
    }

    assert (chain_rank(Designator((kind,), 2)) is None) == has_none


def test_untimed_copy_stands_by_rank_in_every_order():
    pieces = [a_piece(f"{mark}Dam breaks") for mark in IN_ORDER]

    for one, other in itertools.combinations(pieces, 2):
        assert precedes(one, other)
        assert not precedes(other, one)


def test_times_come_before_ranks_and_versions_before_times():
    early, late = a_piece("2nd LD: Dam", at="09:00", identity="1"), a_piece("Dam", at="10:00", identity="2")
    second, first = (
        a_piece("Dam", at="09:00", identity="1", version=2),
        a_piece("Dam", at="10:00", identity="1", version=1),
    )

    assert (precedes(early, late), precedes(late, early)) == (True, False)
    assert (precedes(first, second), precedes(second, first)) == (True, False)


def test_links_come_before_times():
    before, after = a_piece("Dam", at="10:00", identity="1"), a_piece("Dam", at="09:00", identity="2", follows=["1"])

    assert (precedes(before, after), precedes(after, before)) == (True, False)


@pytest.mark.parametrize("mark", ["", "1st LD: "])
def test_a_correction_comes_behind_what_it_corrects(mark):
    text, correction = (
        a_piece(f"{mark}Dam breaks", BODY),
        a_piece("Correction: Dam breaks", BODY.replace("Oltva", "Olt")),
    )

    assert (precedes(text, correction), precedes(correction, text)) == (True, False)


def test_a_lead_after_a_correction_stays_behind_it():
    correction = a_piece("Correction: Dam breaks", BODY)
    lead = a_piece(
        "1st LD: Water reaches Denn", f"Water reached Denn, where trains stood still.\nMilo Karst fled.\n{BODY}"
    )

    assert not precedes(lead, correction)


def test_a_refile_comes_behind_its_lead():
    lead, refile = a_piece("1st LD: Dam breaks", BODY), a_piece("REFILE-1st LD: Dam breaks", BODY)

    assert (precedes(lead, refile), precedes(refile, lead)) == (True, False)
