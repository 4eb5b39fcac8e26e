"""What the invented stories stand among: sections, agencies, people and the vocabulary of subjects."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType

from stories.copy.subjects import TOPIC, Subject
from stories.models import Section, Source, Story, SubjectName

SECTION_NAMES = 20
SOURCES = 30
SUBJECTS = 60
PEOPLE = {"reporter": 8, "editor": 3, "chief": 1}  # by their role
PLACES = ("Vesper", "Oren", "Karn", "Tolva", "Selm", "Dunmere", "Harrow Bay", "Istra", "Quill", "Northport")
KINDS = ("Wire", "Press", "News")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The rows that stories point to, as they were made."""

    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    people: tuple[User, ...]
    subjects: tuple[Subject, ...]
    content_type: int  # of stories, for their revisions


def furnish() -> Furniture:
    """Make what is missing of the sections, agencies, people and subjects, and return them all.

    The people have no passwords: `manage.py changepassword` gives them one.
    """
    sections = [
        Section.objects.get_or_create(
            slug=f"section-{number}", defaults={"name": f"Section {number}", "position": number}
        )[0]
        for number in range(1, SECTION_NAMES + 1)
    ]
    sources = [Source.objects.get_or_create(name=name)[0] for name in source_names()]
    subjects = [Subject(TOPIC, str(20_900_000 + number), f"invented topic {number}") for number in range(SUBJECTS)]
    SubjectName.objects.bulk_create(
        [
            SubjectName(
                key=subject.key, name=subject.name, broader=subjects[place // 10 * 10].key if place % 10 else ""
            )
            for place, subject in enumerate(subjects)
        ],
        ignore_conflicts=True,
    )
    return Furniture(
        sections=tuple(sections),
        sources=tuple(sources),
        people=tuple(make_person(role, number) for role, count in PEOPLE.items() for number in range(1, count + 1)),
        subjects=tuple(subjects),
        content_type=ContentType.objects.get_for_model(Story).pk,
    )


def source_names() -> list[str]:
    """Return the names of the agencies, the busiest first."""
    return [f"{place} {kind}" for kind in KINDS for place in PLACES]


def make_person(role: str, number: int) -> User:
    """Make a person with a role, where there is none of that name; return the person."""
    person, made = User.objects.get_or_create(username=f"{role}-{number}", defaults={"is_staff": True})
    if made:
        person.set_unusable_password()
        person.save()
        person.groups.add(Group.objects.get(name=role))
    return person
