"""What a NewsML 1 item says its copy is about: subject codes, keywords, places, people; its genre and its section.

Source: IPTC NewsML 1.2, section 5.9.8, "DescriptiveMetadata"; IPTC subject codes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stories.copy.subjects import KEYWORD, ORGANISATION, PERSON, PLACE, TOPIC, Subject, merge_subjects, read_subject
from stories.wire import xml
from stories.wire.newsml_1_parts import formal_name, listed, own_parts, properties

_SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier", "SubjectCode")
_CODE = re.compile("[0-9]{7,8}")
_USUAL_GENRES = frozenset({"current", "news", "article", "default", "release"})
_GENRE = re.compile(r"(?=.*[^\W\d_]{4}).*[a-zà-ÿ].*|[^\W\d_]{5,}")  # "ECO" is a code of a desk
_COUNTRY_CODE = re.compile("[A-Z]{2,3}")
_PLACE_PARTS = (("city", "town", "location"), ("area", "countryarea", "state", "province", "region"), ("country",))
_SECTIONS = ("section", "category", "rubric")
_KINDS = (
    (re.compile(r"person|people", re.IGNORECASE), PERSON),
    (re.compile(r"compan|organi[sz]ation|party", re.IGNORECASE), ORGANISATION),
    (re.compile(r"geo|country|city|place|location", re.IGNORECASE), PLACE),
)


@dataclass(frozen=True, slots=True)
class Description:
    """What copy is about. The place is where it was written or where it happened."""

    subjects: tuple[Subject, ...] = ()
    located: str = ""
    genre: str = ""
    section: str = ""


def read_description(item: xml.Element, components: Iterable[xml.Element]) -> Description:
    """Read what a story is about from the components around its words, the nearest first, and from its item."""
    parts = [*components, item]
    keywords = list(_keywords(parts))
    places = [place for part in parts for place in own_parts(part, "Location")]
    topics = _Topics(item)
    return Description(
        subjects=merge_subjects(
            (
                *(topics.named(code) for part in parts for code in _subject_elements(part)),
                *(topics.occurring(found) for part in parts for found in own_parts(part, "TopicOccurrence")),
                *(read_subject("", word, scheme=KEYWORD) for word in keywords),
                *(read_subject(code, name, scheme=PLACE) for place in places for code, name in _place_names(place)),
            )
        ),
        located=_located(places),
        genre=_genre(parts, keywords),
        section=_section(parts),
    )


class _Topics:
    """The topics that an item defines, by their names and by the names that refer to them."""

    def __init__(self, item: xml.Element) -> None:
        self._by_name: dict[str, xml.Element] = {}
        for topic in xml.descendants(item.getparent() if item.getparent() is not None else item, "Topic"):
            for name in (topic.get("Duid"), *map(xml.line, xml.elements(topic, "FormalName"))):
                if name:
                    self._by_name.setdefault(name.strip(), topic)

    def named(self, element: xml.Element) -> Subject | None:
        """Return the subject of a code, with the name that a topic gives it."""
        name = formal_name(element)
        code = name.zfill(8) if _CODE.fullmatch(name) else ""
        known = self._by_name.get(name)
        words = "" if known is None else _description(known)
        scheme = TOPIC if code.startswith("20") else ""  # the old codes begin with 01 to 17
        return read_subject(code, words, scheme=scheme) if code else read_subject("", words or name, scheme=KEYWORD)

    def occurring(self, occurrence: xml.Element) -> Subject | None:
        """Return the person, organisation, place or other topic that the copy is said to speak of."""
        known = self._by_name.get(xml.attribute(occurrence, "Topic").lstrip("#"))
        if known is None:
            return None
        kind = formal_name(xml.element(known, "TopicType"))
        scheme = next((scheme for pattern, scheme in _KINDS if pattern.search(kind)), KEYWORD)
        return read_subject("", _description(known) or xml.first_line(known, "FormalName"), scheme=scheme)


def _description(topic: xml.Element) -> str:
    """Return the name of a topic: in English where it has one, else the first."""
    named = [each for each in xml.elements(topic, "Description") if each.get("Variant", "Name") != "Category"]
    named.sort(key=lambda each: not xml.language_of(each).lower().startswith("en"))
    return next(filter(None, map(xml.line, named)), "")


def _subject_elements(part: xml.Element) -> Iterator[xml.Element]:
    for found in own_parts(part, *_SUBJECTS):
        inner = list(own_parts(found, *_SUBJECTS))
        yield from inner or [found]


def _keywords(parts: Iterable[xml.Element]) -> Iterator[str]:
    for part in parts:
        for line in own_parts(part, "KeywordLine"):
            yield from listed(xml.line(line))
        for name, value in properties(part):
            if name.endswith(("keyword", "keywords")):
                yield from listed(value)


def _place_names(location: xml.Element) -> Iterator[tuple[str, str]]:
    """Yield the places of a location, the smallest first, each as its code or its name."""
    values: dict[str, str] = {}
    for name, value in properties(location):
        values.setdefault(name, value)
    for names in _PLACE_PARTS:
        value = next((values[name] for name in names if name in values), "")
        if value:
            yield (value, "") if _COUNTRY_CODE.fullmatch(value) and "country" in names else ("", value)


def _located(places: list[xml.Element]) -> str:
    """Return the place that the copy comes from, else where it happened, as its names, the smallest first."""
    origins = [place for place in places if xml.attribute(place, "HowPresent").lower() == "origin"]
    for place in (*origins, *places):
        names = [name for _, name in _place_names(place) if name]
        if names:
            return ", ".join(dict.fromkeys(names))
    return ""


def _genre(parts: Iterable[xml.Element], keywords: list[str]) -> str:
    """Return the genre, "" for one that says nothing, for a code, and for a keyword that stands there."""
    words = {word.casefold() for word in keywords}
    for part in parts:
        for name in map(formal_name, own_parts(part, "Genre")):
            if _GENRE.fullmatch(name) and name.casefold() not in words | _USUAL_GENRES:
                return name
    return ""


def _section(parts: Iterable[xml.Element]) -> str:
    for part in parts:
        lines = [("section", xml.line(line)) for line in own_parts(part, "SeriesLine")]
        named = (value for name, value in [*properties(part), *lines] if name in _SECTIONS and value)
        if section := next(named, ""):
            return section
    return ""
