"""The ends of sentences, and signs that only look like an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.compare.core.sentences import sentences, sentences_around

# sentences, parted by a bar
WHOLE = """
It held. | Many fled! | Why? | No one knows…
On Feb. 10 Mr. Karn met Gen. J. Ostrova of the U.S. Army at 2 a.m. in Selda. | It rained.
It fell in Feb. | The mayor left.
It happened in the U.S. | The mayor left.
He has plan B. | The dam held.
It killed 12. | Rescuers came.
The dam cost $1.2 billion, or 3.5 percent. | It held.
“We ran. We hid,” Brandt said. | It rained.
"We ran. We hid," Brandt said. | It rained.
‘It’s gone. We hid,’ Brandt said. | It rained.
“Why?” he asked. | “Go!” Brandt said. | It rained.
“It held.” | “It fell.”
The wall (it was old. It leaked.) held. | It rained.
A 6'2" wall fell. | It held. | A 5" pipe burst.
Am 10. Februar hielt der Damm. | Drei Menschen starben.
„Er hält. Gut“, sagte sie. | Es regnete.
« Il tient. Bien », dit-elle. | Il pleut.
В 2020 г. в Карсе жили 3 тыс. человек. | Дамба выстояла.
توفي 25 شخصا يوم الثلاثاء. | وقال د. سامي إن السد صمد. | هل هذا صحيح؟ | نعم.
यह टिक गया। | बारिश हुई।
"""

# the same without blanks between them
EASTERN = """
大坝坍塌。|水位为3.5米。|三人受伤！|下雨了
“我们逃了。我们躲了。”他说。|下雨了。
「持ちこたえた。」と述べた。|雨だった。
"""


@pytest.mark.parametrize("row", WHOLE.strip().splitlines())
def test_sentences_are_parted(row):
    said = row.split(" | ")
    text = " ".join(said)

    assert [text[slice(*place)].strip() for place in sentences(text)] == said


@pytest.mark.parametrize("row", EASTERN.strip().splitlines())
def test_sentences_without_blanks_are_parted(row):
    said = row.split("|")
    text = "".join(said)

    assert [text[slice(*place)] for place in sentences(text)] == said


def test_lines_are_sentences():
    text = "The dam\nIt held\n"

    assert [text[slice(*place)] for place in sentences(text)] == ["The dam\n", "It held\n"]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 3, "It held."),
        (4, 12, "It held. Many fled."),
        (8, 9, "Many fled."),
        (9, 9, "Many fled."),
        (19, 19, "Many fled."),
    ],
)
def test_sentences_around_a_stretch(start, end, found):
    text = "It held. Many fled."

    assert text[slice(*sentences_around(text, start, end))] == found


@given(st.text(alphabet=st.sampled_from("aB .!?。“”\"'()\n1，」「")), st.integers(0, 50), st.integers(0, 50))
def test_sentences_are_the_text(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))

    assert "".join(text[slice(*place)] for place in sentences(text)) == text
    first, last = sentences_around(text, start, end)
    assert text[first:last].strip() == text[first:last]
    assert text[start:end].strip() in text[first:last]


@pytest.mark.parametrize("text", ["“" * 100_000, "a. B" * 25_000, "‘a’b" * 25_000, "“(«" * 30_000, "." * 100_000])
def test_signs_alone_cost_no_more_than_their_length(text):
    assert sum(end - start for start, end in sentences(text)) == len(text)
