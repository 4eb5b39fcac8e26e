"""What a NewsML 1 item says its copy is about: subject codes, keywords, places, people; its genre and its section.

Source: IPTC NewsML 1.2, section 5.9.8, "DescriptiveMetadata"; IPTC subject codes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from stories.copy.subjects import KEYWORD, ORGANISATION, PERSON, PLACE, TOPIC, Subject, merge_subjects, read_subject
from stories.wire import xml
from stories.wire.newsml_1_parts import Part, formal_name, read_properties, split_list

MOST_TOPICS = 1_000  # of an item, and of its file
MOST_PLACE_PARTS = 20
MOST_NAMED = 300  # subjects, keywords or places, before those that stand there twice are left out

_SUBJECT_ELEMENTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier", "SubjectCode")
_SUBJECT_NUMBER = re.compile("[0-9]{7,8}")
_USUAL_GENRES = frozenset({"current", "news", "article", "default", "release"})
_GENRE_IN_WORDS = re.compile(r"(?=.*[^\W\d_]{4}).*[a-zà-ÿ].*|[^\W\d_]{5,}")  # "ECO" is a code of a desk
_COUNTRY_CODE = re.compile("[A-Z]{2,3}")
_PLACE_PARTS = (("city", "town", "location"), ("area", "countryarea", "state", "province", "region"), ("country",))
_SECTION_NAMES = ("section", "category", "rubric")
_TOPIC_KINDS = (
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


def read_description(parts: Sequence[Part], topics: "Topics") -> Description:
    """Read what a story is about from the components around its words, the nearest first, and from its item."""
    keywords = list(islice(_all_keywords(parts), MOST_NAMED))
    places = [place for part in parts for place in part.own("Location")][:MOST_NAMED]
    codes = [code for part in parts for code in _subject_elements(part)][:MOST_NAMED]
    occurring = [found for part in parts for found in part.own("TopicOccurrence")][:MOST_NAMED]
    return Description(
        subjects=merge_subjects(
            (
                *map(topics.named, codes),
                *map(topics.occurring, occurring),
                *(read_subject("", word, scheme=KEYWORD) for word in keywords),
                *(read_subject(code, name, scheme=PLACE) for place in places for code, name in _place_names(place)),
            )
        ),
        located=read_place(places),
        genre=_genre_name(parts, keywords),
        section=_section_name(parts),
    )


class Topics:
    """The topics that an item defines, and those of its file, by their names and by the names that refer to them."""

    def __init__(self, topics: Iterable[xml.Element], shared: "Topics | None" = None) -> None:
        self._by_name: dict[str, xml.Element] = {}
        self._shared = shared
        for topic in islice(topics, MOST_TOPICS):
            for name in (topic.get("Duid"), *map(xml.line, xml.elements(topic, "FormalName"))):
                if name:
                    self._by_name.setdefault(name.strip(), topic)

    def _find(self, name: str) -> xml.Element | None:
        known = self._by_name.get(name)
        return known if known is not None or self._shared is None else self._shared._find(name)

    def named(self, element: xml.Element) -> Subject | None:
        """Return the subject of a code, with the name that a topic gives it."""
        name = formal_name(element)
        code = name.zfill(8) if _SUBJECT_NUMBER.fullmatch(name) else ""
        known = self._find(name)
        words = "" if known is None else _topic_name(known)
        scheme = TOPIC if code.startswith("20") else ""  # the old codes begin with 01 to 17
        return read_subject(code, words, scheme=scheme) if code else read_subject("", words or name, scheme=KEYWORD)

    def occurring(self, occurrence: xml.Element) -> Subject | None:
        """Return the person, organisation, place or other topic that the copy is said to speak of."""
        known = self._find(xml.attribute(occurrence, "Topic").lstrip("#"))
        if known is None:
            return None
        kind = formal_name(xml.element(known, "TopicType"))
        scheme = next((scheme for pattern, scheme in _TOPIC_KINDS if pattern.search(kind)), KEYWORD)
        return read_subject("", _topic_name(known) or xml.first_line(known, "FormalName"), scheme=scheme)


def _topic_name(topic: xml.Element) -> str:
    """Return the name of a topic: in English where it has one, else the first."""
    named = [each for each in xml.elements(topic, "Description") if each.get("Variant", "Name") != "Category"]
    named.sort(key=lambda each: not xml.language_of(each).lower().startswith("en"))
    return next(filter(None, map(xml.line, named)), "")


def _subject_elements(part: Part) -> Iterator[xml.Element]:
    """Yield the elements that name a subject; a code around others names none."""
    yield from (found for found in part.own(*_SUBJECT_ELEMENTS) if found.get("FormalName") or not len(found))


def _all_keywords(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        for line in part.own("KeywordLine"):
            yield from split_list(xml.line(line))
        for name, value in part.properties:
            if name.endswith(("keyword", "keywords")):
                yield from split_list(value)


def _place_names(location: xml.Element) -> Iterator[tuple[str, str]]:
    """Yield the places of a location, the smallest first, each as its code or its name."""
    values: dict[str, str] = {}
    for name, value in read_properties(list(islice(xml.descendants(location, "Property"), MOST_PLACE_PARTS))):
        values.setdefault(name, value)
    for names in _PLACE_PARTS:
        value = next((values[name] for name in names if name in values), "")
        if value:
            yield (value, "") if _COUNTRY_CODE.fullmatch(value) and "country" in names else ("", value)


def read_place(places: list[xml.Element]) -> str:
    """Return the place that the copy comes from, else where it happened, as its names, the smallest first."""
    origins = [place for place in places if xml.attribute(place, "HowPresent").lower() == "origin"]
    for place in (*origins, *places):
        names = [name for _, name in _place_names(place) if name]
        if names:
            return ", ".join(dict.fromkeys(names))
    return ""


def _genre_name(parts: Iterable[Part], keywords: list[str]) -> str:
    """Return the genre, "" for one that says nothing, for a code, and for a keyword that stands there."""
    words = {word.casefold() for word in keywords}
    for part in parts:
        for name in map(formal_name, part.own("Genre")):
            if _GENRE_IN_WORDS.fullmatch(name) and name.casefold() not in words | _USUAL_GENRES:
                return name
    return ""


def _section_name(parts: Iterable[Part]) -> str:
    for part in parts:
        lines = [("section", xml.line(line)) for line in part.own("SeriesLine")]
        named = (value for name, value in [*part.properties, *lines] if name in _SECTION_NAMES and value)
        if section := next(named, ""):
            return section
    return ""
