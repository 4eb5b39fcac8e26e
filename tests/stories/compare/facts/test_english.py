"""Facts of English copy: figures, what they count, names, and who is quoted."""

import pytest

from stories.compare.facts.figures import figures
from stories.compare.facts.names import names
from stories.compare.facts.quotes import quotes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Twenty-three of 3,400 men", ["Twenty-three", "3,400"]),
        ("$1.2 billion, 3.5% and two hundred", ["$1.2 billion", "3.5%", "two hundred"]),
        ("the 2nd and the 1990s", ["2nd", "1990s"]),
        ("Someone at the tenth weight", ["tenth"]),
    ],
)
def test_english_figures_are_found(text, found):
    assert [figure.text for figure in figures(text, "en")] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mayor of al-Bab met Lena Ostrova.", ["al-Bab", "Lena Ostrova"]),
        ("In Oran, Ostrova's aide spoke.", ["Oran", "Ostrova's"]),
        ("It rained.", []),
    ],
)
def test_english_names_are_found(text, found):
    assert [text[start:end].rstrip(".") for start, end in names(text, "en")] == found


@pytest.mark.parametrize(
    ("text", "figure", "counts"),
    [
        ("At least two people were killed.", "two", "deaths"),
        ("Police arrested 14 men.", "14", "arrested"),
        ("A magnitude 6.1 quake struck.", "6.1", "magnitude"),
        ("It cost 14 crowns. Nobody was killed.", "14", ""),
        ("The blast killed three people, wounding 12.", "12", "injured"),
        ("A 34-year-old man was killed.", "34", "age"),
        ("Two men died in the fire at 3 a.m.", "3", "time"),
        ("The mayor was killed in 2019.", "2019", "year"),
        ("He was killed 20 km from the border.", "20", "distance"),
        ("The 12-storey block fell, killing four.", "12", ""),
        ("The toll road will cost 12 crowns.", "12", ""),
        ("It is a dead end, and 12 families live there.", "12", ""),
        ("Skerry beat Oran 2-1 before 12,000 supporters.", "12,000", ""),
        ("A quake of magnitude 6.1 struck at a depth of 10 km.", "10", "depth"),
        ("Police arrested three men and seized 40 kg.", "40", ""),
        ("The vote is set for 12 May.", "12", "date"),
        ("Some $12 million is missing.", "12", "money"),
        ("The death toll rose to 15 from 12.", "15", "deaths"),
    ],
)
def test_what_an_english_figure_counts(text, figure, counts):
    at = text.index(figure)

    assert next(each.subject for each in figures(text, "en") if each.start <= at < each.end) == counts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Yes," the prime minister said.', [("Yes,", "", "minister")]),
        ("“Yes,” said Ilse Brandt.", [("Yes,", "Brandt", "")]),
        ('It was called "the long night" by many.', []),
        (
            "“We had no warning,” Brandt said, adding that the minister told her nothing.",
            [("We had no warning,", "Brandt", "")],
        ),
        ("“We saw it fall,” Brandt told the minister on Friday.", [("We saw it fall,", "Brandt", "")]),
        ("“No,” said the minister’s spokesman Ilse Brandt.", [("No,", "Brandt", "spokesman")]),
        ("“We had no warning,” according to Brandt. Police said nothing.", [("We had no warning,", "Brandt", "")]),
        ("Police chief Ilse Brandt said: “We had no warning.”", [("We had no warning.", "Brandt", "chief")]),
        ("The minister said nothing of the plan, known as “Long Night”, on Friday.", []),
        ('A 5" pipe and a 6" pipe burst, the mayor said.', []),
        ("“We ran,” Brandt said. “It was dark.”", [("We ran,", "Brandt", ""), ("It was dark.", "Brandt", "")]),
        ("He said yes.", []),
    ],
)
def test_who_an_english_quote_is_by(text, said):
    assert [(quote.words, quote.speaker, quote.title) for quote in quotes(text, "en")] == said


ENDLESS = "«" * 100_000, '"x" ' + "a" * 100_000, '"' + "a " * 50_000, "“We all ran,” he said " * 9_000


@pytest.mark.parametrize("text", ENDLESS)
def test_text_that_is_no_quotation_names_no_speaker(text):
    assert [quote.speaker for quote in quotes(text, "en") if quote.speaker] == []
