"""Subjects as copy writes them."""

import pytest

from stories.copy import subjects
from stories.copy.subjects import Subject, read_subject

READ = [
    (("medtop:20000763", "taxation"), Subject("medtop", "20000763", "taxation")),
    (("http://cv.iptc.org/newscodes/mediatopic/20000763",), Subject("medtop", "20000763")),
    (("http://cv.iptc.org/newscodes/subjectcode/04000000/",), Subject("subj", "04000000")),
    (("subj:04000000",), Subject("subj", "04000000")),
    (("04000000", "economy"), Subject("subj", "04000000", "economy")),
    (("", "Oren dam"), Subject("keyword", "", "Oren dam")),
    (("dpacat:pl", "Politik"), Subject("dpacat", "pl", "Politik")),
    (("", " "), None),
]


@pytest.mark.parametrize(("written", "subject"), READ, ids=str)
def test_a_subject_is_read_as_copy_writes_it(written, subject):
    assert read_subject(*written) == subject


def test_words_of_a_scheme_stay_in_it():
    assert read_subject("", "Oren", scheme="place") == Subject("place", "", "Oren")


def test_subjects_stand_once_and_with_a_name():
    told_twice = [Subject("medtop", "1"), Subject("medtop", "1", "tax"), Subject("keyword", "", "Dam"), None]
    told_twice.append(Subject("keyword", "", "dam"))
    assert subjects.merge_subjects(told_twice) == (Subject("medtop", "1", "tax"), Subject("keyword", "", "Dam"))


def test_what_is_stored_is_read_again():
    stored = subjects.store_subjects([Subject("medtop", "1", "tax")])
    assert subjects.load_subjects(stored) == (Subject("medtop", "1", "tax"),)


TYPED = [
    ("medtop:20000344 fishing industry", Subject("medtop", "20000344", "fishing industry")),
    ("04000000", Subject("subj", "04000000")),
    ("place: Oren", Subject("place", "", "Oren")),
    ("Place:Oren", Subject("place", "", "Oren")),
    ("place:Q90 Karn Bay", Subject("place", "Q90", "Karn Bay")),
    ("person: Ada Karn", Subject("person", "", "Ada Karn")),
    ("Cup draw: the teams", Subject("keyword", "", "Cup draw: the teams")),
    ("dam", Subject("keyword", "", "dam")),
]


@pytest.mark.parametrize(("line", "subject"), TYPED, ids=str)
def test_what_an_editor_types_is_a_subject(line, subject):
    assert subjects.type_subjects(f"\n{line}\n\n") == (subject,)
    assert subjects.type_subjects(subjects.print_subjects([subject])) == (subject,)
