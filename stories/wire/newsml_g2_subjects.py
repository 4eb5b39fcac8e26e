"""The subjects of a NewsML-G2 item: codes, keywords, places, people, organisations."""

import re
from collections.abc import Iterable, Iterator

from stories.copy.subjects import (
    KEYWORD,
    ORGANISATION,
    PERSON,
    PLACE,
    SUBJECT_CODE,
    TOPIC,
    Subject,
    merge_subjects,
    read_subject,
)
from stories.wire import xml
from stories.wire.newsml_g2_names import code_of, last_part, name_in_language

MOST_CONCEPTS = 500  # that are looked at
_TYPES = {
    "person": PERSON,
    "organisation": ORGANISATION,
    "organization": ORGANISATION,
    "geoarea": PLACE,
    "poi": PLACE,
    "place": PLACE,
    "city": PLACE,
    "country": PLACE,
    "statprov": PLACE,
}
_SUBJECT_CODE = re.compile(r"(?<![0-9])(?:0[1-9]|1[0-7])[0-9]{6}(?![0-9])")
_SCHEMES_OF_SUBJECTS = re.compile("subj|rs$|^tt$", re.IGNORECASE)  # sttsubj:04016000, dpars:08000000, TT:02000000:LAG
_IPTC = (TOPIC, SUBJECT_CODE)


def read_subjects(item: xml.Element, language: str) -> tuple[Subject, ...]:
    """Return the subjects of an item, IPTC's codes first; of names those in the language."""
    found = [subject for subject in _subjects(item, language) if subject is not None]
    found.sort(key=lambda subject: subject.scheme not in _IPTC)
    return merge_subjects(found)


def read_section(item: xml.Element, subjects: Iterable[Subject], language: str) -> str:
    """Return the name of the section: a subject that is named by words alone, else the first of IPTC's codes."""
    concepts = xml.elements(item, "contentMeta/subject")[:MOST_CONCEPTS]
    for concept in concepts:
        name, literal = name_in_language(concept, language), xml.attribute_line(concept, "literal")
        if name and name == literal and not code_of(concept) and _kind_of(concept) == "":
            return name
    codes = (subject for subject in subjects if subject.scheme in _IPTC)
    members = (name_in_language(each, language) for each in xml.elements(item, "itemMeta/memberOf"))
    return next((subject.name for subject in codes if subject.name), "") or next(filter(None, members), "")


def _subjects(item: xml.Element, language: str) -> Iterator[Subject | None]:
    for concept in xml.elements(item, "contentMeta/subject")[:MOST_CONCEPTS]:
        yield from _read_concept(concept, language)
    for keyword in xml.elements(item, "contentMeta/keyword")[:MOST_CONCEPTS]:
        yield read_subject("", xml.line(keyword), scheme=KEYWORD)


def _read_concept(concept: xml.Element, language: str) -> Iterator[Subject | None]:
    name, code = name_in_language(concept, language), code_of(concept)
    literal = xml.attribute_line(concept, "literal")
    kind = _kind_of(concept)
    if kind and (name or literal):
        yield read_subject("", name or literal, scheme=kind)
    else:
        yield _read_code(code or literal, name)
    for same in xml.elements(concept, "sameAs"):
        if code_of(same).startswith((f"{TOPIC}:", f"{SUBJECT_CODE}:")):
            yield read_subject(code_of(same), name_in_language(same, language) or name)


def _kind_of(concept: xml.Element) -> str:
    """Return the scheme of a person, an organisation or a place; "" for anything else."""
    kind = _TYPES.get(last_part(xml.attribute(concept, "type")), "")
    is_place = any(code_of(facet).startswith("geoProp:") for facet in xml.elements(concept, "facet"))
    return kind or (PLACE if is_place else "")


def _read_code(code: str, name: str) -> Subject | None:
    """Read a code; an agency's own scheme may hold IPTC's old subject codes."""
    scheme, _, _ = code.partition(":")
    old = _SUBJECT_CODE.search(code)
    if old and scheme != TOPIC and _SCHEMES_OF_SUBJECTS.search(scheme):
        return read_subject(old.group(), name, scheme=SUBJECT_CODE)
    if not name and ":" not in code:
        return read_subject("", code, scheme=KEYWORD)
    return read_subject(code, name)
