"""Signs that a terminal obeys, written out, and all others left alone."""

import json

import pytest

from stories.control_signs import escape_controls, escape_in_json


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Łaze 洪水 – «dam».txt", "Łaze 洪水 – «dam».txt"),
        ("a\tb\nc\r", r"a\tb\nc\r"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\x9b31m\x85", r"\x9b31m\x85"),
        ("\u202egnp\u2066", r"\u202egnp\u2066"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\udce9", r"\udce9"),
        ("\x00\x7f", r"\x00\x7f"),
    ],
)
def test_controls_are_written_out(text, written):
    line = escape_in_json(json.dumps([text], ensure_ascii=False))

    assert escape_controls(text) == written
    assert json.loads(line) == [text]
    assert escape_controls(line) == line
