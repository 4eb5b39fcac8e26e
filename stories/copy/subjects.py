"""Subjects of copy: IPTC's Media Topics and old subject codes, keywords, places, people, organisations.

Source: IPTC NewsCodes. A code stands as its scheme and its number: medtop 20000763, subj 04000000.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from stories.copy.cleaning import clean

TOPIC, SUBJECT_CODE = "medtop", "subj"
KEYWORD, PLACE, PERSON, ORGANISATION = "keyword", "place", "person", "org"
MOST_SUBJECTS = 100  # subjects of one text
LONGEST_SUBJECT = 200  # characters of a name or a code

_SCHEMES = {
    "mediatopic": TOPIC,
    "mediatopics": TOPIC,
    "subjectcode": SUBJECT_CODE,
    "subjectcodes": SUBJECT_CODE,
    "iptc": SUBJECT_CODE,
    "organisation": ORGANISATION,
    "organization": ORGANISATION,
}
_ADDRESS = re.compile(r"https?://cv\.iptc\.org/newscodes/(?P<scheme>[a-z]+)/(?P<code>[^/?#\s]+)/?", re.IGNORECASE)
_QCODE = re.compile(r"(?P<scheme>[A-Za-z][\w.-]*):(?P<code>[^\s:/][^\s]*)")


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject. The code is empty where the copy gives words alone, the name where it gives a code alone."""

    scheme: str
    code: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        """The code that it is known by: "medtop:20000763"; of words alone, the words in small letters."""
        return f"{self.scheme}:{self.code or self.name.casefold()}"


def read_subject(code: str, name: str = "", *, scheme: str = "") -> Subject | None:
    """Return the subject of a code as copy writes it, None where neither code nor name says anything.

    The code is an address of IPTC's, a qcode ("medtop:20000763"), or eight digits, which are a subject code; anything
    else is a code of `scheme`, and of a keyword without one.
    """
    code, name = clean(code)[:LONGEST_SUBJECT], clean(name)[:LONGEST_SUBJECT]
    known = _ADDRESS.fullmatch(code) or _QCODE.fullmatch(code)
    if known:
        scheme, code = known["scheme"], known["code"]
    elif re.fullmatch("[0-9]{8}", code) and not scheme:
        scheme = SUBJECT_CODE
    if not code and not name:
        return None
    scheme = scheme.lower()
    return Subject(_SCHEMES.get(scheme, scheme) or KEYWORD, code, name)


def merge_subjects(subjects: Iterable[Subject | None]) -> tuple[Subject, ...]:
    """Return subjects each once, with the name that any of them gives, in the order given, at most MOST_SUBJECTS."""
    by_key: dict[str, Subject] = {}
    for subject in subjects:
        if subject is not None and (subject.key not in by_key or not by_key[subject.key].name):
            by_key[subject.key] = subject
    return tuple(by_key.values())[:MOST_SUBJECTS]


def store_subjects(subjects: Iterable[Subject]) -> list[dict[str, str]]:
    """Return subjects as they are stored."""
    return [asdict(subject) for subject in subjects]


def load_subjects(stored: Iterable[Mapping[str, Any]]) -> tuple[Subject, ...]:
    """Return stored subjects."""
    return tuple(Subject(row["scheme"], row["code"], row["name"]) for row in stored)
