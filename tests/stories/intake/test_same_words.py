"""One text by two routes is taken once; another figure, a correction and another place are copy of their own."""

import json

import pytest

from stories import intake
from stories.intake.options import IntakeOptions, OnArrival
from stories.models import Outcome
from tests.builders import NOON

pytestmark = pytest.mark.django_db

FILE = IntakeOptions(on_arrival=OnArrival.FILE)
TEXT = """Market hall of Quot burns down

QUOT, Feb. 10 (Natag) -- The market hall of Quot burned down on Tuesday with 14 stalls, mayor Ada Karn said.

"We saw it coming," said a well-known neighbour, Bram Osk, who had a stall in the hall of the harbour town.

Endit
"""


def deliver(text):
    """Take a text as it comes from a wire; return its item."""
    (item,) = intake.take("item.txt", text.encode(), now=NOON, options=FILE)
    return item


def a_ninjs(version, text):
    """Return an item of one id; each version moved at a time of its own."""
    values = {"uri": "urn:natag:hall", "version": str(version), "versioncreated": f"2026-02-10T11:0{version}:00Z",
              "type": "text", "source": "Natag", "headline": "Market hall burns down", "body_text": text}  # fmt: skip
    return json.dumps(values)


ROUTES = [
    TEXT.replace(" market", "\N{NO-BREAK SPACE}market").replace('"We', "“We").replace(',"', ",”"),
    TEXT.replace("Endit", "Copyright 2026 Natag. All rights reserved."),
    TEXT.replace("neighbour", "neighbor").replace("on Tuesday", "Tuesday"),
]
OTHERS = [
    TEXT.replace("14 stalls", "15 stalls"),
    TEXT.replace("burned down", "did not burn down"),
    TEXT.replace("Ada Karn", "Ida Karn"),
    TEXT.replace("QUOT,", "OREN,").replace("well-known", "well known"),
    TEXT.replace("Feb. 10", "Feb. 9"),
]


@pytest.mark.parametrize("text", ROUTES)
def test_same_words_by_another_route_are_kept_told_and_never_filed(text):
    first = deliver(TEXT)

    item = deliver(text)

    assert (item.outcome, item.story) == (Outcome.DUPLICATE, first.story)
    assert item.reason == "The same words came before, by another route."


@pytest.mark.parametrize("text", OTHERS)
def test_other_figures_names_denials_and_places_are_no_duplicates(text):
    deliver(TEXT)

    assert deliver(text).outcome != Outcome.DUPLICATE


@pytest.mark.parametrize(("version", "outcome"), [(1, Outcome.DUPLICATE), (2, Outcome.FILED)])
def test_one_version_of_an_item_is_a_duplicate_by_another_route_and_the_next_is_none(version, outcome):
    deliver(a_ninjs(1, '"We saw it coming," said a neighbour of the hall.'))

    assert deliver(a_ninjs(version, "“We saw it coming,” said a neighbour of the hall.")).outcome == outcome


def test_correction_of_a_sign_alone_is_no_duplicate():
    deliver(f"1st LD: {TEXT}")

    item = deliver(f"(1st LD-corrected) {TEXT.replace('well-known', 'well known')}")

    assert item.designator == "1st LD, Correction"
    assert item.outcome != Outcome.DUPLICATE


@pytest.mark.parametrize(
    ("at", "is_duplicate"),
    [("2026-02-10T02:00:00Z", True), ("2026-02-09T23:00:00Z", True), ("2026-02-09T20:00:00Z", False)],
)
def test_words_that_every_day_repeats_are_news_on_another_day(at, is_duplicate):
    ferry = {"type": "text", "source": "Natag", "headline": "Ferries of Quot on time", "version": "1",
             "body_text": "All ferries of Quot are on time."}  # fmt: skip
    deliver(json.dumps({**ferry, "uri": "urn:natag:1", "versioncreated": at}))

    item = deliver(json.dumps({**ferry, "uri": "urn:natag:2", "versioncreated": "2026-02-10T04:00:00Z"}))

    assert (item.outcome == Outcome.DUPLICATE) is is_duplicate
