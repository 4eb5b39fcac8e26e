"""The vocabulary at work on copy that arrives: names of its subjects, and the sections that a source maps them to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from stories.copy.subjects import SUBJECT_CODE, Subject, read_subject, type_subject
from stories.models import Section, SectionMapping, Source, SubjectName

LEVELS = 10  # of a vocabulary; IPTC's has five
CODE_LENGTHS = (5, 2)  # of a subject code, the digits that its broader ones begin with; zeros fill them up


def add_names(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """Return subjects with the names of the vocabulary where they have none. One query where a name is missing."""
    nameless = [subject.key for subject in subjects if not subject.name]
    names = dict(SubjectName.objects.filter(key__in=nameless).values_list("key", "name")) if nameless else {}
    return tuple(replace(subject, name=subject.name or names.get(subject.key, "")) for subject in subjects)


def section_of_subjects(subjects: Iterable[Subject], section_name: str, source: Source) -> Section | None:
    """Return the section that a source maps the first of these subjects to, else the name of a section; else None.

    One query, and one more a level of the vocabulary where the source maps anything.
    """
    mapped: dict[str, Section] = {}
    for mapping in SectionMapping.objects.filter(source=source).select_related("section").order_by("pk"):
        for name in mapping_names(mapping.subject):
            mapped.setdefault(name, mapping.section)
    subjects = tuple(subjects) if mapped else ()
    concepts = read_concepts({key for subject in subjects for key in (subject.key, *broader_codes(subject))})
    names = (name for subject in subjects for name in subject_names(subject, concepts))
    return next((mapped[name] for name in (*names, section_name.casefold()) if name in mapped), None)


def mapping_names(text: str) -> set[str]:
    """Return the names that a mapping goes by, in small letters: what was typed, and the key that it stands for."""
    subject = type_subject(text)
    return {text.strip().casefold(), subject.key.casefold()} if subject else set()


def read_concepts(keys: set[str]) -> dict[str, SubjectName]:
    """Return subjects of the vocabulary and all broader ones, by key. One query a level."""
    found: dict[str, SubjectName] = {}
    level = keys
    for _level in range(LEVELS):
        rows = SubjectName.objects.in_bulk(level, field_name="key") if level else {}
        found |= rows
        level = {row.broader for row in rows.values() if row.broader} - found.keys()
    return found


def subject_names(subject: Subject, concepts: Mapping[str, SubjectName]) -> Iterator[str]:
    """Yield the names that a subject is mapped by, its own first, then those of the broader ones, in small letters."""
    yield from key_names(subject)
    for start in (subject.key, *broader_codes(subject)):
        key = start
        for _level in range(LEVELS):
            concept = concepts.get(key)
            known = read_subject(key, concept.name if concept else "")
            yield from key_names(known) if known else ()
            if concept is None or not concept.broader:
                break
            key = concept.broader


def key_names(subject: Subject) -> Iterator[str]:
    """Yield the key, the code and the name of a subject, in small letters."""
    yield from filter(None, (subject.key.casefold(), subject.code.casefold(), subject.name.casefold()))


def broader_codes(subject: Subject) -> Iterator[str]:
    """Yield the keys of the subject codes that an old one stands under, by its digits: 04005001, 04005000, 04000000."""
    if subject.scheme == SUBJECT_CODE and re.fullmatch("[0-9]{8}", subject.code):
        for length in CODE_LENGTHS:
            broader = f"{SUBJECT_CODE}:{subject.code[:length]:0<8}"
            if broader != subject.key:
                yield broader
