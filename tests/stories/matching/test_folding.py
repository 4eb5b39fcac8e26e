"""One text by two routes is known again; another figure, name or denial is another text. A table to check."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stories.copy import from_text
from stories.matching.folding import fold_text, is_near_same, is_same_place, words_digest

HEADLINE = "Market hall of Quot burns down"
TEXT = """The market hall of Quot burned down on Saturday -- the third in 14 days.

"We didn't see it coming," said Ada Karn, a well-known neighbour. It was -5 degrees; 40 % of the stalls are gone."""

# how another route carries the same text: its headline, its text
SAME = [
    (HEADLINE, TEXT),
    (HEADLINE.upper(), TEXT.replace("Saturday", "SATURDAY")),
    (f"{HEADLINE} - Natag", TEXT),
    (HEADLINE, TEXT.replace(" ", "\N{NO-BREAK SPACE}", 5).replace("40 %", "40\N{NARROW NO-BREAK SPACE}%")),
    (HEADLINE, TEXT.replace(" said", "\N{THIN SPACE}said").replace(". It", ".  It")),
    (HEADLINE, TEXT.replace('"We', "“We").replace(',"', ",”").replace("'", "’")),
    (HEADLINE, TEXT.replace('"We', "«\N{NO-BREAK SPACE}We").replace(',"', ",\N{NO-BREAK SPACE}»")),
    (HEADLINE, TEXT.replace(" -- ", " – ").replace("well-known", "well\N{NON-BREAKING HYPHEN}known")),
    (HEADLINE, TEXT.replace(" -- ", "—").replace("well-known", "well known").replace("-5", "\N{MINUS SIGN}5")),
    (HEADLINE, TEXT.replace("neighbour", "neigh\N{SOFT HYPHEN}bour").replace("hall", "ｈａｌｌ")),
    (HEADLINE, TEXT.replace("neighbour", "neigh-\nbour")),
    (HEADLINE, TEXT.replace("\n\n", "\n    ")),
    (HEADLINE, f"QUOT, Nov. 28 (Natag) -- {TEXT}"),
    (HEADLINE, f"Natag\n\n{TEXT}\n\nNatag"),
    (HEADLINE, f"{TEXT}\n\nCopyright 2026 Natag. All rights reserved."),
    (HEADLINE, TEXT.replace("\n\n", "\n\nCopyright 2026 Natag. All rights reserved.\n\n")),
    (HEADLINE, f"{TEXT}\n\n© 2026 Natag News Agency"),
    (HEADLINE, f"{TEXT}\n\n(Copyright (c) 2026 Natag. No use without leave.)\n\n(END)".replace("(C", "C", 1)),
    (HEADLINE, f"{TEXT}\n\nkarn@natag.example\n\n(END)"),
    (HEADLINE, f"{TEXT}\n\nAda Karn (karn@natag.example)\n\n="),
    (HEADLINE, f"{TEXT} Endit"),
    (HEADLINE, f"(Natag) - QUOT, NOV 28 - {TEXT} (NATAG)."),
    (HEADLINE, f"{TEXT}\n\n(Natag)\n\nEnditem"),
    (HEADLINE, f"{TEXT}\n\nSource: Natag\n\n=="),
    (HEADLINE, f"{TEXT}\n\n(Reporting by Ada Karn; Editing by Bram Osk)\n\n###"),
    (HEADLINE, f"{TEXT}\n\nkar/osk\n\n-30-"),
]

# another text: its headline, its text
OTHER = [
    (HEADLINE, TEXT.replace("14", "15")),
    (HEADLINE, TEXT.replace("-5", "5")),
    (HEADLINE, TEXT.replace("-5", "\N{MINUS SIGN}6")),
    (HEADLINE, TEXT.replace("14 days", "1.4 days")),
    (HEADLINE, TEXT.replace("14 days", "14½ days")),
    (HEADLINE, TEXT.replace("14 days", "14² days")),
    (HEADLINE, TEXT.replace("third", "fourth")),
    (HEADLINE, TEXT.replace("Karn", "Karm")),
    (HEADLINE, TEXT.replace("didn't see", "did see")),
    (HEADLINE, TEXT.replace("are gone", "are not gone")),
    (HEADLINE, TEXT.replace("Saturday", "Sunday")),
    (HEADLINE, TEXT.replace("are gone.", "are gone?")),
    (HEADLINE, f"{TEXT}\n\nTwo people died."),
    (HEADLINE, f"{TEXT}\n\nSource: city council"),
    (HEADLINE, f"{TEXT} (Natag sued)."),
    (HEADLINE, f"{TEXT}\n\nCopyright 2026 fees are to rise by 14 percent."),
    (HEADLINE, f"{TEXT}\n\nCopyright law is to change, the mayor said."),
    (HEADLINE.replace("Quot", "Quor"), TEXT),
    (HEADLINE.replace("burns", "does not burn"), TEXT),
]

# the same words but for a few that tell nothing
NEAR = [
    TEXT.replace("neighbour", "neighbor"),
    TEXT.replace("on Saturday", "Saturday"),
    TEXT.replace("The market", "Market"),
    TEXT.replace("coming,", "coming"),
    TEXT.replace("degrees;", "degrees."),
]


def digest(headline, text):
    return words_digest(headline, from_text(text), source="Natag")


def folded(headline, text):
    return fold_text(headline, from_text(text), source="Natag")


@pytest.mark.parametrize(("headline", "text"), SAME)
def test_one_text_has_one_digest_by_every_route(headline, text):
    assert folded(headline, text).casefold() == folded(HEADLINE, TEXT).casefold()
    assert digest(headline, text) == digest(HEADLINE, TEXT)


@pytest.mark.parametrize(("headline", "text"), OTHER)
def test_another_figure_name_or_denial_is_another_text(headline, text):
    assert digest(headline, text) != digest(HEADLINE, TEXT)
    assert not is_near_same(folded(headline, text), folded(HEADLINE, TEXT))


@pytest.mark.parametrize("text", NEAR)
def test_few_words_that_tell_nothing_leave_a_text_the_same(text):
    assert digest(HEADLINE, text) != digest(HEADLINE, TEXT)
    assert is_near_same(folded(HEADLINE, text), folded(HEADLINE, TEXT))


def test_many_small_words_are_more_than_a_few():
    assert not is_near_same("Hall\nthe a hall of the an hour", "Hall\nhall of hour")


def test_signs_of_vowels_belong_to_their_words():
    assert not is_near_same("Toll\nकि नदी", "Toll\nकी नदी")


def test_word_of_the_headline_is_none_of_the_text():
    assert not is_near_same("Hall burns\ndown it fell", "Hall burns down\nit fell")


def test_text_of_credit_lines_alone_keeps_them():
    assert folded("Notice", "Copyright 2026 Natag.") == "Notice\nCopyright 2026 Natag."


@pytest.mark.parametrize("text", ["", "QUOT, Nov. 28 (Natag) -- "])
def test_headline_alone_has_no_digest(text):
    assert digest(HEADLINE, text) == ""


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("QUOT, Nov. 28 (Natag) --", "", True),
        ("QUOT, Nov. 28 (Natag) --", "Quot (natag) -", True),
        ("QUOT, Nov. 28 (Natag) --", "OREN, Nov. 28 (Natag) --", False),
    ],
)
def test_date_lines_of_two_places_are_of_two_texts(one, other, is_same):
    assert is_same_place(one, other) is is_same


figures = st.decimals(min_value=-10_000, max_value=10_000, places=2).map(lambda value: f"{value.normalize():f}")
letters = st.text("abcdefghijklmnopqrstuvwxyzäéñøßжд", min_size=1, max_size=8)


@given(figures, figures, st.sampled_from(["{} dead", "Price is {}.", "From 3 to {} (up)", "“{}” said", "3-{} win"]))
def test_changed_figure_never_folds_away(one, other, sentence):
    assume(one != other)
    mine, theirs = (folded("Toll", sentence.format(figure)) for figure in (one, other))

    assert mine.casefold() != theirs.casefold()
    assert not is_near_same(mine, theirs)


@given(letters, letters, st.sampled_from(["Minister {} quits", "It was {}.", "“No,” said {}", "{}-led team wins"]))
def test_changed_name_never_folds_away(one, other, sentence):
    one, other = one.capitalize(), other.capitalize()
    assume(one.casefold() != other.casefold())
    assume(not {one, other} & {"A", "An", "The"})
    mine, theirs = (folded("Names", f"So it is. {sentence.format(name)} today") for name in (one, other))

    assert mine.casefold() != theirs.casefold()
    assert not is_near_same(mine, theirs)


@given(st.integers(0, 9), st.sampled_from(["not", "no", "never", "nicht", "kein", "ne", "non", "не", "не", "ikke"]))
def test_denial_never_folds_away(place, denial):
    words = ["the", "mayor", "said", "that", "she", "will", "leave", "the", "town", "hall"]
    mine = folded("Mayor", " ".join(words))
    theirs = folded("Mayor", " ".join([*words[:place], denial, *words[place:]]))

    assert mine != theirs
    assert not is_near_same(mine, theirs)


@given(st.text(max_size=80), st.text(max_size=200))
def test_folding_never_raises_and_folds_once(headline, text):
    once = folded(headline, text)

    assert once.count("\n") == 1
    assert is_near_same(once, once)
