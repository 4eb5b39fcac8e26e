"""What changed, said in words: one sentence, a few words for a row, and the history of a story as a whole."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from stories.compare import (
    Fact,
    FactKind,
    FiguredVersion,
    QuoteChange,
    changed_facts,
    compare,
    figure_series,
    main_figures,
)
from stories.display.change_words import change_anchors, sentence, sentence_text, short_form
from stories.display.comparison_cache import make_outline
from stories.display.fact_words import fact_clause, fact_in_brief, list_in_brief, margin_note
from stories.display.figure_words import change_sentences, version_sentence
from tests.stories.compare.texts import a_text
from tests.stories.compare.twelve_versions import VERSIONS

# Of each version from the second on: the sentence, and the few words of a row.
SAID = [
    ("Two paragraphs are new; a quote of Reve is new.", "two paragraphs new"),
    (
        "The toll rises from 2 to 5 and the injured rise from 31 to 34. "
        "Two paragraphs are new; a quote of Ilves is new.",
        "deaths 2 → 5, injured 31 → 34, two paragraphs new",
    ),
    ("Distance: 7.4 → 4.7 kilometers.", "distance 7.4 → 4.7 kilometers"),
    (
        "One paragraph is new and one moved; the headline changed.",
        "one paragraph new, one paragraph moved",
    ),
    (
        "One paragraph was split; one paragraph was joined to another.",
        "one paragraph was split, one paragraph was joined to another",
    ),
    (
        "The toll rises from 5 to 9. A quote of Reve was shortened by 8 words; the headline changed.",
        "deaths 5 → 9, a quote of Reve shortened",
    ),
    ("Only quotes, dashes or blanks are printed otherwise.", ""),
    (
        "The injured fall from 34 to 33. One paragraph is new; a table is new.",
        "injured 34 → 33, one paragraph new, a table is new",
    ),
    (
        "The toll rises from 9 to 13 and the injured fall from 33 to 30. "
        "A table changed: 1 row new, 1 row moved, 4 moved from “Injured” to “Dead” (First).",
        "deaths 9 → 13, injured 33 → 30, a table changed",
    ),
    (
        "A denial in paragraph 10: “have not opened a case” is now “have opened a case”; Sorell is now Sorrel. "
        "Three paragraphs are new and one was cut; one sentence moved; a quote was cut.",
        "“have not opened a case” → “have opened a case”, name Sorell → Sorrel, "
        "three paragraphs new, one paragraph cut",
    ),
    (
        "Three paragraphs are new, one was cut and two moved; the headline changed.",
        "three paragraphs new, one paragraph cut, two paragraphs moved",
    ),
]


@pytest.mark.parametrize("step", range(len(SAID)))
def test_what_changed_is_said_in_a_sentence_and_in_a_few_words(step):
    comparison = compare(VERSIONS[step].text(), VERSIONS[step + 1].text())
    facts = changed_facts(comparison, "en")

    assert (sentence_text(sentence(comparison, facts)), short_form(comparison, facts)) == SAID[step]


def test_each_claim_leads_to_its_change():
    comparison = compare(VERSIONS[6].text(), VERSIONS[8].text())

    claims = {claim.text: claim.anchor for claim in sentence(comparison, changed_facts(comparison, "en"))}

    assert claims["The injured fall from 34 to 33"] == "c1"
    assert change_anchors(comparison)[0] == "c1"
    assert {claims["; "], claims["."]} == {""}


def figure(subject, was, now, **more):
    """Return the fact that a figure changed."""
    return Fact(FactKind.FIGURE, subject, was, now, Decimal(was), Decimal(now), **more)


CLAUSES = {
    "a thing that nobody knows": (figure("", "34", "33", change=2, paragraph=3), "a figure in paragraph 3: 34 → 33"),
    "in the headline": (figure("", "34", "33"), "a figure in the headline: 34 → 33"),
    "a unit": (figure("length", "7.4", "4.7", unit="km"), "length: 7.4 → 4.7 km"),
    "words": (
        Fact(FactKind.FIGURE, "injured", "Thirty-three", "1,200", Decimal(33), Decimal(1200)),
        "the injured rise from 33 to 1,200",
    ),
    "a cell": (
        figure("", "290", "280", change=4, table_row="Roads", column="2026"),
        "Roads, 2026: 290 → 280",
    ),
    "a toll in a cell": (figure("deaths", "7", "9", table_row="", column="Dead"), "Dead: 7 → 9"),
    "a day": (Fact(FactKind.DATE, "day", "Monday", "Tuesday"), "day: Monday → Tuesday"),
    "a speaker": (
        Fact(FactKind.QUOTE, "Reve", "Karn", "Reve", quote=QuoteChange.SPEAKER),
        "a quote of Karn is now Reve’s",
    ),
    "one word": (
        Fact(FactKind.QUOTE, "Reve", quote=QuoteChange.SHORTENED, words=1),
        "a quote of Reve was shortened by 1 word",
    ),
    "a nameless quote": (Fact(FactKind.QUOTE, quote=QuoteChange.REWORDED), "a quote reads otherwise"),
}


@pytest.mark.parametrize(("fact", "expected"), CLAUSES.values(), ids=CLAUSES.keys())
def test_a_fact_is_a_clause(fact, expected):
    assert fact_clause(fact) == expected


def test_the_margin_says_what_became_of_a_quote():
    quotes = [Fact(FactKind.QUOTE, "Reve", quote=way, words=14) for way in QuoteChange]

    assert [margin_note(quote) for quote in quotes] == [
        "Quote cut",
        "Quote new",
        "Quote shortened, 14 words cut",
        "Quote longer",
        "Quote reworded",
        "Speaker changed",
    ]


def test_the_arrow_points_with_the_language_of_the_page():
    name = Fact(FactKind.NAME, "", "Sorell", "Sorrel")
    with override("ar"):
        assert "12 ← 13" in fact_in_brief(figure("deaths", "12", "13"))
        assert "\u2068Sorell\u2069 ← \u2068Sorrel\u2069" in fact_in_brief(name)
    assert fact_in_brief(name) == "name Sorell → Sorrel"


def test_of_many_figures_the_rest_are_counted():
    old = a_text(*(f"Team {name} took home {n} of the cups in Oren." for n, name in enumerate("ABCDE", start=20)))
    new = a_text(*(f"Team {name} took home {n} of the cups in Oren." for n, name in enumerate("ABCDE", start=40)))
    comparison = compare(old, new)

    said = sentence_text(sentence(comparison, changed_facts(comparison, "en")))

    assert said.endswith("a figure in paragraph 3: 22 → 42; 2 more figures changed.")


def test_nothing_changed_is_said_so():
    text = a_text("It rained in Oren.", "The dam held.", "The mayor left for Selda by the night train.")
    moved = a_text(text.blocks[2], *text.blocks[:2])

    assert sentence_text(sentence(compare(text, text), ())) == "No word changed."
    assert sentence_text(sentence(compare(text, moved), ())) == "One paragraph moved; no word changed."
    assert short_form(compare(text, text), ()) == ""


def test_other_fields_that_changed_are_named():
    old, new = a_text("It rained.", byline="By A B"), a_text("It rained.", byline="By A C", dateline="OREN, May 1")
    grown = a_text("It rained.", "The dam held through the night.", byline="By A C")

    assert sentence_text(sentence(compare(old, new), ())) == "Changed: byline and dateline."
    assert sentence_text(sentence(compare(old, grown), ())) == "One paragraph is new; also changed: byline."


def test_a_whole_history_is_said_in_sentences():
    versions = [
        FiguredVersion(
            number,
            main_figures(f"{version.headline}\n" + "\n".join(version.paragraphs), "en"),
            is_correction=version.designator == "Correction",
            unnoted=frozenset({"injured"} if number in (9, 10) else ()),
        )
        for number, version in enumerate(VERSIONS, start=1)
    ]

    series = figure_series(versions)

    assert [(each.subject, [(point.printed, point.number) for point in each.points]) for each in series] == [
        ("deaths", [("Two", 1), ("Five", 3), ("nine", 7), ("13", 10)]),
        ("injured", [("31", 1), ("34", 3), ("33", 9), ("30", 10)]),
        ("distance", [("7.4 kilometers", 1), ("4.7 kilometers", 4)]),
    ]
    assert list(change_sentences(8, series, 2)) == [
        "The headline changed eight times, the toll three times, the number of injured three times.",
        "Two corrections; one figure changed twice without a note.",
    ]
    assert list(change_sentences(0, series[:1], 0)) == ["The toll changed three times."]
    assert list(change_sentences(0, (), 0)) == []
    assert version_sentence(12, "26 hours") == "Twelve versions in 26 hours."
    assert version_sentence(20, "2 days") == "20 versions in 2 days."


def test_a_row_says_that_a_sentence_moved():
    rain, lake = "It rained in Oren for nine days and nights.", "Soundings showed the lake two metres below the crest."
    rest = "Nobody lives in the houses right below the wall, the mayor said."
    old = a_text("Twelve were missing in Oren by nightfall, police said.", f"{rain} {lake} {rest}")
    new = a_text(f"Twelve were missing in Oren by nightfall, police said. {lake}", f"{rain} {rest}")

    assert short_form(make_outline(compare(old, new)), ()) == "one sentence moved"


def test_facts_in_a_row_begin_with_one_capital():
    denial = Fact(FactKind.DENIAL, "", "did not warn", "warned", change=7, paragraph=8)
    injured = Fact(FactKind.FIGURE, "injured", "26", "19", Decimal(26), Decimal(19))

    assert list_in_brief([injured, denial]) == [
        "Injured 26 → 19",
        "“did not warn” → “warned”",
    ]
    assert list_in_brief([]) == []


@pytest.mark.parametrize(
    ("language", "was", "now", "expected"),
    [("en", "third", "fourth", "“third” → “fourth”"), ("ru", "четвёртый", "третий", "«четвёртый» → «третий»")],
)
def test_ordinal_in_words_stands_without_a_noun_that_would_not_agree(language, was, now, expected):
    with override(language):
        assert fact_in_brief(Fact(FactKind.FIGURE, "", was, now)) == expected
