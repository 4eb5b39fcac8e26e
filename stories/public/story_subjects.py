"""Subjects of a story as its page has them: links for readers, things for machines."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from stories.copy.subjects import ORGANISATION, PERSON, PLACE, WORDS_ALONE, Subject
from stories.models import Filing, Metadata
from stories.wire.ninjs_write import VOCABULARIES

SUBJECTS_LINKED = 24  # of one story; its data has all
MENTIONS = {PERSON: "Person", ORGANISATION: "Organization", PLACE: "Place"}


@dataclass(frozen=True, slots=True)
class SubjectLink:
    """A subject by its name, and the stories of the archive that have it."""

    name: str
    address: str


def subject_links(filing: Filing) -> tuple[SubjectLink, ...]:
    """Return links to the subjects of a filing that have names, at most SUBJECTS_LINKED."""
    named = subjects_by_name(filing.metadata_values)[:SUBJECTS_LINKED]
    return tuple(SubjectLink(subject.name, archive_address(subject)) for subject in named)


def subjects_by_name(metadata: Metadata) -> list[Subject]:
    """Return the subjects that have names, each name once, whatever its case."""
    by_name: dict[str, Subject] = {}
    for subject in metadata.subjects:
        if subject.name:
            by_name.setdefault(subject.name.casefold(), subject)
    return list(by_name.values())


def archive_address(subject: Subject) -> str:
    """Return the address of the stories with a subject: by its code, else by its name."""
    query = QueryDict(mutable=True)
    query["subject"] = subject.key if subject.code else subject.name
    return f"{reverse('stories:archive')}?{query.urlencode()}"


def subject_data(filing: Filing) -> dict[str, object]:
    """Return the subjects of a filing and its place as properties of a NewsArticle."""
    metadata = filing.metadata_values
    place = {"@type": "Place", "name": metadata.located} if metadata.located else None
    return {
        "keywords": [subject.name for subject in subjects_by_name(metadata)],
        "about": [topic_object(subject) for subject in metadata.subjects if subject.code and is_topic(subject)],
        "mentions": [
            {"@type": MENTIONS[subject.scheme], "name": subject.name}
            for subject in metadata.subjects
            if subject.scheme in MENTIONS and subject.name
        ],
        "locationCreated": place,
        "contentLocation": place,
    }


def is_topic(subject: Subject) -> bool:
    """Return whether a subject is one of a vocabulary that machines know by its name or address."""
    return subject.scheme not in WORDS_ALONE and bool(subject.name or vocabulary_address(subject))


def topic_object(subject: Subject) -> dict[str, str]:
    """Return a topic as a Thing, with its address at IPTC where it is one of theirs."""
    data = {"@type": "Thing", "name": subject.name, "sameAs": vocabulary_address(subject)}
    return {key: value for key, value in data.items() if value}


def vocabulary_address(subject: Subject) -> str:
    """Return the address of a subject at IPTC; empty for other subjects."""
    is_number = subject.code.isascii() and subject.code.isdigit()
    return (
        VOCABULARIES[subject.scheme].format(code=subject.code) if is_number and subject.scheme in VOCABULARIES else ""
    )
