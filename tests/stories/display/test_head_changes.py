"""What changed beside the words: a table of heads."""

from dataclasses import replace

import pytest

from stories.copy.subjects import Subject
from stories.display.head_changes import FilingHead, HeadChange, compare_heads

DAMS = Subject("medtop", "20000763", "Dams")
FLOODS = Subject("medtop", "20000151", "Floods")
HEAD = FilingHead(5, "World", "DAM-FLOOD", "en", "", None, (DAMS,))


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ({}, []),
        ({"urgency": 1}, [("urgency", 5, 1)]),
        ({"section": "Business"}, [("section", "World", "Business")]),
        ({"section": ""}, [("section", "World", "")]),
        ({"slugline": "DAM-BREAK"}, [("slugline", "DAM-FLOOD", "DAM-BREAK")]),
        ({"slugline": None}, []),
        ({"language": "fr"}, [("language", "en", "fr")]),
        ({"genre": "Feature"}, [("genre", "", "Feature")]),
        ({"genre": None}, []),
        ({"priority": 2}, []),
        ({"subjects": (DAMS, FLOODS)}, [("subjects", (DAMS,), (DAMS, FLOODS))]),
        ({"subjects": (replace(DAMS, name="Barrages"),)}, []),
        ({"subjects": ()}, [("subjects", (DAMS,), ())]),
        ({"subjects": None}, []),
        ({"section": "Business", "urgency": 1}, [("urgency", 5, 1), ("section", "World", "Business")]),
    ],
)
def test_fields_that_both_tell_and_that_differ_are_named_in_their_order(said, changes):
    expected = tuple(HeadChange(*change) for change in changes)

    assert compare_heads(HEAD, replace(HEAD, **said)) == expected
    assert compare_heads(replace(HEAD, **said), HEAD) == tuple(
        HeadChange(change.field, change.new, change.old) for change in expected
    )


def test_order_of_subjects_is_no_change():
    assert compare_heads(replace(HEAD, subjects=(DAMS, FLOODS)), replace(HEAD, subjects=(FLOODS, DAMS))) == ()


def test_change_as_data_has_the_keys_of_subjects():
    assert HeadChange("subjects", (DAMS,), ()).to_json() == {
        "field": "subjects", "from": ["medtop:20000763"], "to": [],
    }  # fmt: skip
