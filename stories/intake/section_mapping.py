"""The vocabulary at work on copy that arrives: names of its subjects, and the sections that a source maps them to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from stories.copy.subjects import SUBJECT_CODE, Subject, read_subject, type_subject
from stories.models import Section, SectionMapping, Source, SubjectName

LEVELS = 10  # of a vocabulary; IPTC's has five
CODE_LENGTHS = (5, 2)  # of a subject code, the digits that its broader ones begin with; zeros fill them up


class SourceVocabulary:
    """The vocabulary as it bears on the copy of one source, asked once for all copy that arrives together."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.names: dict[str, str] = {}
        self.sections: dict[str, Section | None] = {}

    def add_names(self, subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
        """Return subjects with the names of the vocabulary where they have none. One query where one is not known."""
        unknown = {subject.key for subject in subjects if not subject.name} - self.names.keys()
        if unknown:
            self.names |= dict.fromkeys(unknown, "")
            self.names |= dict(SubjectName.objects.filter(key__in=unknown).values_list("key", "name"))
        return tuple(replace(subject, name=subject.name or self.names[subject.key]) for subject in subjects)

    @cached_property
    def mapped(self) -> dict[str, Section]:
        """The sections that subjects and names of sections lead to. One query."""
        mapped: dict[str, Section] = {}
        for mapping in SectionMapping.objects.filter(source=self.source).select_related("section").order_by("pk"):
            for name in mapping_names(mapping.subject):
                mapped.setdefault(name, mapping.section)
        return mapped

    def section_of(self, subjects: Iterable[Subject], name: str) -> Section | None:
        """Return the section that a source maps the first of these subjects to, or the name of one, else the named one.

        One query a level of the vocabulary where the source maps anything, and one for a name that is not known.
        """
        subjects = tuple(subjects) if self.mapped else ()
        concepts = read_concepts({key for subject in subjects for key in (subject.key, *broader_codes(subject))})
        names = (known for subject in subjects for known in subject_names(subject, concepts))
        section = next((self.mapped[known] for known in (*names, name.casefold()) if known in self.mapped), None)
        return section or self.named_section(name)

    def named_section(self, name: str) -> Section | None:
        """Return the section of a name in any case; None without one."""
        if name and name not in self.sections:
            self.sections[name] = Section.objects.filter(name__iexact=name).first()
        return self.sections.get(name)


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
