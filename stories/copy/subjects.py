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


WORDS_ALONE = frozenset({KEYWORD, PLACE, PERSON, ORGANISATION})  # schemes whose subjects are names
_TYPED = re.compile(r"(?P<scheme>[A-Za-z][\w.-]{0,40}):[ \t]?(?P<rest>.{1,400})")


def print_subjects(subjects: Iterable[Subject]) -> str:
    """Return subjects as editors type them, a line each: "medtop:20000344 fishing industry", "place: Oren", "dam"."""
    return "\n".join(map(print_subject, subjects))


def print_subject(subject: Subject) -> str:
    """Return a subject as editors type it."""
    if not subject.code:
        return subject.name if subject.scheme == KEYWORD else f"{subject.scheme}: {subject.name}"
    return f"{subject.scheme}:{subject.code} {subject.name}".rstrip()


def type_subjects(text: str) -> tuple[Subject, ...]:
    """Return the subjects of lines that an editor typed."""
    return merge_subjects(map(type_subject, text.splitlines()[: 2 * MOST_SUBJECTS]))


def type_subject(line: str) -> Subject | None:
    """Return the subject of a line; None of an empty one."""
    line = clean(line)
    code, _, name = line.partition(" ")
    typed = _TYPED.fullmatch(line)
    if typed and typed["scheme"].lower() in WORDS_ALONE and (code.endswith(":") or not name):
        return read_subject("", typed["rest"], scheme=typed["scheme"])
    if _ADDRESS.fullmatch(code) or _QCODE.fullmatch(code) or re.fullmatch("[0-9]{8}", code):
        return read_subject(code, name)
    return read_subject("", line)
