"""One number in two ways of writing."""

import pytest

from stories.compare.core.numerals import is_same_number
from stories.compare.core.tokens import count_words, pieces


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        ("1.247", "1\u202f247", True),
        ("1,200,000", "1.200.000", True),
        ("١٥", "15", True),
        ("1,200,000", "١٬٢٠٠٬٠٠٠", True),
        ("$1,200", "$1.200", False),
        ("1.247", "1247", False),
        ("1 247", "1 248", False),
        ("$5", "€5", False),
        ("Oren", "Oren", False),
    ],
)
def test_a_number_is_the_same_in_other_writing(old, new, is_same):
    assert is_same_number(old, new) is is_same_number(new, old) is is_same


def test_a_chinese_number_is_one_piece_of_several_words():
    assert (pieces("近两万三千人"), count_words("近两万三千人")) == (["近", "两万三千", "人"], 6)
