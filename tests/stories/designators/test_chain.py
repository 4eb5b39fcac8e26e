"""The next designator of a chain, the choices of an editor, and the meanings for a reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.designators import Designator, Kind, choices, explain, from_text, genre, glossary, next_in_chain

# The chain so far, "-" for a filing without designator | what likely comes next
CHAINS = """
                                            | None
-                                           | 1st LD
Urgent                                      | 1st LD
Urgent; -                                   | 1st LD
-; 1st LD                                   | 2nd LD
-; 1st LD; 2nd LD                           | 3rd LD
-; 1st LD Writethru                         | 2nd LD Writethru
-; 1st LD; 1st LD Writethru                 | 2nd LD Writethru
-; 1st LD Writethru; 2nd LD                 | 3rd LD
-; 1st LD; Correction                       | 2nd LD
-; Correction                               | 1st LD
-; 2nd LD Writethru; Correction, 2nd LD Writethru | 3rd LD Writethru
-; 1st LD; Refile; Repeat                   | 2nd LD
-; 2nd LD; 1st LD                           | 3rd LD
-; Update 1                                 | Update 2
-; Wrapup 3; Update 1                       | Update 2
-; 1st LD All                               | 2nd LD All
-; Writethru                                | 2nd Writethru
Version 2                                   | Version 3
-; 1st LD; Kill                             | None
"""

# The chain so far | what is offered first
OFFERS = """
                                            | None; Urgent; NewsAlert; Flash
-                                           | 1st LD; 1st LD Writethru; Update 1; Wrapup 1; Urgent
-; 1st LD                                   | 2nd LD; 1st LD Writethru; 2nd LD Writethru; Update 1
-; 1st LD; 1st LD Writethru                 | 2nd LD Writethru; 2nd LD; Update 1
-; Update 1                                 | Update 2; 1st LD; 1st LD Writethru; Wrapup 1
"""

# In our print | its name
NAMES = """
1st LD Writethru                            | First lead, write-through
12th LD                                     | Twelfth lead
14th LD                                     | 14th lead
22nd LD All                                 | 22nd lead, all
Writethru                                   | Write-through
NewsAlert                                   | News alert
Update                                      | Update
Wrapup 3                                    | Wrap-up 3
Repeat, Correction, 2nd LD Writethru        | Repeat, correction, second lead, write-through
"""

# In our print | what it means
MEANINGS = """
1st LD Writethru    | a full text that replaces the story as first filed.
Writethru           | a full text that replaces the story as first filed.
2nd LD Writethru    | a full text that replaces all earlier ones.
3rd LD              | a newer text with a new beginning, ahead of what was filed before.
Repeat, Update 2    | the same text, sent once more. Update 2: a newer text of the story, with fresh details.
"""

GENRES = """
Feature: Keepers of the dam                        | Feature
FEATURE: Keepers of the dam                        | Feature
Xinhua Headlines: Dam fever: How a town woke up    | Xinhua Headlines
Xinhua Headlines: Feature: Keepers of the dam      | Xinhua Headlines, Feature
Economic Watch: Dam pays                           | Economic Watch
(News Focus) Dam holds                             | News Focus
(Yonhap Interview) Dam keeper speaks               | Yonhap Interview
COLUMN-Who pays for the dam: A keeper              | Column
HIGHLIGHTS 5-Dam hearing                           | Highlights
PRESS DIGEST - Northport - July 3                  | Press Digest
TAKE A LOOK-Dams                                   | Take a Look
特写：大坝                                          | 特写
Feature film wins prize                            |
Urgent care clinics fill up                        |
FOREX-Dollar inches higher                         |
Dam fever: How a town woke up                      |
Interview-Dam                                      |
(Karse) Dam holds                                  |
"""


def rows(table):
    """Return the rows of a table, cells without blanks."""
    return [[cell.strip() for cell in row.split("|")] for row in table.strip("\n").splitlines()]


def a_chain(text):
    """Return the chain that a cell names."""
    return [None if name == "-" else from_text(name) for name in text.split("; ")] if text else []


@pytest.mark.parametrize(("chain", "likely"), rows(CHAINS))
def test_following_goes_on_counting(chain, likely):
    assert str(next_in_chain(a_chain(chain))) == likely


@pytest.mark.parametrize(("chain", "offered"), rows(OFFERS))
def test_choices_begin_with_the_likeliest(chain, offered):
    first = offered.split("; ")

    assert [str(choice) for choice in choices(a_chain(chain))][: len(first)] == first


def test_nothing_is_offered_after_a_kill():
    assert choices(a_chain("-; Urgent")) != ()
    assert choices(a_chain("-; Kill")) == ()


designators = st.builds(
    Designator,
    st.lists(st.sampled_from(Kind), min_size=1, max_size=3, unique=True).map(tuple),
    st.none() | st.integers(1, 998),
)


@given(chain=st.lists(st.none() | designators, max_size=6))
def test_choices_hold_the_likeliest_once_and_no_act_of_its_own(chain):
    offered = choices(chain)

    assert len(set(offered)) == len(offered)
    assert not offered or offered[0] == next_in_chain(chain)
    assert not any(one and (one.is_correction or one.is_refile or one.is_hold or one.is_kill) for one in offered)


@given(chain=st.lists(st.none() | designators, max_size=6))
def test_following_was_not_filed_before(chain):
    likely = next_in_chain(chain)

    assert likely is None or likely not in chain


@pytest.mark.parametrize(("text", "name"), rows(NAMES))
def test_name_is_readers_english(text, name):
    assert explain(from_text(text))[0] == name


@pytest.mark.parametrize(("text", "meaning"), rows(MEANINGS))
def test_meaning_is_a_sentence_and_the_outermost_comes_first(text, meaning):
    assert explain(from_text(text))[1] == meaning


@given(designator=designators)
def test_every_designator_can_be_spelled_out(designator):
    name, meaning = explain(designator)

    assert name[0].isupper() or name[0].isdigit()
    assert meaning.endswith(".")
    assert "{" not in name + meaning


def test_glossary_has_every_kind_and_our_print_of_it():
    listed = [designator for designator, _, _ in glossary()]

    assert {kind for designator in listed for kind in designator.kinds} == set(Kind)
    assert [from_text(str(designator)) for designator in listed] == listed
    assert all(explain(designator) == (name, meaning) for designator, name, meaning in glossary())


@pytest.mark.parametrize(("headline", "name"), rows(GENRES))
def test_genre_is_named_and_anything_else_is_none(headline, name):
    assert genre(headline) == name


@given(headline=st.text(st.characters(codec=None)))
def test_genre_of_any_text_is_found_or_empty(headline):
    assert isinstance(genre(headline), str)
