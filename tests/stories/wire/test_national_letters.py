"""Letters of 7-bit wires, restored only where it is certain that brackets stand for them."""

import pytest

from stories.wire.national_letters import restore_letters

CERTAIN = [
    ("German", "Der Sturm hat die K}ste und das Land verw}stet, gro~e Sch{den.",
     "Der Sturm hat die Küste und das Land verwüstet, große Schäden."),
    ("Swedish", "Det |stra l{net och en |, som inte m}r bra av det, \\rebro.",
     "Det östra länet och en ö, som inte mår bra av det, Örebro."),
    ("Norwegian", "Han er ikke p} b}ten, og det er f|rst n} den m} v{re her.",
     "Han er ikke på båten, og det er først nå den må være her."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "letters"), CERTAIN, ids=[row[0] for row in CERTAIN])
def test_letters_of_a_language_are_restored(language, text, letters):
    assert restore_letters(text) == (letters, language)


@pytest.mark.parametrize(
    "text",
    [
        "The dam {sic} held, a{b}c and d|e and f.",
        "Der Sturm [sic] hat die K}ste und das Land verw}stet, gro~e.",
        "Der Sturm hat die Küste und das Land verw}stet, gro~e Sch{den.",
        "Der Sturm hat die K}ste und das Land.",
        "Der Wert {1} und die K}ste und das Land verw}stet, gro~e.",
        "K}ste K}ste K}ste",
        "",
    ],
)
def test_doubtful_text_stays_as_it_is(text):
    assert restore_letters(text) == (text, "")
