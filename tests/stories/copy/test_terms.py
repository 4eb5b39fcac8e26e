"""Whether the note of a kill gives away the story that it withdraws."""

import pytest

from stories.copy.terms import names_story

HEADLINE = "Mayor of Karn Bay arrested over harbour funds"
SLUGLINE = "Karn-Bay-Mayor"

NOTES = """
The report could not be confirmed.                                          | keeps
The names were wrong.                                                       | keeps
Its only source has withdrawn what he said.                                 | keeps
The mayor's office denied it.                                               | keeps
The officials' statement was misread.                                       | keeps
                                                                            | keeps
The mayor of Karn Bay was never arrested.                                   | names
KILL THE STORY MAYOR OF KARN BAY ARRESTED OVER HARBOUR FUNDS                | names
Kill Mayor, of; Karn -- Bay.                                                | names
Please kill the item slugged KARN-BAY-MAYOR.                                | names
No funds of the harbour are missing, and nobody was arrested.               | names
Kill the story headed "A night at sea".                                     | names
Kill the story headed “A night at sea”.                                     | names
Tuez la dépêche « Une nuit en mer ».                                        | names
Kill the story headed 'A night at sea'.                                     | names
请撤销“夜航”一稿。                                                            | names
Ｍａｙｏｒ of Karn Bay: kill it.                                                | names
"""
ROWS = [tuple(map(str.strip, row.split("|"))) for row in NOTES.strip("\n").splitlines()]


@pytest.mark.parametrize(("note", "does"), ROWS)
def test_note_names_the_story_or_not(note, does):
    assert names_story(note, [HEADLINE, SLUGLINE]) is (does == "names")


@pytest.mark.parametrize(
    ("title", "note", "does"),
    [
        ("Mayor quits", "That the mayor quits is not so.", True),
        ("Mayor quits", "The mayor stays, nobody quits.", False),
        ("Flood", "The flood did not happen.", False),  # one word is a subject
        ("卡恩湾市长被捕", "卡恩湾市长没有被捕，撤稿。", True),
        ("卡恩湾市长被捕", "此稿有误，予以撤销。", False),
        ("", "The report was false.", False),
        ("…", "The report was false …", False),
    ],
)
def test_short_titles_and_other_scripts(title, note, does):
    assert names_story(note, [title]) is does
