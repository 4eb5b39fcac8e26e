"""Numbers read to the values that they may have."""

from decimal import Decimal

import pytest

from stories.copy import numbers as copy_numbers

ENGLISH = """
1,200 fled                     | 1200
1.200 fled, 1’200, 1\xa0200    | 1200
3.5 and 3,5 meters             | 3.5
$1.25 billion                  | 1250000000
$2m, 2 mn                      | 2 2000000
5k                             | 5 5000
a dozen, a hundred             | 12 100
two million, two hundred       | 2000000 200
twenty-five of ninety nine     | 25 99
second, 3rd                    | 2 3
3-2 at 19:30                   | 2 3 19 30
G7, F-16, COVID-19, B1         |
tension, oneself, a dam        |
٢٥ and ２６                     | 25 26
"""


@pytest.mark.parametrize("row", ENGLISH.strip().splitlines())
def test_what_numbers_say(row):
    text, numbers = row.split("|")

    assert copy_numbers.possible_values(text, in_english=True) == {Decimal(number) for number in numbers.split()}


def test_words_are_numbers_in_english_alone():
    assert copy_numbers.possible_values("25 six million", in_english=False) == {Decimal(25)}


def test_numbers_of_a_line_are_given_as_printed():
    found = list(copy_numbers.read_numbers("Three of 1,200 fled on first day, no one hurt", in_english=True))

    assert found == [
        copy_numbers.PrintedNumber("Three", frozenset({Decimal(3)})),
        copy_numbers.PrintedNumber("1,200", frozenset({Decimal(1200)})),
    ]


def test_other_languages_may_spell_small_numbers():
    assert [each.printed for each in copy_numbers.read_numbers("3 von 25", in_english=False)] == ["25"]


def test_endless_digits_raise_nothing():
    assert copy_numbers.possible_values("9" * 5_000 + " trillion", in_english=True) == {Decimal("9" * 24)}
