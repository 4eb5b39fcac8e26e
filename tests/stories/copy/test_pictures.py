"""The pictures of a story as they are typed, merged and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stories.copy import clean, pictures
from stories.copy.pictures import MOST, Picture, PicturesError, PlacedPicture

WORDS = some.text(some.characters(whitelist_categories=("L", "N", "P")), max_size=20).map(clean)
TYPED = """
12 The dam.            | 12 The dam.
#12: The dam.          | 12 The dam.
12                     | 12
 12   The   dam.       | 12 The dam.
12 The dam.~15 A gull. | 12 The dam.~15 A gull.
12 One.~~12 Another.   | 12 One.
                       |
"""


@pytest.mark.parametrize("row", TYPED.strip("\n").splitlines())
def test_lines_are_read(row):
    typed, wanted = (side.strip().replace("~", "\n") for side in row.split("|"))

    assert pictures.to_typed(pictures.from_typed(typed)) == wanted


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (
            "12 The dam.\nA gull.",
            "Line 2 of the pictures has no photo number. Begin each with one: 12 Caption.",
        ),
        (f"1 {'x' * 5_001}", "The caption in line 1 has more than 5,000 characters."),
        ("\n".join(str(number) for number in range(1, MOST + 2)), "A story has up to 30 pictures."),
    ],
)
def test_what_names_no_pictures_is_told(typed, why):
    with pytest.raises(PicturesError) as told:
        pictures.from_typed(typed)

    assert str(told.value) == why


@given(
    some.lists(
        some.builds(PlacedPicture, some.integers(1, 10**14), WORDS), max_size=5, unique_by=lambda each: each.photo
    )
)
def test_what_is_printed_is_read_again(placed):
    typed = pictures.to_typed(placed)

    assert pictures.to_typed(pictures.from_typed(typed)) == typed


def test_pictures_are_fields_of_what_is_compared():
    dam = Picture(12, "ab", 900, 600, "The dam.", "Vesper", "A dam.")

    assert pictures.comparison_fields([dam]) == {"picture 12": "The dam. (Vesper)", "alt text 12": "A dam."}
    assert [pictures.kind_of_field(field) for field in ("picture 12", "alt text 12", "headline")] == [
        ("picture", 12),
        ("alt text", 12),
        None,
    ]


def test_several_pictures_have_an_order():
    dam, gull = (Picture(number, "ab", 900, 600, "Caption.", "", "Shows.") for number in (12, 15))

    assert pictures.comparison_fields([gull, dam])["order of pictures"] == "15, 12"
    assert "order of pictures" not in pictures.comparison_fields([dam])


def test_what_was_merged_is_placed_again():
    placed = (PlacedPicture(12, "The dam."), PlacedPicture(15))

    assert pictures.read_merge_fields({"headline": "Dam", **pictures.merge_fields(placed), "picture 9": ""}) == placed
