"""The words of a comparison that are marked more strongly, and the values of a figure in a row."""

from decimal import Decimal

import pytest

from stories.compare import Fact, FactKind
from stories.public.change_lists import chain_values
from stories.public.change_sheet import words_apart


@pytest.mark.parametrize(
    ("was", "now", "apart"),
    [
        ("have not opened a case", "have opened a case", ("not", "")),
        ("firm opened it in", "firm did not open it in", ("opened", "did not open")),
        ("不会离开", "会离开", ("不", "")),
        ("not", "never", ("not", "never")),
    ],
)
def test_a_denial_is_marked_by_the_words_that_came_and_went(was, now, apart):
    assert words_apart(was, now) == apart


@pytest.mark.parametrize(
    ("subject", "steps", "chain"),
    [
        ("deaths", [("2", "5", ""), ("5", "9", "")], "2 → 5 → 9"),
        ("deaths", [("12", "15", ""), ("11", "9", "")], "12 → 15 → 9"),
        ("money", [("4", "7", "euros"), ("7", "9", "euros")], "4 → 7 → 9 euros"),
        ("money", [("4", "7", "euros"), ("30", "20", "euros")], "30 → 20 euros"),
        ("money", [("-4", "4", "")], "−4 → 4"),
    ],
)
def test_the_values_of_a_figure_stand_in_a_row_with_their_unit(subject, steps, chain):
    facts = [
        Fact(FactKind.FIGURE, subject, was, now, Decimal(was), Decimal(now), unit=unit) for was, now, unit in steps
    ]

    assert chain_values(facts) == chain
