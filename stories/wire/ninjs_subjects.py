"""Subjects of a ninjs object: topics and codes, people, places, organisations, events, keywords.

Source: the schemas at iptc.org/std/ninjs: `subject` with scheme and code in 1.x, `subjects` with a uri later.
"""

from collections.abc import Iterator

from stories.copy.subjects import KEYWORD, ORGANISATION, PERSON, PLACE, Subject, merge_subjects, read_subject
from stories.wire.categories import read_category
from stories.wire.fields import Fields

EVENT = "event"
_NAMED = (
    ("person", PERSON), ("people", PERSON), ("persons", PERSON), ("place", PLACE), ("places", PLACE),
    ("organisation", ORGANISATION), ("organisations", ORGANISATION), ("organization", ORGANISATION),
    ("company", ORGANISATION), ("companies", ORGANISATION), ("event", EVENT), ("events", EVENT),
)  # fmt: skip
_CODES = ("code", "qcode", "uri", "literal")
_NAMES = ("name", "value", "literal")


def read_subjects(fields: Fields) -> tuple[Subject, ...]:
    """Return the subjects of an object, topics first, each once."""
    return merge_subjects([*_topics(fields), *_people_and_places(fields), *_keywords(fields)])


def _topics(fields: Fields) -> Iterator[Subject | None]:
    for field in ("subject", "subjects"):
        for each in fields.objects(field):
            if each.text("rel").lower() == "section":  # where it stands on a site is no subject
                continue
            yield read_category(each.line(*_CODES), label=each.line(*_NAMES), scheme=each.line("scheme"))


def _people_and_places(fields: Fields) -> Iterator[Subject | None]:
    """Yield people, places, organisations and events by their names: their codes are each agency's own."""
    for field, scheme in _NAMED:
        for each in fields.objects(field):
            yield read_subject("", each.line(*_NAMES), scheme=scheme)


def _keywords(fields: Fields) -> Iterator[Subject | None]:
    for keyword in fields.texts("keywords", "keyword"):
        yield read_subject("", keyword, scheme=KEYWORD)
